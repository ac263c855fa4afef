// What the page does beyond being read. Without this script it is whole.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    parent?.append(element);
    return element;
  };

  // MARK: Copying

  const copy = (button, text) => {
    const say = (word) => {
      const old = button.dataset.name;
      button.textContent = word;
      setTimeout(() => { button.textContent = old; }, 1200);
    };
    navigator.clipboard.writeText(text).then(() => say("copied"), () => say("not allowed here"));
  };
  const copier = (tools, name, text) => {
    const button = make("button", name, tools);
    button.type = "button";
    button.dataset.name = name;
    button.addEventListener("click", () => copy(button, text()));
  };
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const plain = (cell) => cell.innerText.replace(/\s+/g, " ").trim().replaceAll("−", "-");
  const csv = (table) =>
    all("tr", table).filter((row) => !row.hidden)
      .map((row) => [...row.cells].map((cell) => quoted(plain(cell))).join(",")).join("\n") + "\n";

  // MARK: Tables

  const number = (cell) => {
    const value = parseFloat(plain(cell));
    return Number.isNaN(value) ? null : value;
  };
  const compare = (a, b, sign) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null) return sign * (x - y);
    if (x !== null || y !== null) return x !== null ? -1 : 1;
    return sign * plain(a).localeCompare(plain(b));
  };
  const sort = (table, column, heads) => {
    const head = heads[column];
    const isDown = head.getAttribute("aria-sort") === "descending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", isDown ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => compare(a.cells[column], b.cells[column], isDown ? 1 : -1));
    // Rules part groups of rows that no longer stand together.
    rows.forEach((row) => row.classList.remove("rule"));
    body.append(...rows);
  };
  const prepareTable = (block) => {
    const table = block.querySelector("table");
    const scroll = block.querySelector(".scroll");
    if (!table || block.querySelector(".tools")) return;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.title = "sort";
      head.append(button);
      button.addEventListener("click", () => sort(table, column, heads));
    });
    const tools = make("div");
    tools.className = "tools";
    scroll.before(tools);
    if (table.tBodies[0].rows.length > 8) {
      const input = make("input", "", tools);
      input.type = "search";
      input.placeholder = "rows with ...";
      input.setAttribute("aria-label", "show rows with");
      input.addEventListener("input", () => {
        const wanted = input.value.toLowerCase();
        for (const row of table.tBodies[0].rows) {
          row.hidden = !row.textContent.toLowerCase().includes(wanted);
        }
      });
    }
    copier(tools, "copy CSV", () => csv(table));
    const latex = block.querySelector("template.latex");
    if (latex) copier(tools, "copy LaTeX", () => latex.content.textContent);
  };

  // MARK: The choice of value and setting

  const prepareVariants = (box) => {
    const templates = all(":scope > template", box);
    const shown = box.querySelector(".shown");
    const tools = make("div");
    tools.className = "tools";
    box.prepend(tools);
    const select = (key, name) => {
      const values = [...new Set(templates.map((one) => one.dataset[key]))];
      if (values.length < 2) return { value: values[0] };
      const label = make("label", `${name} `, tools);
      const list = make("select", "", label);
      values.forEach((value) => make("option", value, list));
      return list;
    };
    const value = select("value", "value");
    const choice = select("choice", "setting of PED");
    const change = () => {
      const found = templates.find(
        (one) => one.dataset.value === value.value && one.dataset.choice === choice.value);
      if (!found) return;
      shown.replaceChildren(found.content.cloneNode(true));
      shown.classList.toggle("warn", choice.value.includes("optimistic"));
      all(".block", shown).forEach(prepareTable);
      markScrolling();
    };
    [value, choice].forEach((list) => list.addEventListener?.("change", change));
  };

  // MARK: A model that stands out everywhere

  let pinned = null;
  const show = (model) => {
    all("svg").forEach((svg) => {
      const groups = all("g.pl-of", svg);
      groups.forEach((group) => group.classList.toggle("hot", group.dataset.model === model));
      svg.classList.toggle("has-hot", groups.some((group) => group.classList.contains("hot")));
    });
  };
  const modelOf = (event) => event.target.closest?.("g.pl-of")?.dataset.model ?? null;
  const prepareModels = () => {
    const names = [...new Set(all("g.pl-of").map((group) => group.dataset.model))].sort();
    if (names.length === 0) return;
    const tools = make("div");
    tools.className = "tools";
    const label = make("label", "make a model stand out ", tools);
    const list = make("select", "", label);
    make("option", "", list);
    names.forEach((name) => make("option", name, list));
    (document.querySelector("nav") ?? document.querySelector("h1")).after(tools);
    const pin = (model) => {
      pinned = model;
      list.value = model ?? "";
      show(pinned);
    };
    list.addEventListener("change", () => pin(list.value || null));
    document.addEventListener("click", (event) => {
      const model = modelOf(event);
      if (model) pin(model === pinned ? null : model);
    });
    document.addEventListener("mouseover", (event) => {
      const model = modelOf(event);
      if (model || pinned === null) show(model ?? pinned);
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") pin(null); });
  };

  // MARK: Figures

  const prepareFigure = (figure) => {
    const svg = figure.querySelector("svg");
    const sheet = document.querySelector("style").textContent;
    const tools = make("div");
    tools.className = "tools";
    figure.append(tools);
    copier(tools, "copy SVG", () => {
      const copied = svg.cloneNode(true);
      const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
      style.textContent = sheet.slice(sheet.indexOf(".pl-text"));
      copied.prepend(style);
      return copied.outerHTML;
    });
  };

  // What does not fit can be scrolled by the keyboard, and fades where there is more of it; what fits
  // needs no stop.
  const fade = (box) =>
    box.classList.toggle("more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  const markScrolling = () => all(".scroll").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    box.onscroll = () => fade(box);
    fade(box);
  });

  all(".block").forEach(prepareTable);
  all(".variants").forEach(prepareVariants);
  all("figure").forEach(prepareFigure);
  prepareModels();
  markScrolling();
  addEventListener("resize", markScrolling);
})();
