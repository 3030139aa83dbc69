// The bloc view: who belongs together, and where the fronts run.  Blocs and places come with the data,
// computed from all that the page holds; the ties between their members follow the filters.  People count
// for their state, and only a party's own words and deeds count.
const TIES = 250;
// Letters of the names in a title.
const TITLE = 26;
const blocOf = new Map(data.blocs.map((member) => [member.node, member]));
const blocMembers = new Map();
for (const member of data.blocs) {
  if (!blocMembers.has(member.bloc)) blocMembers.set(member.bloc, []);
  blocMembers.get(member.bloc).push(member.node);
}
let blocGraph = null;

Object.assign(BEHIND, { bloc: blocEvidence, tie: tieEvidence, front: frontEvidence });

function partyOf(index) {
  const { kind } = data.nodes[index];
  return kind === "person" ? standsFor(index, true) : index;
}

function blocName(bloc) {
  const names = blocMembers.get(bloc).map((node) => data.nodes[node].name);
  return names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
}

// On the map there is room for fewer names.
function blocTitle(bloc) {
  const names = blocMembers.get(bloc).map((node) => data.nodes[node].name);
  let told = 1;
  while (told < Math.min(3, names.length) && names.slice(0, told + 1).join(", ").length <= TITLE) told += 1;
  return names.slice(0, told).join(", ") + (names.length > told ? ` and ${names.length - told} more` : "");
}

// Ties between members of blocs, either direction: one for each pair and sign, the strongest first.
function blocTies(statements) {
  const ties = new Map();
  for (const s of statements) {
    if (!s.own || !s.sign) continue;
    const ends = [partyOf(s.subject), partyOf(s.object)].sort((a, b) => a - b);
    if (ends[0] === ends[1] || !ends.every((end) => blocOf.has(end))) continue;
    const id = [...ends.map((end) => data.nodes[end].id), s.sign].join("|");
    if (!ties.has(id)) ties.set(id, { id, ends, sign: s.sign, statements: [] });
    ties.get(id).statements.push(s);
  }
  return [...ties.values()].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1));
}

function blocsOf(tie) {
  return tie.ends.map((end) => blocOf.get(end).bloc).sort((a, b) => a - b);
}

// All ties of one sign between two blocs.
function blocFronts(ties) {
  const fronts = new Map();
  for (const tie of ties) {
    const [one, other] = blocsOf(tie);
    if (one === other) continue;
    const id = [one, other, tie.sign].join("|");
    if (!fronts.has(id)) fronts.set(id, { id, blocs: [one, other], sign: tie.sign, ties: [] });
    fronts.get(id).ties.push(tie);
  }
  return [...fronts.values()].sort((a, b) => countOf(b.ties) - countOf(a.ties) || (a.id < b.id ? -1 : 1));
}

function countOf(ties) {
  return ties.reduce((sum, tie) => sum + tie.statements.length, 0);
}

function showBlocs(statements) {
  const ties = blocTies(statements);
  const inside = ties.filter((tie) => new Set(blocsOf(tie)).size === 1);
  const fronts = blocFronts(ties);
  const drawn = inside.slice(0, TIES);
  if (!blocGraph) startBlocs();
  blocGraph.batch(() => {
    blocGraph.edges().remove();
    blocGraph.add([...drawn.map(tieElement), ...fronts.map((front) => frontElement(front, frontLabel(front, fronts)))]);
  });
  $("shown").textContent = !blocMembers.size ? "No two parties here are closer to each other than to others."
    : `${plural(blocMembers.size, "bloc")} of ${plural(blocOf.size, "state")} and bodies; `
      + `${plural(countOf(ties), "statement")} among them, ${countOf(fronts.flatMap((front) => front.ties)).toLocaleString("en")} between blocs`
      + (drawn.length < inside.length ? `; of ${inside.length.toLocaleString("en")} ties inside the ${TIES} strongest are drawn` : "");
  $("blocs-words").replaceChildren(...[...blocMembers.keys()].map((bloc) =>
    make("li", {}, mark("bloc:" + bloc, { class: "link" }, make("bdi", {}, blocName(bloc))),
      make("span", { class: "dim" }, ` ${insideCounts(bloc, inside)}`))));
  // Only now is it known how much room the map has.
  fit(blocGraph);
}

function insideCounts(bloc, inside) {
  const ours = inside.filter((tie) => blocsOf(tie)[0] === bloc);
  const [friendly, hostile] = [1, -1].map((sign) => countOf(ours.filter((tie) => tie.sign === sign)));
  return `${blocMembers.get(bloc).length} members, +${friendly} −${hostile} inside`;
}

function startBlocs() {
  blocGraph = cytoscape({
    container: $("bloc-map"), layout: { name: "preset" }, style: blocStyle(), minZoom: 0.05, maxZoom: 4,
    boxSelectionEnabled: false, elements: [
      ...[...blocMembers.keys()].map((bloc) => ({ group: "nodes", data: { id: "b" + bloc, bloc: String(bloc), label: blocTitle(bloc) } })),
      ...data.blocs.map(memberElement),
    ],
  });
  blocGraph.on("zoom", () => blocGraph.elements(".near, [bloc], .front").updateStyle());
  for (const [selector, what] of [["node[entity]", "node"], ["node[bloc]", "bloc"], ["edge[tie]", "tie"], ["edge[front]", "front"]]) {
    blocGraph.on("tap", selector, (event) => {
      const key = what === "node" ? "entity" : what;
      event.stopPropagation();
      select(what + ":" + event.target.data(key));
    });
  }
  blocGraph.on("tap", (event) => { if (event.target === blocGraph) select(""); });
  writeCodes(blocGraph, $("bloc-map"));
}

function memberElement(member) {
  const element = nodeElement(member.node, 1, { x: member.x, y: member.y });
  Object.assign(element.data, { parent: "b" + member.bloc, size: member.size, font: member.font });
  return element;
}

function tieElement(tie) {
  const [source, target] = tie.ends.map((end) => "n" + end);
  return { group: "edges", data: { id: "t" + tie.id, tie: tie.id, source, target, sign: tie.sign,
    width: Math.min(1 + 0.8 * Math.sqrt(tie.statements.length - 1), 6) } };
}

// The numbers of both signs stand together, on the line that is drawn last: two labels would cover each other.
function frontLabel(front, fronts) {
  const alike = fronts.filter((one) => one.blocs.join() === front.blocs.join());
  if (alike.at(-1) !== front) return "";
  return alike.sort((a, b) => b.sign - a.sign).map((one) => (one.sign < 0 ? "−" : "+") + countOf(one.ties)).join(" ");
}

function frontElement(front, label) {
  const [source, target] = front.blocs.map((bloc) => "b" + bloc);
  const count = countOf(front.ties);
  return { group: "edges", classes: "front", data: { id: "f" + front.id, front: front.id, source, target,
    sign: front.sign, width: Math.min(2 + 1.4 * Math.sqrt(count - 1), 16), label } };
}

// A size on the screen, however small the whole is drawn.
function readable(pixels) {
  return (element) => Math.max(15, pixels / element.cy().zoom());
}

function blocStyle() {
  const colours = palette();
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  return [
    ...nodeStyle(),
    { selector: "node[bloc]", style: { "shape": "round-rectangle", "background-color": colour("--panel"),
      "border-width": 1.5, "border-color": colour("--edge"), "label": "data(label)", "text-valign": "top",
      "text-margin-y": -3, "font-size": readable(12), "font-weight": "bold", "text-wrap": "wrap", "text-max-width": (bloc) => Math.max(bloc.width() + 60, 240),
      "color": colours.ink, "padding": 16, "text-background-color": colours.paper, "text-background-opacity": 1,
      "text-background-padding": 2 } },
    { selector: "edge", style: { "width": "data(width)", "curve-style": "bezier", "opacity": 0.75 } },
    ...[1, -1].map((sign) => ({ selector: `edge[sign = ${sign}]`, style: { "line-color": colours[sign], "color": colours[sign] } })),
    // Apart without colour too: what is hostile is dashed.
    { selector: "edge[sign = -1]", style: { "line-style": "dashed", "line-dash-pattern": [7, 4] } },
    { selector: "edge.front", style: { "opacity": 1, "label": "data(label)", "color": colours.ink, "font-size": readable(11), "font-weight": "bold",
      // Behind the blocs, like roads that pass a town by.
      "z-compound-depth": "bottom",
      "font-family": FONT, "text-outline-color": colours.paper, "text-outline-width": 3, "control-point-step-size": 46 } },
    ...markStyle(),
    { selector: "node[bloc].chosen", style: { "border-width": 4, "border-color": colours.ink } },
  ];
}

function blocEvidence(id) {
  const bloc = Number(id);
  if (!blocMembers.has(bloc)) return null;
  const ties = blocTies(passed).filter((tie) => blocsOf(tie).includes(bloc));
  const inside = ties.filter((tie) => blocsOf(tie)[0] === blocsOf(tie)[1]);
  const part = (title, some) => (some.length ? [make("h3", {}, title), tieList(some)] : []);
  return [
    make("h2", { dir: "auto" }, blocName(bloc)),
    make("p", { class: "dim" }, insideCounts(bloc, inside)),
    make("ul", { class: "flow" }, ...blocMembers.get(bloc).map((node) => make("li", {}, nodeButton(node)))),
    ...part("Quarrels inside", inside.filter((tie) => tie.sign < 0)),
    ...part("Friends across", ties.filter((tie) => tie.sign > 0 && !inside.includes(tie))),
    make("h3", {}, "Newest statements inside"),
    ...quotations(newestFirst(inside.flatMap((tie) => tie.statements))),
  ];
}

function tieList(ties) {
  return make("ul", {}, ...firstOf(ties, LINES_FIRST, (tie) => make("li", {},
    mark("tie:" + tie.id, { class: "link" }, make("bdi", {}, tieName(tie)),
      make("span", { class: SIGNS[tie.sign] }, ` ${plural(tie.statements.length, "statement")}`)))));
}

function tieName(tie) {
  return tie.ends.map((end) => data.nodes[end].name).join(" – ");
}

function tieEvidence(id) {
  const tie = blocTies(passed).find((one) => one.id === id);
  if (!tie) return null;
  return [
    make("h2", { dir: "auto" }, tieName(tie)),
    make("p", { class: "dim" }, make("span", { class: SIGNS[tie.sign] }, SIGNS[tie.sign]),
      ` · ${plural(tie.statements.length, "statement")}, either way, people counted with their state`),
    make("p", {}, nodeButton(tie.ends[0]), " · ", nodeButton(tie.ends[1])),
    pairButton(...tie.ends),
    ...quotations(newestFirst(tie.statements)),
  ];
}

function frontEvidence(id) {
  const front = blocFronts(blocTies(passed)).find((one) => one.id === id);
  if (!front) return null;
  return [
    make("h2", { dir: "auto" }, front.blocs.map(blocName).join(front.sign < 0 ? " against " : " with ")),
    make("p", { class: "dim" }, make("span", { class: SIGNS[front.sign] }, SIGNS[front.sign]),
      ` · ${plural(countOf(front.ties), "statement")}`),
    tieList(front.ties),
    ...quotations(newestFirst(front.ties.flatMap((tie) => tie.statements))),
  ];
}
