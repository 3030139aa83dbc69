// Makes elements.  Article text is hostile: it only ever becomes text nodes and attribute values.
const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function makeSvg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function $(id) {
  return document.getElementById(id);
}

// What a click on a mark selects stands in `data-select`; one listener serves them all.
function mark(what, attributes, ...children) {
  return make("button", { type: "button", "data-select": what, ...attributes }, ...children);
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

// Makes the first few, and a button that makes as many again.
function firstOf(things, count, makeOne) {
  const shown = things.slice(0, count).map(makeOne);
  const rest = things.slice(count);
  if (rest.length) {
    const more = make("button", { type: "button", class: "more", onclick: () => {
      const added = firstOf(rest, count, makeOne);
      more.replaceWith(...added);
      added[0].querySelector?.("button, a")?.focus();
    } }, rest.length > count ? `Show ${count} more of ${rest.length.toLocaleString("en")}` : `Show ${rest.length} more`);
    shown.push(more);
  }
  return shown;
}

// Of many marks one is reached by Tab, the others from there by arrow keys.
function rove(container, selector, step) {
  const marks = [...container.querySelectorAll(selector)];
  marks.forEach((one, index) => { one.setAttribute("tabindex", index ? -1 : 0); });
  if (container.dataset.roves) return;
  container.dataset.roves = "true";
  container.addEventListener("keydown", (event) => {
    const all = [...container.querySelectorAll(selector)];
    const next = step(all, all.indexOf(document.activeElement), event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    for (const one of all) one.setAttribute("tabindex", one === next ? 0 : -1);
    next.focus();
  });
}

function alongRow(all, at, key) {
  const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  return way && at >= 0 ? all[at + way] : null;
}

function alongGrid(all, at, key) {
  if (at < 0) return null;
  const cell = (one) => one.closest("td, th");
  const [row, column] = [cell(all[at]).parentElement.rowIndex, cell(all[at]).cellIndex];
  const across = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const down = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!across && !down) return null;
  const ahead = all.filter((one) => {
    const [r, c] = [cell(one).parentElement.rowIndex, cell(one).cellIndex];
    return across ? r === row && (c - column) * across > 0 : c === column && (r - row) * down > 0;
  });
  return (across || down) > 0 ? ahead[0] : ahead.at(-1);
}
