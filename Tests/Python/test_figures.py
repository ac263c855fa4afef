"""Figures hold at size: no text is clipped or covered, as a browser sets it."""

import shutil

import pytest
from browsing import CHROMIUM, chromium, violations
from conftest import ROOT, pedlab
from large_case import large_ledger
from measure_text import SCHEMES, WIDTHS, open_page, page_faults, text_faults

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium (Scripts/test installs it)"
)

# --for paper makes PNG and PDF.
needs_rsvg = pytest.mark.skipif(
    shutil.which("rsvg-convert") is None, reason="there is no rsvg-convert (Scripts/test installs it)"
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return large_ledger(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def large_report(large, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large-report")
    pedlab("report", "large", "--ledger", large, "--out", folder, "--for", "paper", "--features")
    return folder


@pytest.fixture(scope="module")
def demo_report(demo_ledger, tmp_path_factory):
    """What the features show too: dead units beside the ranks gained, and the ways of the class means."""
    folder = tmp_path_factory.mktemp("report")
    pedlab("report", "demo", "--ledger", demo_ledger, "--out", folder, "--features")
    return folder


def figures(folder):
    found = sorted(folder.glob("*.svg"))
    assert len(found) > 10
    return found


# Scripts/check-figures looks at every report in every width and colour.


@needs_browser
def test_text_of_the_demo(browser, demo_report, tmp_path):
    # The share of masked_ae on photo_patches, as `store check` computes it.
    why = (demo_report / "figures/why.svg").read_text(encoding="utf-8")
    assert "masked_ae, photo_patches: 52" in why
    assert list((demo_report / "figures").glob("motion-*.svg"))
    assert text_faults(browser, figures(demo_report / "figures"), tmp_path) == []


@needs_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_holds_in_every_width(browser, demo_report, width):
    """Text is whole, figures fit, the mean is in sight, and axe finds nothing serious: in the dark on a
    telephone with the first drawings, in the light on a screen without any: they take axe most of its time
    (Scripts/check-figures has all of it, all widths in both)."""
    for scheme in SCHEMES if width != 900 else ["light"]:
        page = open_page(browser, demo_report / "report.html", width, scheme)
        assert page_faults(page) == []
        if (width, scheme) in [(400, "dark"), (1400, "light")]:
            left_out = "figure svg" if scheme == "light" else "figure:not(.seen) svg"
            page.evaluate("[...document.querySelectorAll('figure')].slice(0, 6).forEach((one) => one.classList.add('seen'))")
            assert violations(page, exclude=[left_out]) == []
        mean = page.locator("th.lead").first.bounding_box()
        assert mean["x"] + mean["width"] <= width
        page.context.close()


@needs_browser
def test_figures_of_a_report_fit_its_width(browser, demo_report):
    """One drawing of each is shown, and only matrices of many cells scroll on a telephone."""
    for width in WIDTHS:
        page = open_page(browser, demo_report / "report.html", width)
        shown = page.evaluate("""[...document.querySelectorAll("figure")].map((figure) => {
          const boxes = [...figure.querySelectorAll(".scroll")].filter((box) => box.checkVisibility());
          return [figure.id, boxes.length, boxes[0].scrollWidth - boxes[0].clientWidth];
        })""")
        assert all(count == 1 for _, count, _ in shown)
        wide = {name for name, _, over in shown if over > 0}
        assert not wide if width > 400 else all("rank-errors" in name or name == "why" for name in wide), wide
        page.context.close()


@needs_browser
@needs_rsvg
def test_text_at_40_models_on_a_screen_and_in_a_paper(browser, large_report, tmp_path):
    assert list((large_report / "figures").glob("motion-*.svg"))
    for folder in ["figures", "paper"]:
        assert text_faults(browser, figures(large_report / folder), tmp_path) == []
    page = open_page(browser, large_report / "report.html", 400, "dark")
    assert page_faults(page) == []
    page.context.close()


@needs_rsvg
def test_settings_that_were_not_chosen_by_results_are_named(large_report):
    """The official setting was not run: every figure with PED names the one that stands for it."""
    named = "PED at the setting nearest to the official defaults"
    for name in ["ped-logme", "energy", "orders-pets", "ranks-logme", "regret", "changes-logme"]:
        assert named in (large_report / f"figures/{name}.svg").read_text(encoding="utf-8"), name
    assert named in (large_report / "report.md").read_text(encoding="utf-8").splitlines()[2]


def test_a_report_is_the_same_again_and_names_follow_the_plan(demo_ledger, tmp_path):
    for copy in ["a", "b"]:
        pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path / copy)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert len(files) > 20
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file
    plan = (ROOT / "Experiments/demo/plan.yaml").read_text()
    (tmp_path / "plan.yaml").write_text(
        plan.replace("../data", str(ROOT / "Experiments/data"))
        + "names: {simclr: SimCLR, digits8: Digits}\n"
    )
    pedlab("run", tmp_path / "plan.yaml", "--ledger", tmp_path / "l.sqlite")
    pedlab("report", "demo", "--ledger", tmp_path / "l.sqlite", "--out", tmp_path / "named")
    slope = (tmp_path / "named/figures/orders-digits.svg").read_text(encoding="utf-8")
    assert ">SimCLR<" in slope and "simclr" not in slope
    # Numbers for programs keep the names of the store.
    assert "simclr" in (tmp_path / "named/scores.csv").read_text()
