// The slider over days: two ends on one track, in months, below a small histogram of the statements.
// The few statements far from all others lie beyond its ends: with an end at its end, these count too.
const months = monthsCovered();

function monthsCovered() {
  const days = data.statements.map(dayOf).filter(Boolean).sort();
  if (!days.length) return [];
  const cut = days.length > 50 ? Math.floor(days.length * 0.01) : 0;
  const [first, last] = [days[cut], days[days.length - 1 - cut]].map((day) => day.slice(0, 7));
  const all = [];
  for (let month = first; month <= last && all.length < 2400; month = nextBucket(month, "month")) all.push(month);
  return all;
}

function startDays() {
  for (const id of ["since-slider", "until-slider"]) $(id).max = Math.max(months.length - 1, 1);
  $("days").hidden = months.length < 2;
  const counts = new Map(months.map((month) => [month, 0]));
  for (const s of data.statements) {
    const month = (dayOf(s) || "").slice(0, 7);
    if (counts.has(month)) counts.set(month, counts.get(month) + 1);
  }
  const most = Math.max(1, ...counts.values());
  const bars = [...counts].map(([month, count], index) => makeSvg("rect", { "data-month": month, x: index, width: 0.82,
    y: 30 - 29 * count / most, height: 29 * count / most }));
  const [width, height] = [Math.max(months.length, 1), 30];
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none" })) $("days-chart").setAttribute(name, value);
  $("days-chart").replaceChildren(...bars);
  $("since-slider").addEventListener("input", () => slideDays("since"));
  $("until-slider").addEventListener("input", () => slideDays("until"));
}

function slideDays(which) {
  const [low, high] = [Number($("since-slider").value), Number($("until-slider").value)];
  if (which === "since") state.since = low <= 0 ? "" : months[Math.min(low, high)] + "-01";
  else state.until = high >= months.length - 1 ? "" : lastDay(months[Math.max(low, high)]);
  refreshSoon();
}

function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0")}`;
}

function showDays() {
  const at = (day, otherwise) => {
    if (!day) return otherwise;
    const index = months.indexOf(day.slice(0, 7));
    return index >= 0 ? index : day.slice(0, 7) < months[0] ? 0 : months.length - 1;
  };
  const [low, high] = [at(state.since, 0), at(state.until, months.length - 1)];
  for (const [id, value, word] of [["since-slider", low, state.since || "the beginning"], ["until-slider", high, state.until || "the end"]]) {
    $(id).value = value;
    $(id).setAttribute("aria-valuetext", word);
  }
  $("days-shown").textContent = `${state.since || months[0] || ""} to ${state.until || months.at(-1) || ""}`;
  for (const [index, bar] of [...$("days-chart").children].entries()) bar.classList.toggle("out", index < low || index > high);
}
