// The timeline of two actors: what each said and did to the other, day by day or month by month, above it
// the mean of the scores (Goldstein's scale, -10 to 10).  A state stands for everyone who acts for it.
const LANES = ["to", "from", "with"];
const SPAN_OF_DAYS = 100;
const NARROWEST = 5;
const WIDEST = 26;
const MARGIN = { left: 46, right: 14, top: 20 };
const SERIES = 132;
const LANE = 92;
const MS = 86400000;

Object.assign(BEHIND, { mark: markEvidence, score: scoreEvidence });

// The two that the reader asked for, else the two between whom most passed.
function pairAsked() {
  if (state.a && state.b) return [state.a, state.b];
  const counts = new Map();
  for (const line of allLines) {
    if ([line.start, line.end].some((end) => ["topic", "place"].includes(data.nodes[end].kind))) continue;
    const ends = [line.start, line.end].map((end) => standsFor(end, true));
    if (ends[0] === ends[1]) continue;
    const key = ends.sort((a, b) => a - b).join(" ");
    counts.set(key, (counts.get(key) || 0) + line.count);
  }
  const [first] = strongest(counts, 1);
  return first ? first.split(" ").map((index) => data.nodes[Number(index)].name) : [state.a, state.b];
}

// All that passed between the two, with the lane of each statement.
function between([a, b], statements) {
  const [one, other] = [nodeMatches(a) || new Set(), nodeMatches(b) || new Set()];
  const found = [];
  for (const s of statements) {
    const out = one.has(s.subject) && other.has(s.object);
    const back = other.has(s.subject) && one.has(s.object);
    if (!(out || back) || !dayOf(s)) continue;
    const lane = data.relations[s.relation].symmetric ? "with" : out ? "to" : "from";
    found.push({ lane, day: dayOf(s), statement: s });
  }
  return found;
}

function stepOf(found) {
  if (state.step !== "auto") return state.step;
  const days = found.map((one) => one.day).sort();
  return days.length && Date.parse(days.at(-1)) - Date.parse(days[0]) <= SPAN_OF_DAYS * MS ? "day" : "month";
}

function bucketOf(day, step) {
  return step === "month" ? day.slice(0, 7) : day;
}

function nextBucket(bucket, step) {
  if (step === "day") return new Date(Date.parse(bucket) + MS).toISOString().slice(0, 10);
  const [year, month] = bucket.split("-").map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, "0")}-01` : `${bucket.slice(0, 4)}-${String(month + 1).padStart(2, "0")}`;
}

function bucketsOf(found, step) {
  const days = found.map((one) => bucketOf(one.day, step)).sort();
  const all = [];
  for (let bucket = days[0]; bucket <= days.at(-1) && all.length < 4000; bucket = nextBucket(bucket, step)) all.push(bucket);
  return all;
}

// Statement groups by lane, bucket and sign: what is drawn as one mark each.
function marksOf(found, step) {
  const marks = new Map();
  for (const { lane, day, statement } of found) {
    const bucket = bucketOf(day, step);
    const id = [lane, bucket, statement.sign].join("|");
    if (!marks.has(id)) marks.set(id, { id, lane, bucket, sign: statement.sign, statements: [] });
    marks.get(id).statements.push(statement);
  }
  return marks;
}

// The mean score of each bucket; visits to places have none (the host may be a third party).
function scoresOf(found, step) {
  const scores = new Map();
  for (const { day, statement } of found) {
    const ends = [statement.subject, statement.object].map((end) => data.nodes[end].kind);
    if (statement.score === null || ends.includes("place")) continue;
    const bucket = bucketOf(day, step);
    if (!scores.has(bucket)) scores.set(bucket, { bucket, statements: [] });
    scores.get(bucket).statements.push(statement);
  }
  for (const one of scores.values()) {
    one.mean = one.statements.reduce((sum, s) => sum + s.score, 0) / one.statements.length;
  }
  return scores;
}

function showTimeline(statements) {
  const pair = pairAsked();
  for (const [index, name] of ["a", "b"].entries()) if ($(name) !== document.activeElement) $(name).value = pair[index] || "";
  const found = pair[0] && pair[1] ? between(pair, statements) : [];
  const step = stepOf(found);
  $("shown").textContent = !found.length ? "Nothing that passes the filters passed between these two."
    : `${plural(found.length, "statement")} between the two, by ${step}: friendly upwards, hostile downwards; hollow marks stand only on what is planned, possible, called for or denied`;
  $("timeline-chart").replaceChildren(...(found.length ? [timelineChart(pair, found, step)] : []));
  $("timeline-words").replaceChildren(...quotations(newestFirst(found.map((one) => one.statement))));
  $("timeline-chart").scrollLeft = 1e6;
  rove($("timeline-chart"), "[data-select]", alongRow);
}

function timelineChart(pair, found, step) {
  const buckets = bucketsOf(found, step);
  const room = Math.max($("timeline-chart").clientWidth, 300) - MARGIN.left - MARGIN.right - 4;
  const wide = Math.max(NARROWEST, Math.min(WIDEST, room / buckets.length));
  const at = new Map(buckets.map((bucket, index) => [bucket, MARGIN.left + index * wide]));
  const lanes = LANES.filter((lane) => found.some((one) => one.lane === lane));
  const height = MARGIN.top + SERIES + lanes.length * LANE + 34;
  const width = Math.max(MARGIN.left + buckets.length * wide + MARGIN.right, room + MARGIN.left + MARGIN.right);
  const marks = marksOf(found, step);
  const tallest = tallestStack(marks);
  const chart = makeSvg("svg", { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "group",
    "aria-label": `Timeline of ${pair.join(" and ")}` });
  chart.append(...ticks(buckets, at, height - 30, width), ...seriesMarks(scoresOf(found, step), at, wide, width));
  lanes.forEach((lane, index) => {
    const top = MARGIN.top + SERIES + index * LANE;
    chart.append(...laneMarks(lane, [...marks.values()].filter((one) => one.lane === lane), { pair, at, wide, top, width, tallest }));
  });
  return chart;
}

function tallestStack(marks) {
  const stacks = new Map();
  for (const one of marks.values()) {
    const key = one.lane + one.bucket + (one.sign < 0);
    stacks.set(key, (stacks.get(key) || 0) + one.statements.length);
  }
  return Math.max(...stacks.values());
}

function ticks(buckets, at, bottom, width) {
  const monthly = buckets[0].length === 7;
  const parts = [];
  let last = -100;
  for (const bucket of buckets) {
    const begins = monthly ? bucket.endsWith("-01") || buckets.length < 30 : bucket.endsWith("-01") || buckets.length < 40;
    const x = at.get(bucket);
    if (!begins || x - last < (monthly && buckets.length >= 30 ? 34 : 62) || x > width - 40) continue;
    last = x;
    const text = monthly && buckets.length >= 30 ? bucket.slice(0, 4) : bucket;
    parts.push(makeSvg("line", { class: "grid", x1: x, x2: x, y1: MARGIN.top, y2: bottom }),
      makeSvg("text", { class: "tick", x: x + 3, y: bottom + 14 }, text));
  }
  return parts;
}

function seriesMarks(scores, at, wide, width) {
  const y = (score) => MARGIN.top + (10 - score) / 20 * (SERIES - 24);
  const parts = [makeSvg("text", { class: "title", x: 4, y: 13 }, "Mean score (Goldstein)")];
  for (const score of [-10, -5, 0, 5, 10]) {
    parts.push(makeSvg("line", { class: score ? "grid" : "axis", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(score), y2: y(score) }),
      makeSvg("text", { class: "tick", x: MARGIN.left - 6, y: y(score) + 4, "text-anchor": "end" }, score > 0 ? `+${score}` : String(score).replace("-", "−")));
  }
  for (const one of [...scores.values()].sort((a, b) => (a.bucket < b.bucket ? -1 : 1))) {
    const told = `${one.bucket}: mean score ${one.mean.toFixed(1)} of ${plural(one.statements.length, "statement")}`;
    const [top, bottom] = [Math.min(y(one.mean), y(0)), Math.max(y(one.mean), y(0))];
    parts.push(chartMark("score:" + one.bucket, told, SIGNS[Math.sign(one.mean)],
      makeSvg("rect", { class: "hit", x: at.get(one.bucket), y: MARGIN.top, width: wide, height: SERIES - 24 }),
      makeSvg("rect", { class: "stem", x: at.get(one.bucket) + wide / 2 - 1, y: top, width: 2, height: Math.max(bottom - top, 1) }),
      makeSvg("circle", { cx: at.get(one.bucket) + wide / 2, cy: y(one.mean), r: Math.min(4, Math.max(wide / 2 - 0.5, 2.5)) })));
  }
  return parts;
}

function chartMark(what, told, kind, ...shapes) {
  return makeSvg("g", { class: "mark " + kind, role: "button", "data-select": what, "aria-label": told },
    makeSvg("title", {}, told), ...shapes);
}

function laneMarks(lane, marks, { pair, at, wide, top, width, tallest }) {
  const zero = top + LANE * 0.56;
  const unit = Math.min(11, (LANE * 0.4) / tallest);
  const heading = { to: pair.join(" → "), from: [...pair].reverse().join(" → "), with: "Both together (meetings, talks, agreements)" }[lane];
  const parts = [makeSvg("text", { class: "title", x: 4, y: top + 11 }, heading),
    makeSvg("line", { class: "axis", x1: MARGIN.left, x2: width - MARGIN.right, y1: zero, y2: zero })];
  const heights = new Map();
  for (const one of marks.sort((a, b) => (a.bucket < b.bucket ? -1 : a.bucket > b.bucket ? 1 : b.sign - a.sign))) {
    const down = one.sign < 0;
    const stacked = one.sign === 0 ? heights.get(one.bucket) || 0 : 0;
    const tall = Math.max(one.statements.length * unit - 1, 2);
    if (one.sign > 0) heights.set(one.bucket, tall + 1);
    const firm = one.statements.some((s) => statusOf(s) === "actual");
    const x = at.get(one.bucket) + (wide > 8 ? 1 : 0.5);
    const y = down ? zero + 1 : zero - tall - stacked - 1;
    const thin = Math.max(wide - (wide > 8 ? 2 : 1), 2);
    const told = `${heading}, ${one.bucket}: ${SIGNS[one.sign]}, ${plural(one.statements.length, "statement")}, ${namesOf(one.statements)}`;
    parts.push(chartMark("mark:" + one.id, told, SIGNS[one.sign] + (firm ? "" : " hollow"),
      makeSvg("rect", { class: "hit", x: at.get(one.bucket), y: down ? zero : Math.min(y, zero - 14), width: wide, height: Math.max(tall, 14) }),
      ...units(one.statements.length, unit).map(([from, high]) => makeSvg("rect", { x, y: y + from, width: thin, height: high, rx: 1.5 }))));
  }
  return parts;
}

// Few statements are drawn as one block each, many as one bar.
function units(count, unit) {
  if (unit < 6) return [[0, Math.max(count * unit - 1, 2)]];
  return Array.from({ length: count }, (_, index) => [index * unit, unit - 1]);
}

function namesOf(statements) {
  return [...new Set(statements.map((s) => data.relations[s.relation].label))].slice(0, 4).join(", ");
}

function timelineNow() {
  const pair = pairAsked();
  const found = pair[0] && pair[1] ? between(pair, passed) : [];
  return { pair, found, step: stepOf(found) };
}

function markEvidence(id) {
  const { pair, found, step } = timelineNow();
  const one = marksOf(found, step).get(id);
  if (!one) return null;
  const heading = one.lane === "with" ? pair.join(" – ") : (one.lane === "to" ? pair : [...pair].reverse()).join(" → ");
  return [
    make("h2", { dir: "auto" }, `${heading}, ${one.bucket}`),
    make("p", { class: "dim" }, make("span", { class: SIGNS[one.sign] }, SIGNS[one.sign]), ` · ${plural(one.statements.length, "statement")}`),
    ...quotations(newestFirst(one.statements)),
  ];
}

function scoreEvidence(id) {
  const { pair, found, step } = timelineNow();
  const one = scoresOf(found, step).get(id);
  if (!one) return null;
  return [
    make("h2", { dir: "auto" }, `${pair.join(" – ")}, ${one.bucket}`),
    make("p", { class: "dim" }, `mean score ${one.mean.toFixed(2)} of ${plural(one.statements.length, "statement")}`),
    ...quotations(newestFirst(one.statements)),
  ];
}
