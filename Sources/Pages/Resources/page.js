// What a page can do with a script; without it, links and forms do the same.
"use strict";
const one = (selector, root) => (root || document).querySelector(selector);
const all = (selector, root) => [...(root || document).querySelectorAll(selector)];

// A model under the pointer or the focus is marked wherever its name stands.
function light(name, on) {
  for (const element of all("[data-model]")) {
    if (element.dataset.model === name) element.classList.toggle("lit", on);
  }
}
for (const [event, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, (e) => {
    const element = e.target.closest && e.target.closest("[data-model]");
    if (element) light(element.dataset.model, on);
  });
}

// Copies links and commands, and saves figures.
async function copy(button) {
  const text = button.dataset.copy.startsWith("/") ? location.origin + button.dataset.copy : button.dataset.copy;
  const label = button.textContent;
  try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
  catch { button.textContent = "Not allowed"; }
  setTimeout(() => { button.textContent = label; }, 1500);
}
function save(button) {
  const svg = one("svg", button.closest("figure"));
  const blob = new Blob([svg.outerHTML], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = ((one("title", svg) || {}).textContent || "figure").replace(/[^\w-]+/g, "-") + ".svg";
  link.click();
  URL.revokeObjectURL(link.href);
}
document.addEventListener("click", (e) => {
  const button = e.target.closest && e.target.closest("button");
  if (!button) return;
  if (button.dataset.copy !== undefined) copy(button);
  if (button.dataset.save !== undefined) save(button);
});
function reveal() { for (const button of all("button[hidden]")) button.hidden = false; }
reveal();

// While a sweep runs, the content is fetched again when the ledger has changed, and put in place of the old
// one: no more often than it takes to read it, and never while somebody types.
const content = one("main");
let fetching = false;
async function refresh() {
  if (fetching || document.hidden || (document.activeElement && /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName))) return;
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = one("main", page);
    if (fresh && fresh.innerHTML !== content.dataset.last) {
      const open = all("details", content).map((part) => part.open);
      content.dataset.last = fresh.innerHTML;
      content.replaceChildren(...fresh.childNodes);
      all("details", content).forEach((part, place) => { part.open = open[place] || false; });
      reveal();
      document.dispatchEvent(new Event("pedlab:fresh"));
    }
  } finally { fetching = false; }
}
if (content && content.dataset.live === "1" && window.EventSource) {
  const events = new EventSource("/events");
  events.addEventListener("ledger", refresh);
  window.addEventListener("pagehide", () => events.close());
}

// The sliders of a motion: the picture follows the hand, one question at a time.
let asking = false, asked = null;
async function ask(form) {
  if (asking) { asked = form; return; }
  asking = true;
  const query = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch("/motion?" + query, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = one("#replay", page), old = one("#replay");
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
    const strip = one(".strip", page), oldStrip = one(".strip");
    if (strip && oldStrip) oldStrip.replaceChildren(...strip.childNodes);
    history.replaceState(null, "", "/motion?" + query);
    reveal();
  } finally {
    asking = false;
    if (asked) { const next = asked; asked = null; ask(next); }
  }
}
document.addEventListener("input", (e) => {
  const form = e.target.closest && e.target.closest("form.sliders");
  if (!form) return;
  const output = one("output[for='" + e.target.id + "']");
  if (output) output.textContent = e.target.value;
  ask(form);
});
