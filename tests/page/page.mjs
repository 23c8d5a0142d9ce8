// Opens the pages in a folder in a headless Chromium and tries them: picks, keys, hostile data, requests, widths.
// Usage: node page.mjs FOLDER [PICTURES]; with PICTURES, screenshots are written there.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
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
  page.faults = faults;
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
  assert.match(await page.locator("#status").textContent(), /5 rows/);
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
  await page.done();
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
  await rows.done();
  const none = await open("none");
  assert.match(await none.locator("#table").textContent(), /nothing fits/);
  await none.done();
  const pattern = await open("pattern");
  assert.ok(await pattern.locator(".np-node").count() > 2);
  await pattern.done();
  const plain = await open("awards", { javaScriptEnabled: false });
  assert.equal(await plain.locator("tbody tr").count(), 5);
  assert.equal(await plain.locator("#zoom-in").isVisible(), false);
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
  await page.done();
}

async function looks() {
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const [name, lang] of [["awards", "en"], ["japanese", "ja"]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [wide, narrow]) {
        const page = await open(name, { viewport, colorScheme });
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        await fits(page, `${name} ${viewport.width}`);
        await page.locator("tbody tr").nth(1).click();
        const path = pictures && join(pictures, `${name}-${colorScheme}-${viewport.width}.png`);
        if (path) await page.screenshot({ path, fullPage: true });
        await page.done();
      }
    }
  }
  const page = await open("awards");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#status").isVisible(), false);
  if (pictures) await page.screenshot({ path: join(pictures, "print.png"), fullPage: true });
  await page.done();
}

try {
  for (const test of [picks, keys, readers, hostile, others, large, looks]) {
    await test();
    console.log(`fine: ${test.name}`);
  }
} finally {
  await browser.close();
}
