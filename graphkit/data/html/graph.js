// The network view.  Places come with the data and stay while lines come and go; a view of its own
// (one actor, one topic, what is counted together, or Arrange) is placed anew from there, always
// in the same way.
// So many lines are placed anew in the browser, in well under a second.
const ARRANGED = 250;
// So few lines can all say what they are.
const FEW = 40;
// Above this lines have no labels at all: writing them would take seconds.
const LABELLED = 400;
// Above this they are straight: curves that keep apart what runs side by side cost as much as all the rest.
const CURVED = 1500;
// So many nodes and lines are added at once; between two slices the page answers and shows what is there.
// What is placed anew is one slice: a line brings two nodes at most.
const SLICE = 3 * ARRANGED;
// With so few nodes these are drawn at no less than this part of their size: more in a view of its own,
// whose nodes stand equally far from each other.
const GROWING = 80;
const GROWING_OWN = 200;
const READABLE = 0.72;
const SHAPES = data.shapes;
const PALETTES = {
  light: { ink: "#1b1f23", paper: "#ffffff", "1": "#0072b2", "0": "#767676", "-1": "#c8500a" },
  dark: { ink: "#e6e9ec", paper: "#14181d", "1": "#56b4e9", "0": "#9aa3ab", "-1": "#f09a4a" },
};
const FONT = "system-ui, Helvetica Neue, Arial, sans-serif";
let cy = null;
// The next slice that is to be added, 0 if all is there.
let slicing = 0;

function palette() {
  return PALETTES[document.documentElement.dataset.theme];
}

function nodeColour(kind) {
  const dark = document.documentElement.dataset.theme === "dark";
  return dark && kind === "country" ? "#c9d4dc" : data.colours[kind];
}

function nodeStyle() {
  const colours = palette();
  return [
    { selector: "node[entity]", style: {
      "label": "data(label)", "shape": "data(shape)", "width": "data(size)", "height": "data(size)",
      "color": colours.ink, "font-size": "data(font)", "font-family": FONT, "text-valign": "bottom",
      "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": 128, "text-outline-color": colours.paper,
      "text-outline-width": 2.5, "min-zoomed-font-size": 5.5 } },
    ...Object.keys(data.colours).map((kind) => ({ selector: `node[kind = "${kind}"]`,
      style: { "background-color": nodeColour(kind), "font-weight": kind === "country" ? "bold" : "normal" } })),
  ];
}

function markStyle() {
  return [
    { selector: ".faded", style: { "opacity": 0.3, "text-opacity": 0.5 } },
    // What is selected can be read however small the whole is drawn.
    { selector: "[entity].near", style: { "min-zoomed-font-size": 0,
      "font-size": (n) => Math.max(n.data("font") || 11, 10 / n.cy().zoom()), "z-index": 9 } },
    { selector: "[entity].chosen, edge.chosen", style: { "overlay-color": palette().ink, "overlay-opacity": 0.14, "overlay-padding": 5 } },
  ];
}

// Selectors rather than functions: these are worked out once for thousands of lines.
function graphStyle() {
  const colours = palette();
  return [
    ...nodeStyle(),
    { selector: "node.grows", style: { "font-size": (n) => grown(n, n.data("font")), "text-max-width": (n) => grown(n, 128),
      "width": (n) => grown(n, n.data("size")), "height": (n) => grown(n, n.data("size")) } },
    { selector: "edge", style: { "width": "data(width)", "curve-style": "bezier", "control-point-step-size": 26,
      "target-arrow-shape": "triangle", "arrow-scale": 1.1, "opacity": 0.85 } },
    ...[1, 0, -1].map((sign) => ({ selector: `edge[sign = ${sign}]`, style: { "line-color": colours[sign],
      "target-arrow-color": colours[sign], "color": colours[sign] } })),
    { selector: "edge[sign = -1]", style: { "target-arrow-shape": "tee" } },
    { selector: "edge[!directed]", style: { "target-arrow-shape": "none" } },
    { selector: "edge[!firm]", style: { "line-style": "dashed" } },
    { selector: "edge.many", style: { "curve-style": "straight" } },
    { selector: "edge.said", style: { "label": "data(label)", "font-size": 9, "font-family": FONT,
      "text-outline-color": colours.paper, "text-outline-width": 2.5, "text-rotation": "autorotate",
      "min-zoomed-font-size": 9.5 } },
    { selector: "edge.few", style: { "min-zoomed-font-size": 5.5, "font-size": (e) => grown(e, 9) } },
    ...markStyle(),
  ];
}

// Of few nodes names and codes grow where the whole is drawn small, so that they can be read.
function grown(element, size) {
  return size * Math.min(Math.max(READABLE / element.cy().zoom(), 1), 1.8);
}

function startGraph() {
  cy = cytoscape({
    container: $("graph"), elements: [], style: graphStyle(), layout: { name: "preset" },
    minZoom: 0.03, maxZoom: 4, boxSelectionEnabled: false, hideEdgesOnViewport: data.statements.length > 4000,
  });
  cy.on("zoom", () => cy.elements(".near, .grows, .few").updateStyle());
  cy.on("tap", "node", (event) => select("node:" + event.target.data("entity")));
  cy.on("tap", "edge", (event) => select("line:" + event.target.data("line")));
  cy.on("tap", (event) => { if (event.target === cy) select(""); });
  writeCodes(cy, $("graph"));
}

function nodeElement(index, weight, position) {
  const node = data.nodes[index];
  const size = Math.min(12 + 4.4 * Math.sqrt(weight), 52);
  const shown = node.kind === "country" ? Math.max(size, 24) : size;
  return { group: "nodes", position, data: { id: "n" + index, entity: node.id, label: node.label, kind: node.kind,
    code: node.kind === "country" ? node.country : null, shape: SHAPES[node.kind], size: shown,
    font: Math.min(Math.max(11 + (size / 2 - 8) * 0.25, 11), 15) } };
}

function drawGraph(lines, { anew, then }) {
  stopDrawing();
  const weights = new Map();
  for (const line of lines) {
    for (const node of [line.start, line.end]) weights.set(node, (weights.get(node) || 0) + line.count);
  }
  const growing = weights.size <= (isOwnView() ? GROWING_OWN : GROWING);
  const before = anew ? new Map() : new Map(cy.nodes().map((n) => [n.id(), { ...n.position() }]));
  const nodes = [...weights].sort((a, b) => a[0] - b[0]).map(([index, weight]) =>
    nodeElement(index, weight, before.get("n" + index) || { x: data.nodes[index].x, y: data.nodes[index].y }));
  const classes = lines.length > CURVED ? "many" : lines.length > LABELLED ? "" : lines.length > FEW ? "said" : "said few";
  const edges = lines.map((line, index) => ({ group: "edges", classes, data: {
    id: "e" + index, line: line.id, source: "n" + line.start, target: "n" + line.end,
    sign: line.sign, directed: line.directed, firm: line.firm, label: line.label,
    width: Math.min(1.2 + 1.1 * Math.sqrt(line.count - 1), 9) } }));
  const view = $("graph").dataset;
  view.nodes = nodes.length;
  view.lines = edges.length;
  cy.batch(() => cy.elements().remove());
  addInSlices([...nodes.map((node) => ({ ...node, classes: growing ? "grows" : "" })), ...edges], { fitting: anew, then });
}

function addInSlices(elements, { fitting, then }) {
  const added = cy.add(elements.slice(0, SLICE));
  const rest = elements.slice(SLICE);
  // What a slice looks like is worked out with it, not of all when the last is there.
  if (slicing || rest.length) added.boundingBox();
  slicing = rest.length ? setTimeout(() => addInSlices(rest, { fitting, then })) : 0;
  if (!slicing) then();
  else if (fitting) fit(cy);
}

function stopDrawing() {
  clearTimeout(slicing);
  slicing = 0;
}

function markSelected(graph) {
  if (!graph) return;
  // Of all others the style would be worked out anew, too.
  graph.elements(".faded, .chosen, .near").removeClass("faded chosen near");
  const [what, id] = splitSelected();
  const marked = graph.elements().filter((one) => (what === "node" ? one.data("entity") === id
    : one.data(what) === id));
  if (!state.selected || marked.empty()) return;
  const near = marked.nodes().closedNeighborhood().union(marked).union(marked.edges().connectedNodes());
  graph.elements().not(near.union(near.descendants()).union(near.ancestors())).addClass("faded");
  near.addClass("near");
  marked.addClass("chosen");
}

function fit(graph) {
  graph.resize();
  if (graph.elements().nonempty()) graph.fit(undefined, 26);
}

function isOwnView() {
  return Boolean(state.arranged || state.fold || state.issues || state.actor || state.topic);
}

function placeGraph() {
  cy.resize();
  if (!isOwnView() || cy.edges().length > ARRANGED) { fit(cy); return; }
  // Places must not depend on how large names happened to be drawn before.
  cy.zoom(1);
  cy.elements().updateStyle();
  cy.layout({
    name: "cose", randomize: false, animate: false, nodeDimensionsIncludeLabels: true, padding: 26,
    idealEdgeLength: () => 70, nodeRepulsion: () => 20000, nodeOverlap: 20, gravity: 1.2, componentSpacing: 25,
    numIter: cy.edges().length > 150 ? 500 : 1500,
  }).run();
}

// Arrows move, plus and minus zoom, n and p step through the marks, the most linked first.
function moveGraph(graph, event) {
  const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  const zooms = { "+": 1.25, "=": 1.25, "-": 0.8 };
  if (steps[event.key]) graph.panBy({ x: steps[event.key][0], y: steps[event.key][1] });
  else if (zooms[event.key]) {
    const middle = { x: graph.width() / 2, y: graph.height() / 2 };
    graph.zoom({ level: graph.zoom() * zooms[event.key], renderedPosition: middle });
  } else if (["n", "p"].includes(event.key)) stepThrough(graph, event.key === "n" ? 1 : -1);
  else return;
  event.preventDefault();
}

function stepThrough(graph, way) {
  const marks = graph.nodes("[entity]").sort((a, b) => b.degree(false) - a.degree(false) || (a.id() < b.id() ? -1 : 1)).toArray();
  if (!marks.length) return;
  const at = marks.findIndex((node) => "node:" + node.data("entity") === state.selected);
  const next = marks[(at < 0 && way < 0 ? marks.length - 1 : at + way + marks.length) % marks.length];
  select("node:" + next.data("entity"));
  graph.animate({ center: { eles: next }, duration: 120 });
}

// States have their alpha-3 codes written on them, where these can be read.
function writeCodes(graph, container) {
  const sheet = container.appendChild(make("canvas", { class: "codes" }));
  graph.on("render", () => {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [graph.width() * scale, graph.height() * scale];
    if (sheet.width !== width || sheet.height !== height) Object.assign(sheet, { width, height });
    const pen = sheet.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, graph.width(), graph.height());
    Object.assign(pen, { textAlign: "center", textBaseline: "middle", fillStyle: palette().paper });
    graph.nodes("[?code]").forEach((node) => {
      const size = node.renderedWidth() * 0.4;
      if (size < 6.5) return;
      pen.globalAlpha = node.hasClass("faded") ? 0.5 : 1;
      pen.font = `600 ${Math.min(size, 15)}px ${FONT}`;
      const at = node.renderedPosition();
      pen.fillText(node.data("code"), at.x, at.y + 0.5);
    });
  });
}
