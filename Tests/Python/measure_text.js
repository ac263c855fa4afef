// Which texts of a page leave the figure, the box or the page in which they stand, and which cover each other.
() => {
  // Boxes of lines are taller than letters: neighbours may share this many pixels.
  const CLIP = 0.5, WIDE = 1, HIGH = 3.5, faults = [];

  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (element) =>
    element.closest("figure")?.id || element.closest("[aria-label]")?.getAttribute("aria-label")
    || element.closest("table")?.previousElementSibling?.textContent.slice(0, 40) || "the page";

  // What cuts off an element's text: its SVG, or the nearest box that hides what is outside.
  const cutter = (element) => {
    if (element.ownerSVGElement) {
      let svg = element.ownerSVGElement;
      while (svg.ownerSVGElement) svg = svg.ownerSVGElement;
      return svg;
    }
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if ([style.overflowX, style.overflowY].some((one) => one === "hidden" || one === "clip")) return box;
      // What scrolls is reached.
      if ([style.overflowX, style.overflowY].some((one) => one === "auto" || one === "scroll")) return null;
    }
    return document.documentElement;
  };

  const texts = [];
  const add = (element, text, at) => {
    if (at.width === 0 || at.height === 0) return;
    texts.push({ element, text: text.trim().slice(0, 60), at, place: nameOf(element) });
  };
  for (const element of document.querySelectorAll("svg text")) {
    if (!isSeen(element)) continue;
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("");
    add(element, text, element.getBoundingClientRect());
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("svg, script, style, option") || !isSeen(element)) continue;
    // It comes into sight with the focus.
    if (element.matches(".skip:not(:focus)")) continue;
    // Of what is folded together, texts between elements are the only ones whose own element is seen.
    if (element.matches("details:not([open])")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const at of range.getClientRects()) add(element, node.data, at);
  }

  for (const { element, text, at, place } of texts) {
    const box = cutter(element);
    if (!box) continue;
    const frame = box.getBoundingClientRect();
    const isPage = box === document.documentElement;
    if (at.left < frame.left - CLIP || at.right > (isPage ? innerWidth : frame.right) + CLIP
        || (!isPage && (at.top < frame.top - CLIP || at.bottom > frame.bottom + CLIP))) {
      faults.push(`${place}: '${text}' leaves the ${element.ownerSVGElement ? "canvas" : "box"}`);
    }
  }

  texts.sort((a, b) => a.at.top - b.at.top);
  texts.forEach((first, index) => {
    for (let next = index + 1; next < texts.length; next += 1) {
      const second = texts[next], [a, b] = [first.at, second.at];
      if (b.top > a.bottom - HIGH) break;
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > WIDE && height > HIGH) {
        faults.push(`${first.place}: '${first.text}' and '${second.text}' cover each other`);
      }
    }
  });

  if (document.documentElement.scrollWidth > innerWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} pixels wide in a window of ${innerWidth}`);
  }
  return { texts: texts.length, faults };
}
