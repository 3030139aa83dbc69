// Wires the filters, the views and the address together.
const $ = (id) => document.getElementById(id);
const FIELDS = { lines: "number", fold: "checked", actor: "text", topic: "text", since: "text", until: "text",
  outlet: "text", confidence: "number", towards: "text" };
// What makes a view of its own, with places of its own.
const PLACING = ["fold", "actor", "topic"];
const TABS = ["network", "matrix", "list"];
let allLines = [];
let shownLines = [];
let unplaced = false;

function fillForm() {
  const names = data.nodes.map((node) => node.name);
  $("names").append(...[...new Set(names)].sort().map((value) => make("option", { value })));
  const outlets = [...new Set(data.articles.map((a) => a.outlet).filter(Boolean))].sort();
  $("outlet").append(...outlets.map((value) => make("option", { value }, value)));
  const present = new Set(data.statements.map(statusOf));
  $("statuses").append(make("div", { class: "boxes" }, ...STATUSES.filter((s) => present.has(s))
    .map((name) => box(name, name.replace("_", " "), null, toggleStatus))));
  const counts = new Map();
  for (const s of data.statements) counts.set(s.relation, (counts.get(s.relation) || 0) + 1);
  const boxes = data.relations.map((relation, index) =>
    [relation, box(relation.name, relation.label, counts.get(index) || 0, toggleRelation, relation.sign)]);
  boxes.sort((a, b) => b[0].sign - a[0].sign || (a[0].name < b[0].name ? -1 : 1));
  $("relation-boxes").append(make("div", { class: "boxes" }, ...boxes.map((pair) => pair[1])));
}

function box(name, label, count, toggle, sign) {
  const input = make("input", { type: "checkbox", value: name });
  input.addEventListener("change", () => toggle(name, input.checked));
  return make("label", {}, input, sign === undefined ? null : make("span", { class: "swatch " + SIGNS[sign] }),
    label, count === null ? null : make("span", { class: "count" }, String(count)));
}

function changed(list, name, on) {
  const kept = list.split(" ").filter((word) => word && word !== name);
  return (on ? [...kept, name] : kept).sort().join(" ");
}

function toggleStatus(name, on) { state.statuses = changed(state.statuses, name, on); refresh(); }
function toggleRelation(name, on) { state.without = changed(state.without, name, !on); refresh(); }

function showForm(total) {
  $("lines").max = Math.max(total, 5);
  for (const [name, kind] of Object.entries(FIELDS)) {
    if (kind === "checked") $(name).checked = state[name];
    else if ($(name).value !== String(state[name])) $(name).value = state[name];
  }
  const without = new Set(state.without.split(" "));
  const statuses = new Set(state.statuses.split(" "));
  for (const input of $("relation-boxes").querySelectorAll("input")) input.checked = !without.has(input.value);
  for (const input of $("statuses").querySelectorAll("input")) input.checked = statuses.has(input.value);
  $("lines-shown").textContent = `${Math.min(state.lines, total)} of ${total}`;
  $("confidence-shown").textContent = state.confidence + "%";
}

function refresh({ anew = false } = {}) {
  const statements = passingStatements();
  allLines = gatherLines(statements);
  shownLines = allLines.slice(0, state.lines);
  showForm(allLines.length);
  drawGraph(shownLines, { anew });
  const counted = shownLines.reduce((sum, line) => sum + line.count, 0);
  $("shown").textContent = `Drawn: the ${shownLines.length.toLocaleString("en")} strongest of `
    + `${plural(allLines.length, "line")}, ${counted.toLocaleString("en")} of ${plural(statements.length, "statement")}`;
  $("graph").dataset.statements = counted;
  showTab();
  showSelected();
  unplaced = unplaced || anew;
  placeIfSeen();
  writeAddress();
}

// Places depend on the size of the view, which a hidden one has not.
function placeIfSeen() {
  if (!unplaced || state.tab !== "network") return;
  placeGraph();
  unplaced = false;
}

// Only the table that is open is made: long ones take time.
function showTables() {
  $("matrix-table").replaceChildren(...(state.tab === "matrix" ? [matrixTable(allLines)] : []));
  $("list-table").replaceChildren(...(state.tab === "list" ? [listTable(shownLines)] : []));
}

function showTab() {
  for (const tab of TABS) {
    $(tab).hidden = tab !== state.tab;
    $("tab-" + tab).setAttribute("aria-selected", String(tab === state.tab));
    $("tab-" + tab).tabIndex = tab === state.tab ? 0 : -1;
  }
  showTables();
}

function showSelected() {
  markSelected();
  showEvidence(allLines);
}

function select(what) {
  state.selected = what;
  showSelected();
  writeAddress();
}

function openTab(name) {
  state.tab = name;
  showTab();
  if (name === "network") fitGraph();
  placeIfSeen();
  writeAddress();
}

function find(words) {
  const found = nodeMatches(words);
  if (!found) return;
  const drawn = new Set(shownLines.flatMap((line) => [line.start, line.end]));
  const first = [...found].sort((a, b) => drawn.has(b) - drawn.has(a) || a - b)[0];
  if (first === undefined) { $("shown").textContent = `Nothing here is called “${words}”`; return; }
  if (!drawn.has(standsFor(first))) { state.actor = data.nodes[first].name; refresh({ anew: true }); }
  const node = data.nodes[standsFor(first)];
  select("node:" + node.id);
  const mark = cy.nodes().filter((n) => n.data("entity") === node.id);
  if (mark.nonempty()) cy.animate({ center: { eles: mark }, duration: 150 });
}

function wire() {
  for (const [name, kind] of Object.entries(FIELDS)) {
    $(name).addEventListener(kind === "text" ? "change" : "input", (event) => {
      const input = event.target;
      state[name] = kind === "checked" ? input.checked : kind === "number" ? Number(input.value) : input.value;
      // The slider's end means all, also when other filters let more lines through.
      if (name === "lines" && input.value === input.max) state.lines = ALL;
      refresh({ anew: PLACING.includes(name) });
    });
  }
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("find").addEventListener("change", (event) => find(event.target.value));
  $("all-relations").addEventListener("click", () => { state.without = ""; refresh(); });
  $("no-relations").addEventListener("click", () => {
    state.without = data.relations.map((r) => r.name).sort().join(" ");
    refresh();
  });
  $("reset").addEventListener("click", () => { Object.assign(state, START, { theme: state.theme }); refresh({ anew: true }); });
  $("fit").addEventListener("click", fitGraph);
  $("arrange").addEventListener("click", () => { state.arranged = true; refresh({ anew: true }); });
  $("theme").addEventListener("click", () => {
    state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    showTheme();
    writeAddress();
  });
  $("graph").addEventListener("keydown", moveGraph);
  for (const tab of TABS) $("tab-" + tab).addEventListener("click", () => openTab(tab));
  document.querySelector("nav").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    openTab(TABS[(TABS.indexOf(state.tab) + step + TABS.length) % TABS.length]);
    $("tab-" + state.tab).focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") select(""); });
  window.addEventListener("hashchange", () => { readAddress(); showTheme(); refresh({ anew: true }); });
  window.addEventListener("resize", () => cy.resize());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
}

function showTheme() {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (cy) cy.style(graphStyle());
  showKey();
}

function showKey() {
  const kinds = [...new Set(data.nodes.map((n) => n.kind))].sort();
  const svg = (...children) => {
    const root = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ width: 26, height: 14, viewBox: "0 0 26 14" })) root.setAttribute(name, value);
    root.append(...children);
    return root;
  };
  const shape = (d, colour, filled) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute(filled ? "fill" : "stroke", colour);
    if (!filled) { path.setAttribute("stroke-width", "2"); path.setAttribute("fill", "none"); }
    return path;
  };
  const colours = palette();
  const line = (sign, d, filled) => make("span", {}, svg(shape("M0,7 H22", colours[sign]), shape(d, colours[sign], filled)),
    SIGNS[sign]);
  const outlines = { ellipse: "M7,7 a6,6 0 1 0 12,0 a6,6 0 1 0 -12,0", diamond: "M13,1 L19,7 L13,13 L7,7z",
    hexagon: "M7,7 L10,2 H16 L19,7 L16,12 H10z", triangle: "M13,1 L19,12 H7z", rectangle: "M8,2 H18 V12 H8z",
    tag: "M7,3 H15 L19,7 L15,11 H7z" };
  $("key").replaceChildren(line(1, "M18,3 L25,7 L18,11z", true), line(-1, "M23,1 V13", false), line(0, "M18,3 L25,7 L18,11z", true),
    make("span", {}, svg(shape("M0,7 H6 M9,7 H15 M18,7 H24", colours.ink)), "only planned, possible, called for or denied"),
    make("span", {}, "width: statements"),
    ...kinds.map((kind) => make("span", {}, svg(shape(outlines[SHAPES[kind]], nodeColour(kind), true)), kind)));
}

readAddress();
showTheme();
fillForm();
startGraph();
wire();
refresh({ anew: true });
window.graphkit = Object.freeze({ cy, data, state, select });
document.documentElement.dataset.ready = "true";
