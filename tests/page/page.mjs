// Opens the pages in a folder in a headless Chromium and tries them: picks, keys, hostile data, requests, widths.
// Usage: node page.mjs FOLDER [PICTURES]; with PICTURES, screenshots are written there.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };

// Opens a page; whatever it asks the network for, prints or throws is a fault.
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: wide, ...options });
  const page = await context.newPage();
  const faults = [];
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on("request", (request) => { if (request.url() !== address) faults.push(`request: ${request.url()}`); });
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", async (dialog) => { faults.push(`dialog: ${dialog.message()}`); await dialog.dismiss(); });
  await page.goto(address);
  page.done = async () => { assert.deepEqual(faults, []); await context.close(); };
  return page;
}

const lit = (page, selector) => page.locator(`${selector}.lit`).count();
const focused = (page) => page.evaluate(() => document.activeElement.dataset.rows ?? document.activeElement.id);

async function picks() {
  const page = await open("awards");
  const row = page.locator("tbody tr").nth(1);
  await row.click();
  assert.equal(await row.getAttribute("aria-selected"), "true");
  assert.equal(await lit(page, "tbody tr"), 1);
  assert.equal(await lit(page, ".np-node"), 3, "the award, the company, the park");
  assert.equal(await lit(page, ".np-link"), 2);
  assert.equal(await lit(page, ".entry"), 1);
  assert.equal(await page.locator(".entry.lit").getAttribute("data-rows"), "2");
  assert.match(await page.locator("#status").textContent(), /^Picked: .*Tourism/);
  // The same row again clears.
  await row.click();
  assert.equal(await lit(page, "[data-rows]"), 0);
  // From the timeline.
  await page.locator('.entry[data-rows="3"]').click();
  assert.equal(await page.locator("tbody tr.lit").getAttribute("data-rows"), "3");
  assert.ok(await lit(page, ".np-node") > 1);
  // From the graph: a node of one row, and the park, which all rows have.
  await page.locator(".np-node", { hasText: "Governor" }).click();
  assert.equal(await lit(page, "tbody tr"), 1);
  await page.locator("#fit").click();
  await page.locator(".np-node", { hasText: "High-tech Zone" }).click();
  assert.equal(await lit(page, "tbody tr"), 5);
  assert.equal(await lit(page, ".entry"), 5);
  assert.match(await page.locator("#status").textContent(), /rows: 5/);
  // Several, by Ctrl; the same again lets one of them go.
  await page.keyboard.press("Escape");
  await page.locator('tbody tr[data-rows="1"]').click();
  await page.locator('.entry[data-rows="3"]').click({ modifiers: ["Control"] });
  assert.deepEqual(await page.locator("tbody tr.lit").evaluateAll((all) => all.map((row) => row.dataset.rows)), ["1", "3"]);
  assert.match(await page.locator("#status").textContent(), /^Picked: .*employers.*; .*DHC.*rows: 2/);
  await page.locator('tbody tr[data-rows="1"]').click({ modifiers: ["Control"] });
  assert.equal(await page.locator("tbody tr.lit").getAttribute("data-rows"), "3");
  await page.locator('tbody tr[data-rows="2"]').click();
  assert.equal(await lit(page, "tbody tr"), 1, "without Ctrl only the new one");
  // Shift does as Ctrl, and marks no text; text that is marked can be copied without a pick.
  await page.locator('tbody tr[data-rows="4"]').click({ modifiers: ["Shift"] });
  assert.equal(await lit(page, "tbody tr"), 2);
  assert.equal(await page.evaluate(() => getSelection().toString()), "");
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('tbody tr[data-rows="5"] .cell')));
  await page.locator('tbody tr[data-rows="5"]').evaluate((row) => row.click());
  assert.equal(await lit(page, "tbody tr"), 2);
  assert.equal(await lit(page, 'tbody tr[data-rows="5"]'), 0);
  await page.evaluate(() => getSelection().empty());
  // A link picks its rows too.
  await page.locator(".np-link text").first().click();
  assert.equal(await lit(page, "tbody tr"), 1);
  await page.done();
}

async function keys() {
  const page = await open("awards");
  await page.locator("tbody tr").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "3");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("tbody tr.lit").getAttribute("data-rows"), "3");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "the focus can be seen");
  await page.keyboard.press("Escape");
  assert.equal(await lit(page, "[data-rows]"), 0);
  await page.keyboard.press("End");
  assert.equal(await focused(page), "5");
  await page.keyboard.press(" ");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press(" ");
  assert.equal(await lit(page, "tbody tr"), 2, "Space picks beside what is picked");
  await page.keyboard.press("Enter");
  assert.equal(await lit(page, "tbody tr"), 1);
  // Into the graph: arrows go to the nearest node in their direction.
  const node = page.locator(".np-node[data-rows]").first();
  await node.focus();
  const before = await page.evaluate(() => document.activeElement.getBoundingClientRect().x);
  await page.keyboard.press("ArrowRight");
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().x) > before);
  await page.keyboard.press(" ");
  assert.ok(await lit(page, "tbody tr") > 0);
  const scale = () => page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector("#np-graph")).transform).a);
  const was = await scale();
  await page.keyboard.press("+");
  await page.waitForTimeout(400);
  assert.ok(await scale() > was);
  // Who wants little motion gets none.
  const moves = async () => {
    await page.keyboard.press("-");
    await page.waitForTimeout(60);
    return page.evaluate(() => document.getElementById("np-graph").style.transition.includes("transform"));
  };
  assert.equal(await moves(), true);
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await moves(), false);
  // By Tab alone: each view is one stop, and the links and buttons between them are reached.
  await page.locator("body").press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  const stops = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement.closest("section")?.id ?? document.activeElement.className));
  }
  for (const stop of ["skip", "table", "graph", "timeline"]) assert.ok(stops.includes(stop), `${stop} of ${stops}`);
  await page.done();
}

async function readers() {
  const page = await open("awards");
  for (const [role, count] of [["main", 1], ["banner", 1], ["contentinfo", 1], ["grid", 1], ["listbox", 2], ["status", 1]]) {
    assert.equal(await page.getByRole(role).count(), count, role);
  }
  assert.ok(await page.getByRole("columnheader").count() >= 4);
  assert.equal(await page.getByRole("rowheader").count(), 5);
  for (const name of ["Table", "Graph", "Timeline"]) assert.equal(await page.getByRole("region", { name }).count(), 1);
  const unnamed = await page.getByRole("option").evaluateAll((all) => all.filter((one) => !one.getAttribute("aria-label") && !one.textContent.trim()).length);
  assert.equal(unnamed, 0);
  // Marks are told in words, in the row and below the table.
  const row = page.locator('tbody tr[data-rows="2"]');
  assert.match(await row.textContent(), /rests on a fact that is inferred/);
  assert.match(await page.getByRole("option", { name: /Botao/ }).last().textContent(), /rests on a fact that is inferred/);
  assert.match(await page.locator("tbody").textContent(), /Liaoning \(inferred\)/);
  assert.ok(await page.getByText("? rests on a fact").isVisible());
  // The graph as text.
  assert.match(await page.locator("details").textContent(), /Tourism innovation prize for Botao —recipient→ Botao Culture Technology/);
  await page.done();
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What a checker finds; it may run, although the policy of the page forbids it.
async function violations(name, options) {
  const page = await open(name, { bypassCSP: true, ...options });
  await page.evaluate(axe);
  await page.waitForTimeout(50);
  const found = await page.evaluate(async (strange) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // A name in Japanese, or of 10,000 letters, that stands on several lines has no space between them, which that rule misses.
    const rules = { "label-content-name-mismatch": { enabled: document.documentElement.lang === "en" && !strange } };
    const { violations } = await window.axe.run({ runOnly: tags, rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.length}, ${nodes[0].html.slice(0, 200)}`);
  }, ["hostile", "echo"].includes(name));
  await page.done();
  return found;
}

async function accessible() {
  for (const name of ["awards", "japanese", "pattern", "dates", "things"]) {
    for (const [colorScheme, viewport] of [["light", wide], ["dark", narrow]]) {
      assert.deepEqual(await violations(name, { colorScheme, viewport }), [], `${name}, ${colorScheme}`);
    }
  }
  for (const name of ["counts", "none", "hostile", "echo", "all"]) {
    assert.deepEqual(await violations(name, { viewport: narrow }), [], name);
  }
}

// The contrast of each text with what it stands on, of the graph too, as WCAG has it.
function contrasts() {
  const parsed = (color) => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = (color) => {
    const [r, g, b] = parsed(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const solid = (color) => color !== "none" && (parsed(color)[3] ?? 1) === 1;
  function ground(item) {
    const node = item.closest(".np-node");
    const shape = node && !node.closest(".np-legend") && node.querySelector("path");
    if (shape) return getComputedStyle(shape).fill;
    for (let at = item; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (solid(color)) return color;
    }
    return "rgb(255, 255, 255)";
  }
  const texts = [...document.querySelectorAll("body *")].filter((item) => {
    const own = [...item.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    return own && item.checkVisibility() && !["SCRIPT", "STYLE", "title"].includes(item.tagName);
  });
  return texts.map((item) => {
    const style = getComputedStyle(item);
    const [one, other] = [light(item instanceof SVGElement ? style.fill : style.color), light(ground(item))].sort((a, b) => b - a);
    return [(one + 0.05) / (other + 0.05), item.outerHTML.slice(0, 160)];
  });
}

async function readable() {
  for (const name of ["awards", "japanese", "dates", "things"]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(name, { colorScheme });
      for (const picked of [false, true]) {
        if (picked) await page.locator("tbody tr").first().click();
        const all = await page.evaluate(contrasts);
        assert.ok(all.length > 30);
        for (const [ratio, text] of all) assert.ok(ratio >= 4.5, `${name}, ${colorScheme}: ${ratio.toFixed(2)}, ${text}`);
      }
      await page.done();
    }
  }
}

// Whatever is touched is large enough, by itself or by the room around it (WCAG 2.5.8).
async function touchable() {
  const page = await open("awards", { viewport: narrow, hasTouch: true });
  const small = await page.locator("button, tbody tr, .entry[role], tbody a, summary").evaluateAll((all) =>
    all.map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)]).filter(([height]) => height < 24));
  assert.deepEqual(small, []);
  await page.locator("tbody tr").nth(1).tap();
  assert.equal(await lit(page, ".entry"), 1);
  await page.done();
}

async function finds() {
  const page = await open("things");
  const shown = () => page.locator("tbody tr").evaluateAll((all) => all.filter((row) => row.checkVisibility()).map((row) => row.dataset.rows));
  const all = (await shown()).length;
  assert.ok(all > 12);
  await page.getByLabel("Find in the rows").fill("hi-think");
  assert.equal((await shown()).length, 1);
  assert.equal(await page.locator("#rows").textContent(), `rows: 1 of ${all}`);
  assert.equal(await page.locator(".np-node[data-rows]:not(.out)").count(), 1);
  // The one that is left is what Tab and the arrows reach.
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.deepEqual([await focused(page)], await shown());
  await page.getByLabel("Find in the rows").fill("<no such>");
  assert.equal((await shown()).length, 0);
  await page.getByLabel("Find in the rows").fill("");
  assert.equal((await shown()).length, all);
  await page.done();
}

// That a request, or a script of the data, would be seen: the page without its policy, with an image and a script put in.
async function control() {
  const page = await browser.newPage();
  const html = readFileSync(join(folder, "awards.html"), "utf8")
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace("<main", '<img src="https://example.org/x.png"><script>window.broken = 1</script><main');
  const asked = [];
  await page.route("**/*", (route) => { asked.push(route.request().url()); return route.abort(); });
  await page.setContent(html);
  assert.deepEqual(asked, ["https://example.org/x.png"]);
  assert.equal(await page.evaluate(() => window.broken), 1);
  await page.close();
  // With its policy neither happens, whatever stands in it.
  const policed = await browser.newPage();
  const before = readFileSync(join(folder, "awards.html"), "utf8");
  const failed = [];
  policed.on("requestfailed", (request) => failed.push(`${request.url()} ${request.failure().errorText}`));
  await policed.setContent(before.replace("<main", '<img src="https://example.org/x.png"><script>window.broken = 1</script><main'));
  assert.equal(await policed.evaluate(() => window.broken), undefined);
  assert.deepEqual(failed, ["https://example.org/x.png csp"]);
  await policed.close();
}

async function hostile() {
  const page = await open("hostile");
  assert.equal(await page.evaluate(() => window.broken), undefined, "nothing of the data ran");
  assert.equal(await page.locator("script").count(), 2);
  assert.equal(await page.locator("img, iframe, object, b, i, form").count(), 0);
  const links = await page.locator("a").evaluateAll((all) => all.map((one) => one.href));
  for (const link of links) assert.match(link, /^(https?|file):/);
  assert.ok(await page.getByText("</script><script>window.broken = 1</script>").count() > 0, "a name is shown as it is");
  const text = await page.evaluate(() => document.documentElement.outerHTML);
  assert.ok(!/[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/.test(text), "nothing reorders or hides text");
  for (const row of await page.locator("tbody tr").all()) await row.evaluate((one) => one.click());
  assert.equal(await lit(page, "tbody tr"), 1);
  await fits(page, "hostile");
  await page.done();
  const echo = await open("echo");
  assert.equal(await echo.evaluate(() => window.broken), undefined, "nothing of the question ran");
  assert.equal(await echo.locator("script").count(), 2);
  assert.ok(await echo.locator("h1").getByText("</title></script><script>window.broken = 1</script>").isVisible());
  assert.match(await echo.title(), /<\/title><\/script>/);
  const heights = await echo.locator(".entry[role]").evaluateAll((all) => all.map((one) => one.offsetHeight));
  assert.ok(Math.max(...heights) < 250, `a long title takes a few lines only: ${heights}`);
  await fits(echo, "echo");
  await echo.done();
  const small = await open("hostile", { viewport: narrow });
  await fits(small, "hostile, 360");
  await small.done();
}

// Nothing but what scrolls by itself is wider than the window.
async function fits(page, name) {
  const [whole, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(whole <= window, `${name}: ${whole} px in ${window}`);
}

async function others() {
  const rows = await open("counts");
  assert.equal(await rows.locator("#graph").count(), 0, "no graph where there are no nodes");
  assert.ok(await rows.locator("tbody tr").count() > 1);
  await rows.locator("tbody tr").first().click();
  assert.match(await rows.locator("#status").textContent(), /^Picked: Q1 2017, \d+$/);
  await rows.done();
  const none = await open("none");
  assert.match(await none.locator("#table").textContent(), /nothing fits/);
  assert.equal(await none.locator("#graph, #timeline").count(), 0);
  await none.done();
  const pattern = await open("pattern");
  assert.ok(await pattern.locator(".np-node").count() > 2);
  await pattern.done();
  // One row of all: too large a graph, and a long text that the Tab key still reaches after a pick.
  const all = await open("all");
  assert.match(await all.locator("#graph").textContent(), /too large/);
  await all.locator("tbody tr").click();
  assert.equal(await all.locator("td .long").getAttribute("tabindex"), "0");
  assert.match(await all.locator("tbody td").last().textContent(), /\[dlhitech 9\.2\].*\+\d+/);
  await all.done();
  const plain = await open("awards", { javaScriptEnabled: false });
  assert.equal(await plain.locator("tbody tr").count(), 5);
  assert.equal(await plain.locator("#zoom-in, .hint, #status").filter({ visible: true }).count(), 0);
  await plain.done();
}

async function large() {
  const start = Date.now();
  const page = await open("large");
  console.log(`2,000 rows: loaded in ${Date.now() - start} ms`);
  assert.equal(await page.locator("tbody tr").count(), 2000);
  assert.match(await page.locator(".left-out").textContent(), /left out/);
  const took = await page.evaluate(() => {
    const from = performance.now();
    document.querySelectorAll("tbody tr")[1999].click();
    document.body.offsetHeight;
    return performance.now() - from;
  });
  console.log(`2,000 rows: picked in ${Math.round(took)} ms`);
  assert.match(await page.locator("#status").textContent(), /not in the graph/);
  assert.equal(await lit(page, ".entry"), 1);
  await shown(page, ".entry.lit");
  // From the last one in time to its row, and back to the first.
  await page.locator(".entry[role]").last().evaluate((one) => one.click());
  await shown(page, "tbody tr.lit");
  await page.locator("tbody tr").first().evaluate((one) => one.click());
  await shown(page, ".entry.lit");
  await page.done();
}

// That it stands within the box in which it is scrolled.
async function shown(page, selector) {
  await page.waitForTimeout(100);
  const inside = await page.locator(selector).evaluate((one) => {
    const [box, frame] = [one, one.closest(".scroll")].map((it) => it.getBoundingClientRect());
    return box.top >= frame.top + 20 && box.bottom <= frame.bottom + 1;
  });
  assert.ok(inside, `${selector} is scrolled into view`);
}

async function looks() {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const widths = [360, 768, 1280, 1920].map((width) => ({ width, height: width < 500 ? 740 : 900 }));
  for (const [name, lang] of [["awards", "en"], ["japanese", "ja"], ["chinese", "zh"], ["dates", "en"], ["things", "en"]]) {
    for (const colorScheme of pictures ? ["light", "dark"] : ["light"]) {
      const page = await open(name, { colorScheme });
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.equal(await page.locator("h1").getAttribute("lang"), "en", "the question is English on every page");
      for (const viewport of widths) {
        await page.setViewportSize(viewport);
        await page.reload();
        await fits(page, `${name} ${viewport.width}`);
        if (!pictures) continue;
        await page.locator("tbody tr").nth(1).click();
        await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${viewport.width}.png`), fullPage: true });
      }
      await page.done();
    }
  }
  // On paper nothing is scrolled, nor cut.
  const page = await open("things");
  await page.locator("tbody tr").first().click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#status, .hint, .find, .tools").filter({ visible: true }).count(), 0);
  const cut = await page.locator(".scroll").evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length);
  assert.equal(cut, 0);
  const stage = await page.evaluate(() => [".stage", "#np-graph"].map((one) => document.querySelector(one).getBoundingClientRect().height));
  assert.ok(stage[0] >= stage[1], `${stage}`);
  if (pictures) await page.screenshot({ path: join(pictures, "print.png"), fullPage: true });
  await page.done();
}

try {
  for (const test of [picks, keys, finds, readers, accessible, readable, touchable, hostile, control, others, large, looks]) {
    const start = Date.now();
    await test();
    console.log(`fine: ${test.name}, ${Date.now() - start} ms`);
  }
} finally {
  await browser.close();
}
