// What the page holds, what the reader asked for, and the lines that follow from both.
const data = JSON.parse(document.getElementById("data").textContent);
const SIGNS = { "1": "friendly", "0": "neutral", "-1": "hostile" };
const STATUSES = ["actual", "planned", "possible", "called_for", "denied"];
const ALL = 1000000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CHOICES = {
  tab: ["network", "blocs", "matrix", "timeline", "calendar", "list"], towards: ["topics", "actors"],
  step: ["auto", "day", "month"], outcome: ["", "done", "called off", "overdue", "due", "open"],
  sort: ["count", "last", "from", "to", "sign"], theme: ["", "light", "dark"],
};
const byId = new Map(data.nodes.map((node, index) => [node.id, index]));
const byStatement = new Map(data.statements.map((s) => [s.id, s]));

const START = Object.freeze({
  tab: "network", lines: data.lines, fold: false, issues: false, arranged: false, actor: "", topic: "", since: "",
  until: "", statuses: "actual", outlet: "", confidence: 0, without: "", towards: "topics", a: "", b: "",
  step: "auto", outcome: "", sort: "count", selected: "", theme: "",
});
const state = { ...START };

// The address keeps only what differs from the start, so that links stay short.
function writeAddress() {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== START[name]) kept.set(name, String(value));
  }
  history.replaceState(null, "", "#" + kept.toString());
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [name, start] of Object.entries(START)) {
    const text = given.get(name);
    if (text === null) state[name] = start;
    else if (typeof start === "boolean") state[name] = text === "true";
    else if (typeof start === "number") state[name] = Number(text) || start;
    else state[name] = text;
  }
  for (const name of ["since", "until"]) if (!DAY.test(state[name])) state[name] = "";
  for (const [name, known] of Object.entries(CHOICES)) if (!known.includes(state[name])) state[name] = START[name];
  state.lines = Math.max(1, Math.round(state.lines));
}

// The nodes that words name: one of exactly this name, else all whose names hold them.  A state
// brings those who act for it, and its places; an issue brings its topics.
function nodeMatches(words) {
  const folded = words.trim().toLowerCase();
  if (!folded) return null;
  const exact = data.nodes.findIndex((node) => node.name.toLowerCase() === folded);
  const found = new Set();
  data.nodes.forEach((node, index) => {
    if (exact >= 0 ? index === exact : node.name.toLowerCase().includes(folded)) found.add(index);
  });
  if (exact >= 0 && data.nodes[exact].kind === "country") {
    const code = data.nodes[exact].country;
    data.nodes.forEach((node, index) => { if (node.country === code) found.add(index); });
  }
  if (exact >= 0 && data.nodes[exact].id.startsWith("issue:")) {
    data.nodes.forEach((node, index) => { if (node.issue === data.nodes[exact].issue) found.add(index); });
  }
  return found;
}

function topicMatches(words) {
  const folded = words.trim().toLowerCase();
  if (!folded) return null;
  const found = new Set();
  data.nodes.forEach((node, index) => {
    const text = node.name + " " + (node.issue || "");
    if (node.kind === "topic" && text.toLowerCase().includes(folded)) found.add(index);
  });
  return found;
}

function statusOf(statement) {
  return statement.negated ? "denied" : statement.status;
}

// The statements that pass the filters; `statuses` in place of those that the reader ticked.
function passingStatements(statuses = state.statuses) {
  const actors = nodeMatches(state.actor);
  const topics = topicMatches(state.topic);
  const wanted = new Set(statuses.split(" "));
  const without = new Set(state.without.split(" "));
  const kept = data.relations.map((relation) => !without.has(relation.name));
  const touches = (s, nodes) => !nodes || nodes.has(s.subject) || nodes.has(s.object);
  return data.statements.filter((s) => {
    const day = dayOf(s) || "";
    return wanted.has(statusOf(s)) && kept[s.relation] && s.confidence * 100 >= state.confidence
      && touches(s, actors) && touches(s, topics)
      && (!state.since || (day && day >= state.since)) && (!state.until || (day && day <= state.until))
      && (!state.outlet || data.articles[s.article].outlet === state.outlet);
  });
}

// With `fold`, a person stands for the state that he or she acts for; with `issues`, a topic for what it
// is about.
function standsFor(index, fold = state.fold) {
  const node = data.nodes[index];
  if (state.issues && node.issue) return byId.get("issue:" + node.issue) ?? index;
  if (!fold || node.kind !== "person" || !node.country) return index;
  return byId.get("country:" + node.country) ?? index;
}

// All statements of one direction and sign between two make one line.
function gatherLines(statements) {
  const lines = new Map();
  for (const s of statements) {
    let [start, end] = [standsFor(s.subject), standsFor(s.object)];
    if (start === end) continue;
    const relation = data.relations[s.relation];
    if (relation.symmetric && data.nodes[start].id > data.nodes[end].id) [start, end] = [end, start];
    const way = relation.symmetric ? "with" : "to";
    const id = [data.nodes[start].id, data.nodes[end].id, way, s.sign].join("|");
    if (!lines.has(id)) {
      lines.set(id, { id, start, end, directed: !relation.symmetric, sign: s.sign, statements: [] });
    }
    lines.get(id).statements.push(s);
  }
  const ranked = [...lines.values()];
  ranked.forEach(describeLine);
  return ranked.sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : a.last > b.last ? -1
    : a.id < b.id ? -1 : 1));
}

function describeLine(line) {
  const counts = new Map();
  line.last = "";
  for (const s of line.statements) {
    const status = statusOf(s);
    const name = data.relations[s.relation].label + (status === "actual" ? "" : " (" + status.replace("_", " ") + ")");
    counts.set(name, (counts.get(name) || 0) + 1);
    const day = dayOf(s) || "";
    if (day > line.last) line.last = day;
  }
  line.count = line.statements.length;
  line.firm = line.statements.some((s) => statusOf(s) === "actual");
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  line.relations = ranked.map(([name, n]) => name + (n > 1 ? " ×" + n : ""));
  line.label = line.relations.slice(0, 2).join(", ") + (ranked.length > 2 ? ", …" : "");
}

function dayOf(statement) {
  return statement.date || data.articles[statement.article].published;
}

function byDay(a, b) {
  const [x, y] = [dayOf(a) || "", dayOf(b) || ""];
  return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
}

function newestFirst(statements) {
  return [...statements].sort((a, b) => -byDay(a, b));
}

function strongest(counts, limit) {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit).map(([key]) => key);
}

// Where an actor's own words took one side and later the other: the statements before and after.
// A day on which it took both sides is left out.
function turnsOf(statements) {
  const days = new Map();
  for (const s of [...statements].sort(byDay)) {
    if (!s.own || !s.side || s.status !== "actual" || !dayOf(s)) continue;
    if (!days.has(dayOf(s))) days.set(dayOf(s), []);
    days.get(dayOf(s)).push(s);
  }
  const clear = [...days.values()].filter((told) => told.every((s) => s.side === told[0].side)).map((told) => told[0]);
  return clear.slice(1).map((after, index) => ({ before: clear[index], after }))
    .filter((turn) => turn.before.side !== turn.after.side);
}
