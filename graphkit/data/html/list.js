// The list: every line that passes the filters, in words, for reading, copying and screen readers.
const LIST_FIRST = 100;
const COLUMNS_OF_LIST = { from: "From", relation: "Relation", to: "To", sign: "Sign", count: "Statements", last: "Latest" };

function sorted(lines) {
  const name = (index) => data.nodes[index].name;
  const orders = {
    count: null, last: (a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0),
    from: (a, b) => name(a.start).localeCompare(name(b.start), "en"), to: (a, b) => name(a.end).localeCompare(name(b.end), "en"),
    sign: (a, b) => a.sign - b.sign,
  };
  return orders[state.sort] ? [...lines].sort(orders[state.sort]) : lines;
}

function showList(lines) {
  const heads = Object.entries(COLUMNS_OF_LIST).map(([key, title]) => make("th",
    { scope: "col", "aria-sort": state.sort === key ? (["count", "last"].includes(key) ? "descending" : "ascending") : null },
    key === "relation" ? title : make("button", { type: "button", class: "head", onclick: () => { state.sort = key; refresh(); } }, title)));
  $("shown").textContent = `${plural(passed.length, "statement")} in ${plural(lines.length, "line")} pass the filters`;
  const body = make("tbody", {});
  const rows = sorted(lines);
  const more = make("button", { type: "button", class: "more", onclick: () => addRows() });
  const addRows = () => {
    const from = body.rows.length;
    body.append(...rows.slice(from, from + LIST_FIRST).map(listRow));
    more.textContent = `Show more of ${rows.length.toLocaleString("en")}`;
    more.hidden = body.rows.length >= rows.length;
  };
  addRows();
  $("list-table").replaceChildren(make("table", { class: "lines" }, make("thead", {}, make("tr", {}, ...heads)), body), more);
}

function listRow(line) {
  return make("tr", {}, make("td", {}, nodeButton(line.start)),
    make("td", {}, mark("line:" + line.id, { class: "link " + SIGNS[line.sign] }, line.relations.join(", "))),
    make("td", {}, nodeButton(line.end)), make("td", { class: SIGNS[line.sign] }, SIGNS[line.sign]),
    make("td", { class: "number" }, String(line.count)), make("td", { class: "day" }, line.last));
}
