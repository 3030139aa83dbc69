// The network view.  Places come with the data and stay while lines come and go; a view of its own
// (one actor, one topic, people counted with their state, or Arrange) is placed anew from there, always
// in the same way.
const ARRANGED = 400;
// So few lines can all say what they are.
const FEW = 40;
const SHAPES = data.shapes;
const PALETTES = {
  light: { ink: "#1b1f23", paper: "#ffffff", "1": "#0072b2", "0": "#767676", "-1": "#c8500a" },
  dark: { ink: "#e6e9ec", paper: "#14181d", "1": "#56b4e9", "0": "#9aa3ab", "-1": "#f09a4a" },
};
let cy = null;

function palette() {
  return PALETTES[document.documentElement.dataset.theme];
}

function nodeColour(kind) {
  const dark = document.documentElement.dataset.theme === "dark";
  return dark && kind === "country" ? "#c9d4dc" : data.colours[kind];
}

function graphStyle() {
  const colours = palette();
  return [
    { selector: "node", style: {
      "label": "data(label)", "shape": "data(shape)", "width": "data(size)", "height": "data(size)",
      "background-color": (n) => nodeColour(n.data("kind")), "color": colours.ink,
      "font-size": "data(font)", "font-weight": (n) => (n.data("kind") === "country" ? "bold" : "normal"),
      "font-family": "system-ui, Helvetica Neue, Arial, sans-serif",
      "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": 128,
      "text-outline-color": colours.paper, "text-outline-width": 2.5, "min-zoomed-font-size": 5.5 } },
    { selector: "edge", style: {
      "width": "data(width)", "curve-style": "bezier", "control-point-step-size": 26,
      "line-color": (e) => colours[e.data("sign")], "target-arrow-color": (e) => colours[e.data("sign")],
      "target-arrow-shape": (e) => (!e.data("directed") ? "none" : e.data("sign") < 0 ? "tee" : "triangle"),
      "line-style": (e) => (e.data("firm") ? "solid" : "dashed"), "arrow-scale": 1.1, "opacity": 0.85,
      "label": "data(label)", "font-size": 9, "color": (e) => colours[e.data("sign")],
      "text-outline-color": colours.paper, "text-outline-width": 2.5, "text-rotation": "autorotate",
      "min-zoomed-font-size": () => (cy && cy.edges().length <= FEW ? 5.5 : 9.5) } },
    { selector: ".faded", style: { "opacity": 0.3, "text-opacity": 0.5 } },
    // What is selected can be read however small the whole is drawn.
    { selector: "node.near", style: { "min-zoomed-font-size": 0,
      "font-size": (n) => Math.max(n.data("font"), 11 / cy.zoom()), "z-index": 9 } },
    { selector: ".chosen", style: { "overlay-color": colours.ink, "overlay-opacity": 0.14, "overlay-padding": 5 } },
  ];
}

function startGraph() {
  cy = cytoscape({
    container: document.getElementById("graph"), elements: [], style: graphStyle(),
    layout: { name: "preset" }, minZoom: 0.08, maxZoom: 4, boxSelectionEnabled: false,
    hideEdgesOnViewport: data.statements.length > 4000,
  });
  cy.on("zoom", () => cy.nodes(".near").updateStyle());
  cy.on("tap", "node", (event) => select("node:" + event.target.data("entity")));
  cy.on("tap", "edge", (event) => select("line:" + event.target.data("line")));
  cy.on("tap", (event) => { if (event.target === cy) select(""); });
}

function drawGraph(lines, { anew }) {
  const weights = new Map();
  for (const line of lines) {
    for (const node of [line.start, line.end]) {
      weights.set(node, (weights.get(node) || 0) + line.count);
    }
  }
  const before = anew ? new Map() : new Map(cy.nodes().map((n) => [n.id(), { ...n.position() }]));
  const nodes = [...weights].sort((a, b) => a[0] - b[0]).map(([index, weight]) => {
    const node = data.nodes[index];
    const id = "n" + index;
    const size = Math.min(12 + 4.4 * Math.sqrt(weight), 52);
    return { group: "nodes", position: before.get(id) || { x: node.x, y: node.y }, data: {
      id, entity: node.id, label: node.label, kind: node.kind, shape: SHAPES[node.kind],
      size, font: Math.min(Math.max(11 + (size / 2 - 8) * 0.25, 11), 15) } };
  });
  const edges = lines.map((line, index) => ({ group: "edges", data: {
    id: "e" + index, line: line.id, source: "n" + line.start, target: "n" + line.end,
    sign: line.sign, directed: line.directed, firm: line.firm, label: line.label,
    width: Math.min(1.2 + 1.1 * Math.sqrt(line.count - 1), 9) } }));
  cy.batch(() => { cy.elements().remove(); cy.add([...nodes, ...edges]); });
  cy.edges().updateStyle();
  const view = document.getElementById("graph").dataset;
  view.nodes = nodes.length;
  view.lines = edges.length;
}

function markSelected() {
  cy.elements().removeClass("faded chosen near");
  const [what, id] = splitSelected();
  const marked = what === "node" ? cy.nodes().filter((n) => n.data("entity") === id)
    : cy.edges().filter((e) => e.data("line") === id);
  if (!state.selected || marked.empty()) return;
  const near = what === "node" ? marked.closedNeighborhood() : marked.union(marked.connectedNodes());
  cy.elements().not(near).addClass("faded");
  near.addClass("near");
  marked.addClass("chosen");
}

function fitGraph() {
  cy.resize();
  if (cy.elements().nonempty()) cy.fit(undefined, 26);
}

function placeGraph() {
  const own = state.arranged || state.fold || state.actor || state.topic;
  cy.resize();
  if (!own || cy.edges().length > ARRANGED) { fitGraph(); return; }
  cy.layout({
    name: "cose", randomize: false, animate: false, nodeDimensionsIncludeLabels: true, padding: 26,
    idealEdgeLength: () => 95, nodeRepulsion: () => 60000, nodeOverlap: 24, gravity: 0.5,
    numIter: 1500,
  }).run();
}

function moveGraph(event) {
  const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  const zooms = { "+": 1.25, "=": 1.25, "-": 0.8 };
  if (steps[event.key]) cy.panBy({ x: steps[event.key][0], y: steps[event.key][1] });
  else if (zooms[event.key]) {
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    cy.zoom({ level: cy.zoom() * zooms[event.key], renderedPosition: middle });
  } else return;
  event.preventDefault();
}
