// What stands behind a mark: the sentences, who said them, outlet, day and link.
const FIRST = 25;
const LINES_FIRST = 10;
// What can be selected, by the word before the colon: functions from the rest to elements, or null.
const BEHIND = { node: nodeEvidence, line: lineEvidence };

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

function showEvidence() {
  const aside = $("evidence");
  const [what, id] = splitSelected();
  aside.scrollTop = 0;
  const found = Object.hasOwn(BEHIND, what) ? BEHIND[what](id) : null;
  aside.replaceChildren(...(found || nothingSelected()));
  const told = found ? aside.querySelector("h2").textContent + ", " + plural(aside.querySelectorAll("figure").length, "sentence") : "";
  $("told").textContent = told;
}

function nothingSelected() {
  return [
    make("h2", {}, "Evidence"),
    make("p", { class: "dim" }, state.selected ? "What was selected does not pass the filters."
      : "Select any mark: here stand the sentences behind it, who said them, and where."),
  ];
}

function nodeEvidence(id) {
  if (!byId.has(id)) return null;
  const index = byId.get(id);
  const node = data.nodes[index];
  const touching = allLines.filter((line) => line.start === index || line.end === index);
  const statements = [...new Set(touching.flatMap((line) => line.statements))];
  const kind = node.kind + (node.country && node.kind !== "country" ? ", " + node.country : "");
  return [
    make("h2", { dir: "auto" }, node.name),
    make("p", { class: "dim" }, `${kind} · ${plural(statements.length, "statement")}`
      + (node.issue && node.issue !== node.name ? ` · about ${node.issue}` : "")),
    make("p", {}, make("button", { type: "button", onclick: () => askFor(node) },
      node.kind === "topic" ? "Only this topic" : "Only its ties")),
    make("ul", {}, ...firstOf(touching, LINES_FIRST, (line) => make("li", {}, lineButton(line)))),
    make("h3", {}, "Newest statements"),
    ...quotations(newestFirst(statements)),
  ];
}

function askFor(node) {
  if (node.kind === "topic") state.topic = node.issue || node.name;
  else state.actor = node.name;
  refresh({ anew: true });
}

function lineName(line) {
  const joint = line.directed ? (line.sign < 0 ? " ⊣ " : " → ") : " – ";
  return data.nodes[line.start].name + joint + data.nodes[line.end].name;
}

function lineButton(line) {
  return mark("line:" + line.id, { class: "link" }, make("bdi", {}, lineName(line)),
    make("span", { class: SIGNS[line.sign] }, " " + line.label));
}

function lineEvidence(id) {
  const line = allLines.find((one) => one.id === id);
  if (!line) return null;
  return [
    make("h2", { dir: "auto" }, lineName(line)),
    make("p", { class: "dim" }, make("span", { class: SIGNS[line.sign] }, SIGNS[line.sign]),
      ` · ${plural(line.count, "statement")} · ${line.relations.join(", ")}`),
    make("p", {}, nodeButton(line.start), " · ", nodeButton(line.end)),
    pairButton(line.start, line.end),
    ...quotations(newestFirst(line.statements)),
  ];
}

// Leads to all that passed between two; topics have no timeline of their own.
function pairButton(one, other) {
  if ([one, other].some((index) => data.nodes[index].kind === "topic")) return null;
  return make("p", {}, make("button", { type: "button", onclick: () => {
    Object.assign(state, { a: data.nodes[one].name, b: data.nodes[other].name, tab: "timeline" });
    refresh();
  } }, "Timeline of the two"));
}

function nodeButton(index) {
  const node = data.nodes[index];
  return mark("node:" + node.id, { class: "link" }, make("bdi", {}, node.name));
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

function quotation(statements) {
  const signs = new Set(statements.map((s) => s.sign));
  const sign = signs.size === 1 ? statements[0].sign : 0;
  return make("figure", { class: SIGNS[sign] },
    make("blockquote", { dir: "auto" }, data.sentences[statements[0].sentence]),
    make("figcaption", {}, ...statements.map(sense), ...source(statements[0])));
}

function inWords(statement) {
  return [data.nodes[statement.subject].name, data.relations[statement.relation].label,
    data.nodes[statement.object].name].join(" ");
}

function tags(statement) {
  const status = statusOf(statement);
  return [
    status === "actual" ? null : make("span", { class: "tag" }, status.replace("_", " ")),
    statement.negated && statement.status !== "actual"
      ? make("span", { class: "tag" }, statement.status.replace("_", " ")) : null,
  ];
}

function sense(statement) {
  return make("div", { "data-statement": statement.id }, ...tags(statement),
    make("bdi", { class: SIGNS[statement.sign] }, inWords(statement)),
    statement.date ? `, ${datePart(statement)}` : "",
    ` (${Math.round(statement.confidence * 100)}%)`);
}

function source(statement) {
  const article = data.articles[statement.article];
  const address = article.url ? webAddress(article.url) : null;
  const title = article.title || "untitled";
  const link = address
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return [make("bdi", {}, sayer(statement)), make("br"), make("bdi", {}, article.outlet || "unknown outlet"),
    article.published ? ", " + article.published : "", make("br"), make("bdi", {}, link)];
}

function sayer(statement) {
  return statement.speaker
    ? "said by " + statement.speaker + (statement.role ? ` (${statement.role})` : "")
    : "in the article's own words";
}

function datePart(statement) {
  const long = { year: 4, month: 7 }[statement.precision] || 10;
  return (statement.precision === "week" ? "week of " : "") + statement.date.slice(0, long);
}
