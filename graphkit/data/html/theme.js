// Light and dark, and the key to colours and shapes.
function isDark() {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme(dark = isDark()) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (cy) cy.style(graphStyle());
  if (blocGraph) blocGraph.style(blocStyle());
  showKey();
}

const OUTLINES = { ellipse: "M7,7 a6,6 0 1 0 12,0 a6,6 0 1 0 -12,0", diamond: "M13,1 L19,7 L13,13 L7,7z",
  hexagon: "M7,7 L10,2 H16 L19,7 L16,12 H10z", triangle: "M13,1 L19,12 H7z", rectangle: "M8,2 H18 V12 H8z",
  tag: "M7,3 H15 L19,7 L15,11 H7z" };

function keySign(...paths) {
  return makeSvg("svg", { width: 26, height: 14, viewBox: "0 0 26 14" }, ...paths);
}

function keyPath(d, colour, filled) {
  return makeSvg("path", filled ? { d, fill: colour } : { d, stroke: colour, "stroke-width": 2, fill: "none" });
}

function showKey() {
  const colours = palette();
  const kinds = [...new Set(data.nodes.map((node) => node.kind))].sort();
  const line = (sign, d, filled) => make("span", {}, keySign(keyPath("M0,7 H22", colours[sign]), keyPath(d, colours[sign], filled)), SIGNS[sign]);
  const arrow = "M18,3 L25,7 L18,11z";
  $("key").replaceChildren(line(1, arrow, true), line(-1, "M23,1 V13", false), line(0, arrow, true),
    make("span", {}, keySign(keyPath("M0,7 H6 M9,7 H15 M18,7 H24", colours.ink)), "only planned, possible, called for or denied"),
    make("span", {}, "width: statements"),
    ...kinds.map((kind) => make("span", {}, keySign(keyPath(OUTLINES[SHAPES[kind]], nodeColour(kind), true)), kind)));
}

// On paper everything is light, and the drawing keeps the size that it has on the screen.
function startPrinting() {
  const drawings = ["graph", "bloc-map"].map($);
  window.addEventListener("beforeprint", () => {
    for (const drawing of drawings) {
      const { clientWidth, clientHeight } = drawing;
      if (clientWidth) Object.assign(drawing.style, { width: clientWidth + "px", height: clientHeight + "px" });
    }
    showTheme(false);
  });
  window.addEventListener("afterprint", () => {
    for (const drawing of drawings) Object.assign(drawing.style, { width: "", height: "" });
    showTheme();
  });
}
