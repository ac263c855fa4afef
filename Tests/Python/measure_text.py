"""Text of SVG figures as a browser sets it: what leaves the canvas, and what covers other text."""

import html
import json
import re
import shutil
import subprocess

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)

# Boxes of lines are taller than letters: neighbours in a column may share this many pixels.
SCRIPT = """
const CLIP = 0.5, WIDE = 1, HIGH = 3.5, faults = [];
for (const box of document.querySelectorAll(".figure")) {
  const frame = box.querySelector("svg").getBoundingClientRect();
  const texts = [...box.querySelectorAll("text")].map((text) => ({
    text: [...text.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(""),
    at: text.getBoundingClientRect(),
  }));
  for (const {text, at} of texts) {
    if (at.left < frame.left - CLIP || at.right > frame.right + CLIP ||
        at.top < frame.top - CLIP || at.bottom > frame.bottom + CLIP) {
      faults.push(`${box.id}: '${text}' leaves the canvas`);
    }
  }
  texts.forEach((first, index) => texts.slice(index + 1).forEach((second) => {
    const [a, b] = [first.at, second.at];
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (width > WIDE && height > HIGH) {
      faults.push(`${box.id}: '${first.text}' and '${second.text}' cover each other`);
    }
  }));
}
const result = document.createElement("pre");
result.textContent = "RESULT" + JSON.stringify(faults) + "END";
document.body.replaceChildren(result);
"""


def text_faults(paths, folder):
    """Sentences on the figures at `paths`; `folder` is for the page that shows them."""
    figures = "".join(
        f'<div class="figure" id="{html.escape(path.name)}">{path.read_text(encoding="utf-8")}</div>'
        for path in paths
    )
    page = folder / "figures.html"
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body>{figures}<script>{SCRIPT}</script>',
        encoding="utf-8",
    )
    done = subprocess.run(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1600,1200",
         "--dump-dom", page.as_uri()],
        capture_output=True, text=True, check=True, timeout=300,
    )
    return json.loads(html.unescape(re.search(r"RESULT(.*)END", done.stdout, re.DOTALL)[1]))
