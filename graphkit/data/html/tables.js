// The two views in words: a matrix of who stands where towards whom, and the list of lines.
const ROWS = 24;
const COLUMNS = 20;

function listTable(lines) {
  const rows = lines.map((line) => make("tr", {},
    make("td", {}, nodeButton(line.start)),
    make("td", {}, make("button", { type: "button", class: "link " + SIGNS[line.sign], "data-line": line.id,
      onclick: () => select("line:" + line.id) }, line.relations.join(", "))),
    make("td", {}, nodeButton(line.end)), make("td", {}, SIGNS[line.sign]),
    make("td", {}, String(line.count)), make("td", { class: "day" }, line.last)));
  const heads = ["From", "Relation", "To", "Sign", "Statements", "Latest"];
  return make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((h) => make("th", { scope: "col" }, h)))),
    make("tbody", {}, ...rows));
}

// A topic stands under the issue that it is about, so that stances meet.
function columnOf(node) {
  if (state.towards === "topics") return node.kind === "topic" ? node.issue || node.name : null;
  return node.kind === "topic" || node.kind === "place" ? null : node.name;
}

function cellKey(actor, column) {
  return data.nodes[actor].id + "|" + column;
}

function matrixCells(lines) {
  const cells = new Map();
  const columns = new Map();
  const add = (actor, other, line) => {
    const column = columnOf(data.nodes[other]);
    if (column === null || ["topic", "place"].includes(data.nodes[actor].kind)) return;
    const key = cellKey(actor, column);
    if (!cells.has(key)) cells.set(key, { actor, column, lines: [] });
    cells.get(key).lines.push(line);
    columns.set(column, (columns.get(column) || 0) + line.count);
  };
  for (const line of lines) {
    add(line.start, line.end, line);
    if (!line.directed) add(line.end, line.start, line);
  }
  return { cells, columns: strongest(columns, COLUMNS) };
}

// The actors with most to say about the columns shown.
function matrixRows(cells, columns) {
  const rows = new Map();
  for (const cell of cells.values()) {
    if (!columns.includes(cell.column)) continue;
    const count = cell.lines.reduce((sum, line) => sum + line.count, 0);
    rows.set(cell.actor, (rows.get(cell.actor) || 0) + count);
  }
  return strongest(rows, ROWS);
}

function strongest(counts, limit) {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit).map(([key]) => key);
}

function matrixTable(lines) {
  const { cells, columns } = matrixCells(lines);
  const rows = matrixRows(cells, columns);
  if (!rows.length) return make("p", { class: "dim" }, "Nothing passes the filters here.");
  const head = make("tr", {}, make("td", {}),
    ...columns.map((name) => make("th", { scope: "col", title: name }, make("span", {}, name))));
  const body = rows.map((actor) => make("tr", {}, make("th", { scope: "row" }, nodeButton(actor)),
    ...columns.map((column) => matrixCell(cellKey(actor, column), cells))));
  return make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, ...body));
}

function matrixCell(key, cells) {
  if (!cells.has(key)) return make("td", {});
  const { lines } = cells.get(key);
  const total = (wanted) => lines.filter((l) => l.sign === wanted).reduce((sum, l) => sum + l.count, 0);
  const [friendly, hostile] = [total(1), total(-1)];
  const text = [friendly ? `+${friendly}` : "", hostile ? `−${hostile}` : ""].filter(Boolean).join(" ") || "·";
  const told = lines.map((l) => `${lineName(l)}: ${l.label}`).join("; ");
  return make("td", {}, make("button", { type: "button", class: SIGNS[Math.sign(friendly - hostile)], title: told,
    "aria-label": told, "data-cell": key, onclick: () => select("cell:" + key) }, text));
}
