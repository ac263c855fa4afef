"""A headless Chromium for the tests and pictures of `pedlab ui` and of reports."""

import contextlib
import shutil

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
AXE = Axe()


@contextlib.contextmanager
def chromium():
    """Debian's browser; nothing is downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def violations(page, rules=None, exclude=()):
    """Of axe's rules, the serious ones: their names and the first place of each.

    `rules`: these alone; None: all. `exclude`: selectors of what is not looked at.
    """
    found = AXE.run(
        page, {"exclude": [[one] for one in exclude]} if exclude else None,
        {"runOnly": {"type": "rule", "values": rules}} if rules else None,
    )
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"] if one["impact"] in ("serious", "critical")
    ]  # fmt: skip


class Watched:
    """A page of its own whose complaints and requests are kept."""

    def __init__(self, browser, host, **options):
        options.setdefault("viewport", {"width": 1400, "height": 900})
        self.context = browser.new_context(accept_downloads=True, **options)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints, self.foreign = [], []
        self.page.on("console", lambda message: self.hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.look(request.url, host))

    def hear(self, kind, text):
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def look(self, url, host):
        if not url.startswith((host, "data:", "blob:")):
            self.foreign.append(url)

    def is_clean(self):
        assert self.complaints == []
        assert self.foreign == []

    def violations(self, rules=None):
        return violations(self.page, rules)

    def close(self):
        self.context.close()
