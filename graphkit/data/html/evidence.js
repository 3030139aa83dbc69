// What stands behind a mark.  Article text is hostile: it only ever becomes text nodes.
const FIRST = 25;
const LINES_FIRST = 10;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch { return null; }
}

function splitSelected() {
  const at = state.selected.indexOf(":");
  return [state.selected.slice(0, at), state.selected.slice(at + 1)];
}

function showEvidence(lines) {
  const aside = document.getElementById("evidence");
  const [what, id] = splitSelected();
  aside.scrollTop = 0;
  if (what === "node" && byId.has(id)) aside.replaceChildren(...nodeEvidence(byId.get(id), lines));
  else if (what === "line" && lines.some((line) => line.id === id)) {
    aside.replaceChildren(...lineEvidence(lines.find((line) => line.id === id)));
  } else if (what === "cell" && matrixCells(lines).cells.has(id)) {
    aside.replaceChildren(...cellEvidence(matrixCells(lines).cells.get(id)));
  } else aside.replaceChildren(...nothingSelected());
}

function nothingSelected() {
  return [
    make("h2", {}, "Evidence"),
    make("p", { class: "dim" }, state.selected ? "What was selected does not pass the filters."
      : "Select a mark or a line: here stand the sentences behind it, and who said them."),
  ];
}

function nodeEvidence(index, lines) {
  const node = data.nodes[index];
  const touching = lines.filter((line) => line.start === index || line.end === index);
  const statements = [...new Set(touching.flatMap((line) => line.statements))];
  const kind = node.kind + (node.country && node.kind !== "country" ? ", " + node.country : "");
  return [
    make("h2", { dir: "auto" }, node.name),
    make("p", { class: "dim" }, `${kind} · ${plural(statements.length, "statement")}`),
    make("ul", {}, ...firstOf(touching, LINES_FIRST, (line) => make("li", {}, lineButton(line)))),
    make("h3", {}, "Newest statements"),
    ...quotations(newestFirst(statements)),
  ];
}

function lineName(line) {
  const joint = line.directed ? (line.sign < 0 ? " ⊣ " : " → ") : " – ";
  return data.nodes[line.start].name + joint + data.nodes[line.end].name;
}

function lineButton(line) {
  return make("button", { type: "button", class: "link", onclick: () => select("line:" + line.id) },
    make("bdi", {}, lineName(line)), make("span", { class: SIGNS[line.sign] }, " " + line.label));
}

function lineEvidence(line) {
  return [
    make("h2", { dir: "auto" }, lineName(line)),
    make("p", { class: "dim" }, make("span", { class: SIGNS[line.sign] }, SIGNS[line.sign]),
      ` · ${plural(line.count, "statement")} · ${line.relations.join(", ")}`),
    make("p", {}, nodeButton(line.start), " · ", nodeButton(line.end)),
    ...quotations(newestFirst(line.statements)),
  ];
}

function cellEvidence({ actor, column, lines }) {
  return [
    make("h2", { dir: "auto" }, `${data.nodes[actor].name} → ${column}`),
    make("ul", {}, ...lines.map((line) => make("li", {}, lineButton(line)))),
    ...quotations(newestFirst(lines.flatMap((line) => line.statements))),
  ];
}

function nodeButton(index) {
  const node = data.nodes[index];
  return make("button", { type: "button", class: "link", onclick: () => select("node:" + node.id) },
    make("bdi", {}, node.name));
}

// One sentence is shown once, however many statements it makes.
function quotations(statements) {
  const groups = new Map();
  for (const s of statements) {
    const key = s.article + "|" + s.sentence + "|" + s.speaker;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(s);
  }
  return firstOf([...groups.values()], FIRST, quotation);
}

// Makes the first few, and a button that makes the others.
function firstOf(things, count, makeOne) {
  const shown = things.slice(0, count).map(makeOne);
  const rest = things.slice(count);
  if (rest.length) {
    const more = make("button", { type: "button", onclick: () => more.replaceWith(...rest.map(makeOne)) },
      `Show ${rest.length} more`);
    shown.push(more);
  }
  return shown;
}

function quotation(statements) {
  const signs = new Set(statements.map((s) => s.sign));
  const sign = signs.size === 1 ? statements[0].sign : 0;
  return make("figure", { class: SIGNS[sign] },
    make("blockquote", { dir: "auto" }, data.sentences[statements[0].sentence]),
    make("figcaption", {}, ...statements.map(sense), ...source(statements[0])));
}

function sense(statement) {
  const status = statusOf(statement);
  const words = [data.nodes[statement.subject].name, data.relations[statement.relation].label,
    data.nodes[statement.object].name];
  return make("div", { "data-statement": statement.id },
    status === "actual" ? null : make("span", { class: "tag" }, status.replace("_", " ")),
    statement.negated && statement.status !== "actual"
      ? make("span", { class: "tag" }, statement.status.replace("_", " ")) : null,
    make("bdi", { class: SIGNS[statement.sign] }, words.join(" ")),
    statement.date ? `, ${datePart(statement)}` : "",
    ` (${Math.round(statement.confidence * 100)}%)`);
}

function source(statement) {
  const article = data.articles[statement.article];
  const speaker = statement.speaker
    ? "said by " + statement.speaker + (statement.role ? ` (${statement.role})` : "")
    : "in the article's own words";
  const address = article.url ? webAddress(article.url) : null;
  const title = article.title || "untitled";
  const link = address
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return [make("bdi", {}, speaker), make("br"), make("bdi", {}, article.outlet || "unknown outlet"),
    article.published ? ", " + article.published : "", make("br"), make("bdi", {}, link)];
}

function datePart(statement) {
  const long = { year: 4, month: 7 }[statement.precision] || 10;
  return (statement.precision === "week" ? "week of " : "") + statement.date.slice(0, long);
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}
