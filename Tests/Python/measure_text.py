"""Text of figures and reports as a browser sets it: what leaves its place, and what covers other text."""

import html
from pathlib import Path

SCRIPT = Path(__file__).with_name("measure_text.js").read_text(encoding="utf-8")
WIDTHS = [400, 900, 1400]
SCHEMES = ["light", "dark"]


def open_page(browser, path, width, scheme="light"):
    """A page of its own; the caller closes its context."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    # A machine may have other work beside thousands of texts.
    page.set_default_timeout(180_000)
    page.goto(Path(path).resolve().as_uri())
    return page


def text_faults(browser, paths, folder, scheme="light"):
    """Sentences on the figures at `paths`; `folder` is for the page that shows them."""
    figures = "".join(
        f'<figure id="{html.escape(path.name)}">{path.read_text(encoding="utf-8")}</figure>' for path in paths)
    page = folder / "figures.html"
    # Figures side by side would be broken by the width of the window.
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><style>figure{{width:max-content}}</style><body>{figures}',
        encoding="utf-8")
    opened = open_page(browser, page, 1600, scheme)
    found = opened.evaluate(f"({SCRIPT})()")
    opened.context.close()
    assert found["texts"] > len(paths)
    return found["faults"]


def page_faults(page):
    """Sentences on a page that is open, as it is seen now."""
    found = page.evaluate(f"({SCRIPT})()")
    assert found["texts"] > 5
    return found["faults"]
