// The calendar of what is announced: what, when, who says so, and what became of it as far as the page's
// statements tell.
const EVENTS_FIRST = 80;
const OUTCOMES = { done: "✓", "called off": "✕", overdue: "!", due: "…", open: "?" };
const MEANINGS = {
  done: "a later article reports it as a fact", "called off": "a later article denies it",
  overdue: "its day is past, and no article here tells of it", due: "its day is still to come", open: "no day was given",
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const YEARS = 8;

Object.assign(BEHIND, { event: eventEvidence, month: monthEvidence });

// Besides what is planned, the calendar shows what is possible or called for where the reader ticked that.
function announcedStatuses() {
  const ticked = state.statuses.split(" ").filter((status) => ["possible", "called_for"].includes(status));
  return ["planned", ...ticked].join(" ");
}

// Announcements of one deed for one day are one event; those without a day come last.
function plannedEvents() {
  const events = new Map();
  for (const s of passingStatements(announcedStatuses()).filter((one) => one.outcome)) {
    const id = [data.nodes[s.subject].id, data.relations[s.relation].name, data.nodes[s.object].id, s.date || ""].join("|");
    if (!events.has(id)) events.set(id, { id, date: s.date || "", statements: [] });
    events.get(id).statements.push(s);
  }
  const all = [...events.values()];
  for (const event of all) {
    event.statements.sort((a, b) => (published(a) < published(b) ? -1 : published(a) > published(b) ? 1 : a.id < b.id ? -1 : 1));
    event.first = event.statements[0];
    event.outcome = event.first.outcome;
  }
  return all.sort((a, b) => ((a.date || "~") < (b.date || "~") ? -1 : (a.date || "~") > (b.date || "~") ? 1 : a.id < b.id ? -1 : 1));
}

function published(statement) {
  return data.articles[statement.article].published || "";
}

function withOutcome(events) {
  return events.filter((event) => !state.outcome || event.outcome === state.outcome);
}

function showCalendar() {
  const all = plannedEvents();
  const shown = withOutcome(all);
  const counts = Object.keys(OUTCOMES).map((outcome) => [outcome, all.filter((event) => event.outcome === outcome).length]);
  $("outcomes").replaceChildren(...[["", all.length], ...counts].map(([outcome, count]) =>
    make("button", { type: "button", class: "chip " + (outcome || "all").replace(" ", "-"), "aria-pressed": String(state.outcome === outcome), title: MEANINGS[outcome],
      onclick: () => { state.outcome = outcome; refresh(); } },
    outcome ? make("span", { "aria-hidden": "true" }, OUTCOMES[outcome] + " ") : null, `${outcome || "all"} ${count.toLocaleString("en")}`)));
  $("shown").textContent = shown.length ? `${plural(shown.length, "announced event")}, by day` : "Nothing announced passes the filters.";
  $("year-strip").replaceChildren(...yearStrip(shown));
  $("calendar-list").replaceChildren(...firstOf(monthsOf(shown), Math.max(3, EVENTS_FIRST / 10), monthBlock));
}

// By month, what has only a year before the months of that year, what has no day last.
function monthsOf(events) {
  const months = new Map();
  for (const event of events) {
    const month = monthOf(event);
    if (!months.has(month)) months.set(month, []);
    months.get(month).push(event);
  }
  return [...months].sort(([a], [b]) => ((a || "~") < (b || "~") ? -1 : 1));
}

function monthOf(event) {
  return event.date.slice(0, event.first.precision === "year" ? 4 : 7);
}

// Years by months, darker where more is planned: each leads to what is planned for it.
function yearStrip(events) {
  const counts = new Map(monthsOf(events).filter(([month]) => month.length === 7).map(([month, some]) => [month, some.length]));
  const years = [...new Set([...counts.keys()].map((month) => month.slice(0, 4)))].slice(-YEARS);
  if (!years.length) return [];
  const most = Math.max(...counts.values());
  const head = make("tr", {}, make("td", {}), ...MONTHS.map((name) => make("th", { scope: "col" }, name)));
  return [make("table", { class: "years" }, make("thead", {}, head), make("tbody", {}, ...years.map((year) =>
    make("tr", {}, make("th", { scope: "row" }, year), ...MONTHS.map((_, index) => {
      const month = `${year}-${String(index + 1).padStart(2, "0")}`;
      const count = counts.get(month);
      return make("td", {}, count ? mark("month:" + month, { class: "heat" + Math.ceil(4 * count / most),
        "aria-label": `${month}: ${plural(count, "event")}`, onclick: (event) => scrollToMonth(month, event.currentTarget) }, String(count)) : null);
    })))))];
}

// The list goes to the month, the focus stays on its cell.
function scrollToMonth(month, cell) {
  const shown = () => $("calendar-list").querySelector(`[data-month="${month}"]`);
  while (!shown()) $("calendar-list").querySelector(":scope > .more").click();
  cell.focus({ preventScroll: true });
  shown().scrollIntoView({ block: "start" });
}

function monthName(month) {
  if (month.length < 7) return month ? `${month}, no month given` : "No day given";
  return `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

function monthBlock([month, events]) {
  return make("section", { "data-month": month }, make("h3", {}, monthName(month), make("span", { class: "dim" }, ` ${events.length}`)),
    make("ul", { class: "events" }, ...firstOf(events, EVENTS_FIRST, eventRow)));
}

function eventRow(event) {
  const s = event.first;
  const article = data.articles[s.article];
  const day = !event.date ? "–" : s.precision === "day" || !s.precision ? event.date.slice(8) : s.precision === "week" ? `wk ${event.date.slice(8)}` : s.precision;
  const more = event.statements.length - 1;
  return make("li", {}, make("span", { class: "on", title: event.date ? datePart(s) : "no day given" }, day),
    mark("event:" + event.id, { class: "link what" }, make("bdi", { class: SIGNS[s.sign] }, inWords(s))),
    make("span", { class: "outcome " + event.outcome.replace(" ", "-"), title: MEANINGS[event.outcome] }, make("span", { "aria-hidden": "true" }, OUTCOMES[event.outcome] + " "), event.outcome),
    make("span", { class: "dim by" }, ...tags(s).slice(0, s.status === "planned" ? 0 : 1), make("bdi", {}, s.speaker ? "said by " + s.speaker : "reported"), " · ",
      make("bdi", {}, article.outlet || "unknown outlet"), article.published ? `, ${article.published}` : "",
      more ? `, and ${plural(more, "other announcement")}` : ""));
}

function monthEvidence(month) {
  const events = withOutcome(plannedEvents()).filter((event) => monthOf(event) === month);
  if (!events.length) return null;
  return [
    make("h2", {}, `Planned for ${monthName(month)}`),
    make("p", { class: "dim" }, plural(events.length, "event")),
    make("ul", {}, ...firstOf(events, LINES_FIRST, (event) => make("li", {},
      mark("event:" + event.id, { class: "link" }, make("bdi", { class: SIGNS[event.first.sign] }, inWords(event.first)), ` ${OUTCOMES[event.outcome]} ${event.outcome}`)))),
    make("h3", {}, "Announced"), ...quotations(events.flatMap((event) => event.statements)),
  ];
}

function eventEvidence(id) {
  const event = plannedEvents().find((one) => one.id === id);
  if (!event) return null;
  const followers = [...new Set(event.statements.map((s) => s.follower).filter(Boolean))].map((one) => byStatement.get(one));
  return [
    make("h2", { dir: "auto" }, inWords(event.first)),
    make("p", {}, make("span", { class: "outcome " + event.outcome.replace(" ", "-") }, `${OUTCOMES[event.outcome]} ${event.outcome}`),
      " " + (event.date ? "announced for " + datePart(event.first) : "announced without a day")),
    make("p", {}, nodeButton(event.first.subject), " · ", nodeButton(event.first.object)),
    make("h3", {}, "Announced"), ...quotations(event.statements),
    ...(followers.length ? [make("h3", {}, "What became of it"), ...quotations(followers)] : []),
  ];
}
