// Wires filters, views, evidence and the address together.
const VIEWS = {
  network: showNetwork, blocs: () => showBlocs(passed), matrix: () => showMatrix(allLines),
  timeline: () => showTimeline(passed), calendar: showCalendar, list: () => showList(allLines),
};
const TABS = CHOICES.tab;
// With more statements than this, work that a slider starts waits until it rests for a moment.
const QUICK = 4000;
let passed = [];
let allLines = [];
let shownLines = [];
let drawn = false;
let unplaced = true;
let waiting = 0;

// Only the view that is open is made: long ones take time.
function refresh({ anew = false } = {}) {
  clearTimeout(waiting);
  passed = passingStatements();
  allLines = gatherLines(passed);
  shownLines = allLines.slice(0, Math.min(state.lines, MOST));
  unplaced = unplaced || anew;
  drawn = false;
  showForm();
  showTab();
  showSelected();
  writeAddress();
}

function refreshSoon() {
  if (data.statements.length <= QUICK && state.lines <= LABELLED) { refresh(); return; }
  clearTimeout(waiting);
  delete document.documentElement.dataset.ready;
  waiting = setTimeout(refresh, 120);
}

function showNetwork() {
  const counted = shownLines.reduce((sum, line) => sum + line.count, 0);
  $("graph").dataset.statements = counted;
  $("shown").textContent = `Drawn: the ${shownLines.length.toLocaleString("en")} strongest of `
    + `${plural(allLines.length, "line")}, ${counted.toLocaleString("en")} of ${plural(passed.length, "statement")}`;
  // Places depend on the size of the view, which a hidden one has not, and which the words above it change.
  cy.resize();
  if (!drawn) drawGraph(shownLines, { anew: unplaced, then: finishNetwork });
}

function finishNetwork() {
  drawn = true;
  if (unplaced) placeGraph();
  unplaced = false;
  markSelected(cy);
  tellReady();
}

function tellReady() {
  document.documentElement.dataset.ready = "true";
}

function showTab() {
  delete document.documentElement.dataset.ready;
  stopDrawing();
  for (const tab of TABS) {
    $(tab).hidden = tab !== state.tab;
    $("tab-" + tab).setAttribute("aria-selected", String(tab === state.tab));
    $("tab-" + tab).tabIndex = tab === state.tab ? 0 : -1;
  }
  $("key").hidden = state.tab !== "network";
  VIEWS[state.tab]();
  if (!slicing) tellReady();
}

function showSelected() {
  markSelected(cy);
  markSelected(blocGraph);
  for (const one of document.querySelectorAll("#views [data-select]")) {
    one.setAttribute("aria-pressed", String(one.dataset.select === state.selected));
  }
  showEvidence();
}

function select(what) {
  state.selected = what;
  showSelected();
  writeAddress();
}

function openTab(name) {
  state.tab = name;
  showTab();
  showSelected();
  writeAddress();
}

function find(words) {
  const found = nodeMatches(words);
  if (!found) return;
  const drawnNodes = new Set(shownLines.flatMap((line) => [line.start, line.end]));
  const linked = new Set(allLines.flatMap((line) => [line.start, line.end]));
  const worth = (index) => 2 * drawnNodes.has(standsFor(index)) + linked.has(standsFor(index));
  const first = [...found].sort((a, b) => worth(b) - worth(a) || a - b)[0];
  if (first === undefined) { $("shown").textContent = `Nothing here is called “${words}”`; return; }
  const node = data.nodes[standsFor(first)];
  if (state.tab === "network" && !drawnNodes.has(standsFor(first))) {
    state.actor = data.nodes[first].name;
    refresh({ anew: true });
  }
  select("node:" + node.id);
  const there = cy.nodes().filter((one) => one.data("entity") === node.id);
  if (there.nonempty()) cy.animate({ center: { eles: there }, duration: 150 });
}

function wire() {
  wireForm();
  $("fit").addEventListener("click", () => fit(cy));
  $("arrange").addEventListener("click", () => { state.arranged = true; refresh({ anew: true }); });
  $("theme").addEventListener("click", () => {
    state.theme = isDark() ? "light" : "dark";
    showTheme();
    writeAddress();
  });
  $("swap").addEventListener("click", () => {
    const [a, b] = pairAsked();
    Object.assign(state, { a: b, b: a });
    refresh();
  });
  $("skip").addEventListener("click", () => $("evidence").focus());
  $("graph").addEventListener("keydown", (event) => moveGraph(cy, event));
  $("bloc-map").addEventListener("keydown", (event) => { if (blocGraph) moveGraph(blocGraph, event); });
  for (const tab of TABS) $("tab-" + tab).addEventListener("click", () => openTab(tab));
  document.querySelector("nav").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    openTab(TABS[(TABS.indexOf(state.tab) + step + TABS.length) % TABS.length]);
    $("tab-" + state.tab).focus();
  });
  document.addEventListener("click", (event) => {
    const marked = event.target.closest("[data-select]");
    if (marked) select(marked.dataset.select);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") select("");
    const marked = event.target.closest?.("g[data-select]");
    if (marked && ["Enter", " "].includes(event.key)) { event.preventDefault(); select(marked.dataset.select); }
  });
  window.addEventListener("hashchange", () => { readAddress(); showTheme(); refresh({ anew: true }); });
  let resizing = 0;
  window.addEventListener("resize", () => {
    cy.resize();
    if (blocGraph) blocGraph.resize();
    clearTimeout(resizing);
    resizing = setTimeout(() => { if (state.tab === "timeline") openTab("timeline"); }, 150);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => showTheme());
  startPrinting();
}

window.graphkit = Object.freeze({ get cy() { return cy; }, data, state, select, blocs: () => blocGraph, passed: () => passed, lines: () => allLines });
readAddress();
showTheme();
fillForm();
startDays();
startGraph();
wire();
refresh({ anew: true });
