// The stance matrix: who stands where towards which topic (or whom), and where a stance turned.
const ROWS = 24;
const COLUMNS = 18;
const WAYS = { "1": "for", "-1": "against" };

Object.assign(BEHIND, { cell: cellEvidence, column: columnEvidence });

// A topic stands under the issue that it is about, so that stances meet.
function columnOf(node) {
  if (state.towards === "topics") return node.kind === "topic" ? node.issue || node.name : null;
  return node.kind === "topic" || node.kind === "place" ? null : node.name;
}

function matrixCells(lines) {
  const cells = new Map();
  const columns = new Map();
  const add = (actor, other, line) => {
    const column = columnOf(data.nodes[other]);
    if (column === null || ["topic", "place"].includes(data.nodes[actor].kind)) return;
    const key = data.nodes[actor].id + "|" + column;
    if (!cells.has(key)) cells.set(key, { key, actor, column, lines: [] });
    cells.get(key).lines.push(line);
    columns.set(column, (columns.get(column) || 0) + line.count);
  };
  for (const line of lines) {
    add(line.start, line.end, line);
    if (!line.directed) add(line.end, line.start, line);
  }
  return { cells, columns: strongest(columns, COLUMNS), all: columns.size };
}

// The actors with most to say about the columns shown.
function matrixRows(cells, columns) {
  const rows = new Map();
  for (const cell of cells.values()) {
    if (!columns.includes(cell.column)) continue;
    const count = cell.lines.reduce((sum, line) => sum + line.count, 0);
    rows.set(cell.actor, (rows.get(cell.actor) || 0) + count);
  }
  return { rows: strongest(rows, ROWS), all: rows.size };
}

function showMatrix(lines) {
  const { cells, columns, all } = matrixCells(lines);
  const found = matrixRows(cells, columns);
  const what = state.towards === "topics" ? "topics" : "actors";
  $("shown").textContent = found.rows.length
    ? `${found.rows.length} of ${found.all.toLocaleString("en")} actors by ${columns.length} of ${all.toLocaleString("en")} ${what}: those with most statements`
    : "Nothing passes the filters here.";
  const most = Math.max(1, ...[...cells.values()].map((cell) => Math.abs(netOf(cell))));
  const head = make("tr", {}, make("td", {}),
    ...columns.map((name) => make("th", { scope: "col" }, mark("column:" + name, { class: "link", title: name }, make("span", {}, name)))));
  const body = found.rows.map((actor) => make("tr", {}, make("th", { scope: "row" }, nodeButton(actor)),
    ...columns.map((column) => matrixCell(cells.get(data.nodes[actor].id + "|" + column), most))));
  $("matrix-table").replaceChildren(make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, ...body)));
  rove($("matrix-table").querySelector("thead"), "button", alongRow);
  rove($("matrix-table"), "td button", alongGrid);
}

function cellStatements(cell) {
  return cell.lines.flatMap((line) => line.statements);
}

function totalOf(cell, sign) {
  return cell.lines.filter((line) => line.sign === sign).reduce((sum, line) => sum + line.count, 0);
}

function netOf(cell) {
  return totalOf(cell, 1) - totalOf(cell, -1);
}

function matrixCell(cell, most) {
  if (!cell) return make("td", {});
  const [friendly, hostile, neutral] = [1, -1, 0].map((sign) => totalOf(cell, sign));
  const turns = turnsOf(cellStatements(cell));
  const told = [`${data.nodes[cell.actor].name}, ${cell.column}:`, friendly ? `${friendly} friendly` : "", hostile ? `${hostile} hostile` : "",
    neutral ? `${neutral} neutral` : "", ...turns.map(turnInWords)].filter(Boolean).join(" ");
  const kind = SIGNS[Math.sign(friendly - hostile)] + (friendly && hostile ? " mixed" : "") + (turns.length ? " turned" : "");
  const weight = Math.ceil(3 * Math.sqrt(Math.abs(netOf(cell)) / most));
  return make("td", {}, mark("cell:" + cell.key, { class: `${kind} weight${weight}`, title: told, "aria-label": told },
    friendly ? make("span", {}, `+${friendly}`) : null, hostile ? make("span", {}, `−${hostile}`) : null,
    !friendly && !hostile ? make("span", {}, String(neutral)) : null));
}

function turnInWords({ before, after }) {
  return `turned from ${WAYS[before.side]} to ${WAYS[after.side]}, ${dayOf(before)} to ${dayOf(after)}`;
}

function columnEvidence(column) {
  const lines = [...new Set([...matrixCells(allLines).cells.values()].filter((cell) => cell.column === column).flatMap((cell) => cell.lines))];
  if (!lines.length) return null;
  return [
    make("h2", { dir: "auto" }, `All → ${column}`),
    make("ul", {}, ...firstOf(lines, LINES_FIRST, (line) => make("li", {}, lineButton(line)))),
    make("h3", {}, "Newest statements"),
    ...quotations(newestFirst(lines.flatMap((line) => line.statements))),
  ];
}

function cellEvidence(id) {
  const cell = matrixCells(allLines).cells.get(id);
  if (!cell) return null;
  const statements = cellStatements(cell);
  return [
    make("h2", { dir: "auto" }, `${data.nodes[cell.actor].name} → ${cell.column}`),
    make("ul", {}, ...firstOf(cell.lines, LINES_FIRST, (line) => make("li", {}, lineButton(line)))),
    ...turnsOf(statements).reverse().flatMap((turn) => [
      make("h3", {}, "↻ " + turnInWords(turn)), quotation([turn.before]), quotation([turn.after])]),
    make("h3", {}, "Newest statements"),
    ...quotations(newestFirst(statements)),
  ];
}
