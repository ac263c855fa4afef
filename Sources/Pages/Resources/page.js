// What a page can do with a script; without it, links and forms do the same.
"use strict";
const one = (selector, root) => (root || document).querySelector(selector);
const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
const make = (name, text, parent) => {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (parent) parent.append(element);
  return element;
};

// MARK: Models

// A model under the pointer or the focus is marked wherever it stands, in figures as in tables; so are those
// in a rectangle that is drawn over a figure, until a click or Escape.
let lit = new Set(), brushed = new Set();
function light(names) {
  if (names.size === lit.size && [...names].every((name) => lit.has(name))) return;
  lit = names;
  for (const element of all("[data-model]")) element.classList.toggle("lit", lit.has(element.dataset.model));
  for (const svg of all("figure svg")) svg.classList.toggle("has-lit", lit.size > 0 && one(".lit", svg) !== null);
}
for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, (e) => {
    if (brush) return;
    const element = e.target.closest && e.target.closest("[data-model]");
    light(element ? new Set([element.dataset.model]) : brushed);
  });
}
let brush = null;
const touches = (a, b) => a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
function brushTo(e) {
  const box = {
    left: Math.min(brush.x, e.clientX), right: Math.max(brush.x, e.clientX),
    top: Math.min(brush.y, e.clientY), bottom: Math.max(brush.y, e.clientY),
  };
  brush.isDrawn = brush.isDrawn || box.right - box.left > 4 || box.bottom - box.top > 4;
  if (!brush.isDrawn) return;
  const place = brush.figure.getBoundingClientRect();
  brush.frame.hidden = false;
  Object.assign(brush.frame.style, {
    left: `${box.left - place.left}px`, top: `${box.top - place.top}px`,
    width: `${box.right - box.left}px`, height: `${box.bottom - box.top}px`,
  });
  const inside = all("svg [data-model]", brush.figure).filter((one) => touches(box, one.getBoundingClientRect()));
  light(new Set(inside.map((one) => one.dataset.model)));
}
document.addEventListener("mousedown", (e) => {
  const figure = e.button === 0 && e.target.closest && e.target.closest("figure");
  if (!figure || !e.target.closest("svg") || e.target.closest("a") || !one("svg [data-model]", figure)) return;
  const frame = make("div", "", figure);
  frame.className = "brush";
  frame.hidden = true;
  brush = { figure, frame, x: e.clientX, y: e.clientY, isDrawn: false };
  e.preventDefault();
});
document.addEventListener("mousemove", (e) => { if (brush) brushTo(e); });
document.addEventListener("mouseup", () => {
  if (!brush) return;
  brushed = brush.isDrawn ? lit : new Set();
  brush.frame.remove();
  brush = null;
  light(brushed);
});
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") { brushed = new Set(); light(brushed); }
});

// MARK: Order of tables

// A click on a head sorts what a table has; long lists are sorted by the server, whose heads are links. The order
// stays when a live table is replaced.
const orders = new Map();
const number = (text) => {
  const found = text.replaceAll("−", "-").replaceAll(",", "").match(/^[(\[]?(-?[\d.]+(?:e-?\d+)?)/i);
  return found ? Number(found[1]) : NaN;
};
function sortRows(table, column, isDown) {
  const body = table.tBodies[0];
  const keys = new Map([...body.rows].map((row) => [row, plain(row.cells[column])]));
  const texts = [...keys.values()].filter((text) => text && text !== "—" && text !== "–");
  const areNumbers = texts.length > 0 && texts.every((text) => !Number.isNaN(number(text)));
  const isMissing = (text) => !text || text === "—" || text === "–";
  const rows = [...body.rows].sort((left, right) => {
    const [a, b] = [keys.get(left), keys.get(right)];
    if (isMissing(a) || isMissing(b)) return isMissing(a) - isMissing(b);
    const order = areNumbers ? number(a) - number(b) : a.localeCompare(b);
    return isDown ? -order : order;
  });
  body.append(...rows);
  [...table.tHead.rows[0].cells].forEach((cell, place) => {
    if (place === column) cell.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  });
}
function addSorting(table, name) {
  const heads = table.tHead && [...table.tHead.rows[0].cells];
  const rows = table.tBodies[0] && [...table.tBodies[0].rows];
  if (!heads || rows.length < 3 || one("thead a, thead button, .rule, [colspan], [rowspan]", table)) return;
  if (rows.some((row) => row.cells.length !== heads.length)) return;
  heads.forEach((cell, column) => {
    if (!cell.textContent.trim()) return;
    const button = make("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const isDown = cell.getAttribute("aria-sort") === "ascending";
      orders.set(name, { column, isDown });
      sortRows(table, column, isDown);
    });
  });
  const order = orders.get(name);
  if (order && order.column < heads.length) sortRows(table, order.column, order.isDown);
}

// MARK: Copying and saving

async function copy(button) {
  const text = button.dataset.copy.startsWith("/") ? location.origin + button.dataset.copy : button.dataset.copy;
  const label = button.dataset.label || button.textContent;
  button.dataset.label = label;
  try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
  catch { button.textContent = "Not allowed"; }
  setTimeout(() => { button.textContent = label; }, 1500);
}
function save(text, type, name) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const fileName = (text) => text.replace(/[^\w-]+/g, "-").slice(0, 80) || "pedlab";
function saveFigure(figure) {
  const svg = one("svg", figure).cloneNode(true);
  svg.classList.remove("has-lit");
  for (const part of all(".lit", svg)) part.classList.remove("lit");
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = one("#figure-sheet").content.textContent;
  svg.prepend(style);
  save(svg.outerHTML, "image/svg+xml", fileName((one("title", svg) || {}).textContent || "figure") + ".svg");
}
const plain = (cell) => "exact" in cell.dataset ? cell.title : cell.innerText.replace(/[☆★]/g, "").replace(/\s+/g, " ").trim().replaceAll("−", "-");
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
function saveTable(table, caption) {
  const rows = all("tr", table).map((row) => [...row.cells].map((cell) => quoted(plain(cell))).join(","));
  save(rows.join("\n") + "\n", "text/csv", fileName(caption) + ".csv");
}
function addTool(place, word, name, action) {
  const button = make("button", word, place);
  button.type = "button";
  button.className = "tool";
  button.setAttribute("aria-label", `${word}: ${name}`);
  button.addEventListener("click", action);
}
function addTools() {
  for (const button of all("button[hidden]")) button.hidden = false;
  for (const figure of all("figure")) {
    if (!one("svg", figure) || one(".tool", figure)) continue;
    const title = (one("svg > title", figure) || {}).textContent || "figure";
    addTool(one("figcaption", figure), "SVG", title, () => saveFigure(figure));
  }
  for (const table of all("main table")) {
    const box = table.closest(".scroll");
    const caption = box && box.previousElementSibling;
    if (!caption || !caption.classList.contains("caption") || one(".tool", caption)) continue;
    const name = caption.textContent;
    addTool(caption, "CSV", name, () => saveTable(table, name));
    addSorting(table, name);
  }
  markScrolling();
}
// What does not fit can be scrolled by the keyboard; what fits needs no stop.
function markScrolling() {
  for (const box of all(".scroll")) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
document.addEventListener("click", (e) => {
  const button = e.target.closest && e.target.closest("button[data-copy]");
  if (button) copy(button);
});
addEventListener("resize", markScrolling);

// What the server sent of each part of the page, before anything was added to it here.
const content = one("main");
const source = new WeakMap();
if (content) for (const part of content.children) source.set(part, part.outerHTML);
addTools();

// MARK: Live pages

// The content is fetched again when the ledger has changed, and what differs is put in place of the old: no more
// often than it takes to read it, and never while somebody types. A picture that stays the same is not drawn anew.
let fetching = false, waiting = false;
const isTyping = () => document.activeElement && /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName);
async function refresh() {
  if (document.hidden || isTyping()) return;
  if (fetching) { waiting = true; return; }
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = one("main", page);
    if (fresh) replaceParts(content, fresh);
  } catch (error) {
    // The server has gone: the page stays as it is.
    if (!(error instanceof TypeError)) throw error;
  } finally {
    fetching = false;
    if (waiting) { waiting = false; setTimeout(refresh, 1000); }
  }
}
function replaceParts(old, fresh) {
  const before = [...old.children], count = fresh.childElementCount;
  [...fresh.children].forEach((part, index) => {
    const known = before[index], markup = part.outerHTML;
    if (known && source.get(known) === markup) return;
    source.set(part, markup);
    if (!known) { old.append(part); return; }
    const focused = all("a, button, summary, [tabindex]", known).indexOf(document.activeElement);
    if (known.tagName === "DETAILS") part.open = known.open;
    known.replaceWith(part);
    const next = focused >= 0 && all("a, button, summary, [tabindex]", part)[focused];
    if (next) next.focus({ preventScroll: true });
  });
  for (const rest of before.slice(count)) rest.remove();
  addTools();
  document.dispatchEvent(new Event("pedlab:fresh"));
}
if (content && content.dataset.live === "1" && window.EventSource) {
  const events = new EventSource("/events");
  events.addEventListener("ledger", refresh);
  window.addEventListener("pagehide", () => events.close());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
}

// MARK: Forms

// A slider's part of the page follows the hand, one question at a time.
let asking = false, asked = null;
async function ask(form) {
  if (asking) { asked = form; return; }
  asking = true;
  const query = new URLSearchParams(new FormData(form));
  const path = form.getAttribute("action") + "?" + query;
  try {
    const answer = await fetch(path, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // form.dataset would be the menu of datasets.
    const id = "#" + form.getAttribute("data-part");
    const fresh = one(id, page) || one("main", page), old = one(id);
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
    const strip = one(".strip", page), oldStrip = one(".strip");
    if (strip && oldStrip && !oldStrip.isEqualNode(strip)) oldStrip.replaceChildren(...strip.childNodes);
    history.replaceState(null, "", path);
    addTools();
    document.dispatchEvent(new Event("pedlab:fresh"));
  } catch (error) {
    // The server has gone: the picture stays.
    if (!(error instanceof TypeError)) throw error;
  } finally {
    asking = false;
    if (asked) { const next = asked; asked = null; ask(next); }
  }
}
document.addEventListener("input", (e) => {
  const form = e.target.closest && e.target.closest("form.follows");
  if (!form) return;
  const output = one("output[for='" + e.target.id + "']", form);
  if (output) output.textContent = e.target.value;
  const steps = one("#step", form);
  if (steps && e.target.id === "iterations") {
    // The last step stays the one that is shown.
    const isLast = steps.value === steps.max;
    steps.max = Math.max(1, e.target.value);
    if (isLast) steps.value = steps.max;
    one("output[for='step']", form).textContent = steps.value;
  }
  ask(form);
});
document.addEventListener("submit", (e) => {
  if (e.target.matches("form.follows")) { e.preventDefault(); ask(e.target); }
});
document.addEventListener("change", (e) => {
  const form = e.target.closest && e.target.closest("form.sends");
  if (form) form.requestSubmit();
});

// MARK: Completion of conditions

function complete(field) {
  const columns = field.dataset.columns.split(" ");
  const words = JSON.parse(field.dataset.words);
  const list = make("ul");
  list.id = "completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  let chosen = -1, begin = 0;
  const close = () => { list.hidden = true; chosen = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const offered = (text) => {
    // After "column =" the words of the column; after a column the signs; else columns.
    const value = text.match(/(\w+)\s*(?:=|!=|~)\s*'?([^'\s]*)$/);
    if (value && words[value[1]]) {
      begin = text.length - value[2].length - (text[text.length - value[2].length - 1] === "'" ? 1 : 0);
      const quote = (word) => (word.includes("'") ? `"${word}"` : `'${word}'`);
      return words[value[1]].filter((word) => word.toLowerCase().startsWith(value[2].toLowerCase())).map(quote);
    }
    const column = text.match(/(\w+)\s+$/);
    if (column && columns.includes(column[1])) { begin = text.length; return ["=", "!=", "<", "<=", ">", ">=", "~", "~=", "in (", "is empty"]; }
    const part = text.match(/(\w*)$/)[1];
    begin = text.length - part.length;
    const after = /(\)|'|"|[\d.]|empty)\s+\w*$/.test(text) ? ["and", "or"] : [];
    if (!part && text.trim() && !after.length && !/(and|or|not|\()\s*$/.test(text)) return [];
    return [...after, ...(after.length ? [] : columns)].filter((name) => name.startsWith(part) && name !== part);
  };
  const choose = (item) => {
    const rest = field.value.slice(field.selectionStart);
    field.value = field.value.slice(0, begin) + item.textContent + " " + rest;
    const place = begin + item.textContent.length + 1;
    field.setSelectionRange(place, place);
    close();
    show();
  };
  const show = () => {
    const found = offered(field.value.slice(0, field.selectionStart)).slice(0, 12);
    list.replaceChildren(...found.map((text, index) => {
      const item = make("li", text);
      item.id = "completion-" + index;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.addEventListener("mousedown", (e) => { e.preventDefault(); choose(item); });
      return item;
    }));
    chosen = -1;
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
  };
  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" && list.hidden) { show(); e.preventDefault(); return; }
    if (list.hidden) return;
    const items = [...list.children];
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      chosen = (chosen + (e.key === "ArrowDown" ? 1 : items.length - (chosen < 0 ? 0 : 1))) % items.length;
      items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
      field.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
      e.preventDefault();
    } else if (e.key === "Enter" && chosen >= 0) {
      choose(items[chosen]);
      e.preventDefault();
    } else if (e.key === "Escape") {
      close();
      e.preventDefault();
    }
  });
}
for (const field of all("[data-columns]")) complete(field);
