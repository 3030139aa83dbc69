// The filters: fields of the form, and what is asked for in words.
const FIELDS = { lines: "number", fold: "checked", issues: "checked", actor: "text", topic: "text", since: "text", until: "text",
  outlet: "text", confidence: "number", towards: "text", a: "text", b: "text", step: "text" };
// What makes a view of its own, with places of its own.
const PLACING = ["fold", "issues", "actor", "topic"];
// More lines than this show nothing but a thicket, and take seconds to draw.
const MOST = 5000;

function fillForm() {
  const names = [...new Set(data.nodes.map((node) => node.name))].sort();
  $("names").append(...names.map((value) => make("option", { value })));
  const matters = new Set(data.nodes.filter((node) => node.kind === "topic").map((node) => node.issue || node.name));
  $("matters").append(...[...matters].sort().map((value) => make("option", { value })));
  const outlets = [...new Set(data.articles.map((article) => article.outlet).filter(Boolean))].sort();
  $("outlet").append(...outlets.map((value) => make("option", { value }, value)));
  const present = new Set(data.statements.map(statusOf));
  $("statuses").append(make("div", { class: "boxes" }, ...STATUSES.filter((s) => present.has(s))
    .map((name) => box(name, name.replace("_", " "), countWhere((s) => statusOf(s) === name), toggleStatus))));
  const boxes = data.relations.map((relation, index) =>
    [relation, box(relation.name, relation.label, countWhere((s) => s.relation === index), toggleRelation, relation.sign)]);
  boxes.sort((a, b) => b[0].sign - a[0].sign || (a[0].name < b[0].name ? -1 : 1));
  $("relation-boxes").append(make("div", { class: "boxes" }, ...boxes.map((pair) => pair[1])));
}

function countWhere(holds) {
  return data.statements.reduce((count, s) => count + (holds(s) ? 1 : 0), 0);
}

function box(name, label, count, toggle, sign) {
  const input = make("input", { type: "checkbox", value: name });
  input.addEventListener("change", () => toggle(name, input.checked));
  return make("label", {}, input, sign === undefined ? null : make("span", { class: "swatch " + SIGNS[sign] }),
    label, make("span", { class: "count" }, count.toLocaleString("en")));
}

function changed(list, name, on) {
  const kept = list.split(" ").filter((word) => word && word !== name);
  return (on ? [...kept, name] : kept).sort().join(" ");
}

function toggleStatus(name, on) { state.statuses = changed(state.statuses, name, on); refresh(); }
function toggleRelation(name, on) { state.without = changed(state.without, name, !on); refresh(); }

function showForm() {
  $("lines").max = Math.min(Math.max(allLines.length, 5), MOST);
  for (const [name, kind] of Object.entries(FIELDS)) {
    if (kind === "checked") $(name).checked = state[name];
    else if (!["a", "b"].includes(name) && $(name).value !== String(state[name])) $(name).value = state[name];
  }
  const without = new Set(state.without.split(" "));
  const statuses = new Set(state.statuses.split(" "));
  for (const input of $("relation-boxes").querySelectorAll("input")) input.checked = !without.has(input.value);
  for (const input of $("statuses").querySelectorAll("input")) input.checked = statuses.has(input.value);
  $("lines-shown").textContent = shownLines.length.toLocaleString("en");
  $("confidence-shown").textContent = state.confidence + "%";
  showDays();
  showAsked();
}

// What differs from the start, each with a way to drop it; on paper it tells what is shown.
function showAsked() {
  const asked = [];
  const ask = (words, names) => asked.push(make("button", { type: "button", class: "chip", "aria-label": `Drop: ${words}`,
    onclick: () => { for (const name of names) state[name] = START[name]; refresh({ anew: true }); } },
  make("bdi", {}, words), make("span", { class: "drop", "aria-hidden": "true" }, " ✕")));
  for (const name of ["actor", "topic", "outlet"]) if (state[name]) ask(`${name}: ${state[name]}`, [name]);
  if (state.since || state.until) ask(`days: ${[state.since && `from ${state.since}`, state.until && `until ${state.until}`].filter(Boolean).join(" ")}`, ["since", "until"]);
  if (state.statuses !== START.statuses) ask(`status: ${state.statuses.trim().split(" ").join(", ").replaceAll("_", " ") || "none"}`, ["statuses"]);
  if (state.confidence) ask(`confidence: at least ${state.confidence}%`, ["confidence"]);
  const dropped = data.relations.filter((relation) => state.without.split(" ").includes(relation.name)).length;
  if (dropped) ask(`relations: ${data.relations.length - dropped} of ${data.relations.length}`, ["without"]);
  if (state.fold) ask("people counted with their state", ["fold"]);
  if (state.issues) ask("topics counted under their issue", ["issues"]);
  $("asked").replaceChildren(...asked);
}

function wireForm() {
  for (const [name, kind] of Object.entries(FIELDS)) {
    $(name).addEventListener(kind === "number" || kind === "checked" ? "input" : "change", (event) => {
      const input = event.target;
      state[name] = kind === "checked" ? input.checked : kind === "number" ? Number(input.value) : input.value;
      // The slider's end means all, also when other filters let more lines through.
      if (name === "lines" && input.value === input.max) state.lines = allLines.length > MOST ? MOST : ALL;
      if (kind === "number") refreshSoon();
      else refresh({ anew: PLACING.includes(name) });
    });
  }
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("find").addEventListener("change", (event) => find(event.target.value));
  $("all-relations").addEventListener("click", () => { state.without = ""; refresh(); });
  $("no-relations").addEventListener("click", () => {
    state.without = data.relations.map((relation) => relation.name).sort().join(" ");
    refresh();
  });
  $("reset").addEventListener("click", () => {
    Object.assign(state, START, { theme: state.theme, tab: state.tab });
    $("find").value = "";
    refresh({ anew: true });
  });
}
