// Links the three views of an answer. Whatever has `data-rows` belongs to these rows; picking it lights up all that
// shares one of them. Everything that is shown stands in the document already: nothing is made from text here.
(() => {
  "use strict";
  const all = [...document.querySelectorAll("tbody tr, .np-node[data-rows], .np-link[data-rows], .entry[data-rows], details li[data-rows]")];
  const rows = new Map(all.map((item) => [item, item.dataset.rows.split(" ").filter(Boolean)]));
  const members = new Map();
  for (const [item, numbers] of rows) {
    for (const number of numbers) {
      if (!members.has(number)) members.set(number, []);
      members.get(number).push(item);
    }
  }
  const status = document.getElementById("status");
  const graph = document.getElementById("np-graph");
  const stage = graph && graph.parentElement;
  const views = [...document.querySelectorAll("tbody, [role=listbox]")];
  const items = (view) => [...view.querySelectorAll("tr, [role=option]")].filter((item) => !item.hasAttribute("hidden"));
  // The item of a view that the Tab key reaches; long texts within it are reached too.
  const reached = "tr[tabindex='0'], [role=option][tabindex='0']";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const counted = (text, n, of) => text.replace("{n}", n).replace("{of}", of);
  // What is picked, and all that is lit for it.
  let picks = [];
  let lit = [];

  function light(item, on) {
    item.classList.toggle("lit", on);
    if (item.hasAttribute("aria-selected")) item.setAttribute("aria-selected", String(on));
  }

  function dark() {
    lit.forEach((item) => light(item, false));
    lit = [];
    if (graph) graph.classList.remove("picking");
  }

  function clear() {
    dark();
    picks = [];
    status.textContent = status.dataset.cleared;
  }

  function name(item) {
    const label = item.getAttribute("aria-label");
    const title = item.querySelector(".title");
    const cells = [...item.querySelectorAll(".cell, .number")].map((cell) => cell.textContent).filter(Boolean).join(", ");
    return (label || (title && title.textContent) || cells || item.textContent).trim().slice(0, 200);
  }

  // Picks an item, beside what is picked already or instead of it; what is picked is let go.
  function pick(item, beside) {
    const again = picks.includes(item) && (beside || picks.length === 1);
    if (again) picks = picks.filter((other) => other !== item);
    else picks = beside ? [...picks, item] : [item];
    if (!picks.length) return clear();
    dark();
    const numbers = new Set(picks.flatMap((one) => rows.get(one)));
    const found = new Set(picks);
    numbers.forEach((number) => members.get(number).forEach((other) => found.add(other)));
    lit = [...found];
    lit.forEach((other) => light(other, true));
    const drawn = lit.some((other) => other.classList.contains("np-node"));
    if (graph) graph.classList.toggle("picking", drawn);
    let text = `${status.dataset.picked}: ${picks.map(name).join("; ").slice(0, 400)}`;
    if (picks.length > 1 || !item.closest("tbody")) text += ` (${counted(status.dataset.rows, numbers.size)})`;
    if (graph && !drawn) text += ` (${status.dataset.notDrawn})`;
    status.textContent = text;
    if (!again) reveal(item);
  }

  // In the views other than that of the item: scrolls to the first thing that is lit.
  function reveal(item) {
    for (const view of document.querySelectorAll(".scroll")) {
      const own = rows.get(item);
      const first = lit.find((other) => view.contains(other) && rows.get(other).some((number) => own.includes(number)));
      if (!first || view.contains(item)) continue;
      const [frame, box] = [view, first].map((one) => one.getBoundingClientRect());
      // What sticks above covers a part.
      if (box.top < frame.top + 40 || box.bottom > frame.bottom) view.scrollTop += box.top - frame.top - view.clientHeight / 3;
    }
    const own = rows.get(item);
    const nodes = lit.filter((other) => other.classList.contains("np-node") && rows.get(other).some((number) => own.includes(number)));
    if (nodes.length && !graph.contains(item)) show(nodes);
  }

  function focus(item) {
    const view = views.find((one) => one.contains(item));
    if (!view) return;
    view.querySelectorAll(reached).forEach((other) => other.setAttribute("tabindex", "-1"));
    item.setAttribute("tabindex", "0");
    item.focus({ preventScroll: graph && graph.contains(item) });
    if (graph && graph.contains(item)) show([item]);
  }

  // The item of a list that an arrow key leads to; in the graph the nearest one in that direction.
  function next(view, item, key) {
    const list = items(view);
    const at = list.indexOf(item);
    if (key === "Home") return list[0];
    if (key === "End") return list[list.length - 1];
    if (!graph || !graph.contains(view)) {
      const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[key];
      return step && list[at + step];
    }
    const middle = (node) => {
      const box = node.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const way = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[key];
    if (!way) return undefined;
    const [x, y] = middle(item);
    let best, least = Infinity;
    for (const other of list) {
      const [dx, dy] = middle(other).map((at, axis) => at - [x, y][axis]);
      const along = dx * way[0] + dy * way[1];
      const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (along > 4 && along + 2 * aside < least) [best, least] = [other, along + 2 * aside];
    }
    return best;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary, abbr")) return;
    const item = event.target.closest("[data-rows]");
    if (!item || !rows.has(item)) return;
    // Whoever marks text wants to copy it.
    const marked = getSelection();
    if (!marked.isCollapsed && marked.containsNode(item, true)) return;
    pick(item, event.ctrlKey || event.metaKey || event.shiftKey);
    if (views.some((view) => view.contains(item))) focus(item);
  });

  // Shift picks one more, and marks no text.
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target.closest("[data-rows]")) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (field && event.target === field && field.value) return;
      clear();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = event.target.closest("tbody tr, [role=option]");
    if (!item || event.target !== item) return;
    if (event.key === "Enter" || event.key === " ") {
      pick(item, event.key === " " || event.shiftKey);
      event.preventDefault();
      return;
    }
    if (graph && graph.contains(item) && "+-0".includes(event.key)) {
      ({ "+": closer, "-": farther, 0: fit })[event.key]();
      return;
    }
    const other = next(views.find((view) => view.contains(item)), item, event.key);
    if (other) {
      focus(other);
      event.preventDefault();
    }
  });

  // Shows only the rows that hold each of these words, and what belongs to them.
  function sift() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = new Set();
    for (const row of document.querySelectorAll("tbody tr")) {
      const text = row.textContent.toLowerCase();
      if (words.every((word) => text.includes(word))) kept.add(row.dataset.rows);
    }
    for (const [item, numbers] of rows) {
      const out = !numbers.some((number) => kept.has(number));
      if (item.closest("svg")) item.classList.toggle("out", out);
      else item.toggleAttribute("hidden", out);
    }
    document.getElementById("rows").textContent = status.textContent =
      words.length ? counted(status.dataset.found, kept.size, document.querySelectorAll("tbody tr").length) : whole;
    for (const view of views) reachable(view);
  }

  const field = document.getElementById("find");
  const whole = field && document.getElementById("rows").textContent;
  if (field) {
    field.parentElement.hidden = false;
    field.addEventListener("input", sift);
    if (field.value) sift();
  }
  for (const part of document.querySelectorAll(".hint, #status")) part.hidden = false;

  // One item of a view is reached by the Tab key, the others by arrow keys.
  function reachable(view) {
    const now = view.querySelector(reached);
    if (now && !now.hasAttribute("hidden")) return;
    if (now) now.setAttribute("tabindex", "-1");
    const [first] = items(view);
    if (first) first.setAttribute("tabindex", "0");
  }
  views.forEach(reachable);

  // The least scale at which names can be read.
  const READ = 0.7;
  let zoomer;
  const closer = () => zoomer.zoomIn({ animate: !calm.matches });
  const farther = () => zoomer.zoomOut({ animate: !calm.matches });
  const size = graph && [graph.width.baseVal.value, graph.height.baseVal.value];

  // Puts a point of the graph into the middle of the stage, as far as nothing is left empty for it.
  function centre(point, scale) {
    zoomer.zoom(scale, { animate: false, force: true });
    const [left, top] = [stage.clientWidth, stage.clientHeight].map((room, axis) => {
      const spare = room - size[axis] * scale;
      return spare > 0 ? spare / 2 : Math.min(0, Math.max(spare, room / 2 - point[axis] * scale));
    });
    zoomer.pan(left / scale, top / scale, { animate: false, force: true });
  }

  function fit() {
    centre([size[0] / 2, size[1] / 2], Math.min(1, stage.clientWidth / size[0], stage.clientHeight / size[1]));
  }

  // Moves the graph so that these nodes are seen, if they are not; smaller where they need it, as long as it can be read.
  function show(nodes) {
    if (!zoomer) return;
    const [frame, whole] = [stage, graph].map((one) => one.getBoundingClientRect());
    const boxes = nodes.map((node) => node.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
    const scale = zoomer.getScale();
    if (left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom && scale > READ * 0.9) return;
    const room = Math.min(frame.width / (right - left), frame.height / (bottom - top)) * scale * 0.92;
    // Where all of them could not be read, the one that belongs to the fewest rows.
    if (room < READ && nodes.length > 1) return show(nodes.toSorted((one, other) => rows.get(one).length - rows.get(other).length).slice(0, 1));
    centre([((left + right) / 2 - whole.x) / scale, ((top + bottom) / 2 - whole.y) / scale], Math.min(1, Math.max(READ, room)));
  }

  if (graph) {
    zoomer = Panzoom(graph, { canvas: true, minScale: 0.02, maxScale: 4, origin: "0 0", touchAction: "pan-y", cursor: "grab", overflow: "hidden", excludeClass: "np-node" });
    document.querySelector(".tools").hidden = false;
    const buttons = { "zoom-in": closer, "zoom-out": farther, fit };
    for (const [id, act] of Object.entries(buttons)) document.getElementById(id).addEventListener("click", act);
    stage.addEventListener("wheel", (event) => { if (event.ctrlKey) zoomer.zoomWithWheel(event); }, { passive: false });
    stage.addEventListener("scroll", () => stage.scrollTo(0, 0));
    // At first the whole, unless that could not be read: then its upper left part. Panzoom too starts in a turn of its own.
    setTimeout(() => {
      const high = size[1] * Math.min(1, Math.max(READ, stage.clientWidth / size[0]));
      if (high < stage.clientHeight) stage.style.height = `${Math.max(160, high + 2)}px`;
      fit();
      if (zoomer.getScale() < READ) {
        const scale = Math.min(1, Math.max(READ, stage.clientWidth / size[0]));
        centre([stage.clientWidth / 2 / scale, stage.clientHeight / 2 / scale], scale);
      }
    });
  }
})();
