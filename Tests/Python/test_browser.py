"""`pedlab ui` in headless Chromium, as a person clicks through it."""

import re
import shutil
import subprocess
import time
import urllib.parse

import pytest
from browsing import CHROMIUM, Watched, chromium
from conftest import HOSTILE, PEDLAB, ROOT
from measure_text import page_faults
from test_ui import Server

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
# Other files of tests run beside this one.
PORT = 18421
PAGES = ["answer", "settings", "models", "now", "motion", "compare", "runs", "data", "paper"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(demo_ledger, tmp_path_factory):
    ledger = tmp_path_factory.mktemp("browser") / "ledger.sqlite"
    shutil.copy(demo_ledger, ledger)
    server = Server(ledger, port=PORT)
    server.ledger = ledger
    yield server
    server.process.kill()


@pytest.fixture
def watched(browser, server):
    watched = Watched(browser, f"http://{server.host}")
    yield watched
    watched.is_clean()
    watched.close()


@pytest.fixture
def page(watched, server):
    """Goes to an address of the server; `page` itself is the browser's."""
    watched.page.open = lambda path: watched.page.goto(f"http://{server.host}{path}")
    return watched.page


def until(condition, seconds=15):
    """Pages forbid scripts in strings, by which the driver would wait."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def query(page):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)


# What of axe's rules depends on width and colours.
LOOKS = ["color-contrast", "scrollable-region-focusable"]


@pytest.fixture(scope="module")
def addresses(server):
    """Every kind of page, with what it shows at most."""
    link = re.search(r'href="(/run\?[^"]+)"', server.page("/runs?experiment=demo&sort=-weighted_tau"))[1]
    runs = re.findall(r'name="runs" value="(\w+)"', server.page("/runs?experiment=demo"))
    places = {name: f"/{name}?experiment=demo" for name in PAGES} | {"experiments": "/"}
    return places | {
        "run": link.replace("&amp;", "&"), "groups": "/runs?experiment=demo&group=metric,motion,step_size",
        "compared": f"/compare?experiment=demo&runs={','.join(runs[:3])}",
        "checked": "/data?experiment=demo&check=1",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["experiments", *PAGES, "run", "groups", "compared", "checked"])
def test_a_page_has_no_error_and_no_serious_violation(page, watched, addresses, name):
    """In both widths and both colours. All of axe's rules once; then those that a look can break, where both are other
    than at first."""
    page.open(addresses[name])
    assert page.locator("h1").count() == 1
    for width, scheme, rules in [(1400, "light", None), (1400, "dark", []), (400, "light", []), (400, "dark", LOOKS)]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        # Nothing is wider than the window, but for what scrolls by itself.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert (width, page_faults(page)) == (width, [])
        assert rules == [] or (width, scheme, watched.violations(rules)) == (width, scheme, [])


@pytest.mark.parametrize("name", ["answer", "models", "motion", "runs"])
def test_tab_reaches_everything_and_leaves_again(page, addresses, name):
    page.open(addresses[name])
    wanted = page.evaluate(
        "(() => { const found = [...document.querySelectorAll("
        "'a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')]"
        ".filter((one) => one.checkVisibility() && one.type !== 'hidden');"
        " found.forEach((one, index) => { one.dataset.stop = index; }); return found.length; })()")
    reached = set()
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.stop"))
    assert {str(stop) for stop in range(wanted)} <= reached


def test_a_table_is_sorted_by_its_heads(page):
    page.open("/data?experiment=demo")
    table = page.locator("table", has=page.get_by_role("button", name="model", exact=True)).first
    head = table.locator("thead button").nth(1)
    for direction in ["ascending", "descending"]:
        head.focus()
        page.keyboard.press("Enter")
        assert table.locator("th[aria-sort]").get_attribute("aria-sort") == direction
        values = [float(one) for one in table.locator("tbody tr > :nth-child(2)").all_inner_texts()]
        assert values == sorted(values, reverse=direction == "descending") and len(set(values)) > 3


def test_models_in_a_drawn_rectangle_are_marked_everywhere(page):
    page.open("/models?experiment=demo")
    figure = page.locator("figure", has=page.locator("svg [data-model]")).first
    figure.scroll_into_view_if_needed()
    box = figure.locator("svg [data-model] text").first.bounding_box()
    page.mouse.move(box["x"] - 5, box["y"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] + 25, steps=4)
    page.mouse.up()
    marked = set(page.locator("[data-model].lit").evaluate_all("all => all.map((one) => one.dataset.model)"))
    assert len(marked) >= 2
    assert page.locator(".brush").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("[data-model].lit").count() == 0


def test_the_menu_leads_through_all_pages_and_keeps_the_state(page):
    page.open("/")
    page.get_by_role("link", name="demo", exact=True).click()
    page.get_by_role("link", name="Spearman", exact=True).click()
    for name in ["Settings", "Models", "Now", "Motion", "Compare", "Runs", "Data", "Paper", "Answer"]:
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        assert page.locator("h1").inner_text() == name
        assert query(page)["value"] == ["spearman"]
        assert "value Spearman's rho" in page.locator(".strip").inner_text()


def test_value_choice_and_datasets_are_switched_on_the_answer(page):
    page.open("/answer?experiment=demo")
    first = page.locator("ul.answer").inner_text()
    assert "static ranker" in page.locator("main").inner_text()
    assert "chance (1 in 20)" in page.locator("main").inner_text()
    page.get_by_role("link", name="leave-one-out", exact=True).click()
    assert "chosen on the other datasets" in page.locator("ul.answer").inner_text()
    page.get_by_role("link", name="best seen", exact=True).click()
    assert "only an upper bound" in page.locator(".warning").first.inner_text()
    page.get_by_role("link", name="official", exact=True).click()
    assert page.locator("ul.answer").inner_text() == first
    page.get_by_role("link", name="digits8", exact=True).click()
    without = page.locator("ul.answer").inner_text()
    assert "7 datasets" in without and without != first
    page.get_by_role("link", name="Take digits8 in again").click()
    assert page.locator("ul.answer").inner_text() == first


def test_a_cell_of_the_map_becomes_the_setting_of_all_pages(page):
    page.open("/settings?experiment=demo")
    page.locator("figure svg a").first.click()
    setting = query(page)["setting"][0]
    assert f"PED setting {setting}" in page.locator(".strip").inner_text()
    page.get_by_role("navigation").get_by_role("link", name="Answer", exact=True).click()
    assert query(page)["setting"] == [setting]
    assert "LogME + PED, picked" in page.locator("main").inner_text()
    assert "with the accuracies in view" in page.locator(".warning").first.inner_text()
    # Other axes, by the menus alone.
    page.get_by_role("navigation").get_by_role("link", name="Settings", exact=True).click()
    page.wait_for_url(re.compile("/settings"))
    page.get_by_label("Across").select_option("iterations")
    page.wait_for_url(re.compile("x=iterations"))
    assert page.locator("figure svg a").count() > 0


def test_models_are_pinned_and_marked_everywhere(page):
    page.open("/models?experiment=demo")
    page.get_by_text("Pin models").click()
    names = [one.removeprefix("Pin ") for one in page.locator("ul.pins a").evaluate_all(
        "links => links.map((link) => link.getAttribute('aria-label'))")]
    for name in names[:5]:
        page.get_by_role("link", name=f"Pin {name}", exact=True).first.click()
    assert query(page)["pin"] == names[:5]
    assert page.locator(".strip [data-pin]").count() == 5
    assert page.locator(f"figure g.pin0[data-model='{names[0]}']").count() > 3
    # A sixth cannot be told apart: there is no star to click.
    assert page.get_by_role("link", name=f"Pin {names[5]}", exact=True).count() == 0
    page.locator(f"figure g[data-model='{names[6]}'] text").first.hover()
    marked = page.locator("[data-model].lit").evaluate_all("all => all.map((one) => one.dataset.model)")
    assert len(marked) > 3 and set(marked) == {names[6]}
    page.get_by_role("link", name=f"Unpin {names[0]}").first.click()
    assert query(page)["pin"] == names[1:5]


def test_the_slider_of_k_says_what_trying_more_models_saves(page):
    page.open("/models?experiment=demo")
    before = page.locator("#picks tbody td").first.inner_text()
    page.get_by_role("slider", name="first k models").focus()
    for _ in range(13):
        page.keyboard.press("ArrowRight")
    until(lambda: "first 14 models" in page.locator("#picks").inner_text())
    assert float(before) > 0 and page.locator("#picks tbody td").first.inner_text() == "0.000"
    assert query(page)["top"] == ["14"]


def test_runs_are_found_by_a_completed_condition_sorted_and_compared(page):
    page.open("/runs?experiment=demo")
    field = page.get_by_label("Where")
    field.click()
    field.press_sequentially("dat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    field.press_sequentially("= two")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field.input_value() == "dataset = 'two_digits' "
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("where="))
    assert "1 to 26 of 26 of 208 runs." in page.locator("p.count").inner_text()
    page.get_by_role("link", name="weighted_tau", exact=True).first.click()
    page.get_by_role("link", name="weighted_tau ↑", exact=True).click()
    page.wait_for_url(re.compile("sort=-weighted_tau"))
    place = page.locator("thead th").all_inner_texts().index("weighted_tau ↓")
    values = [float(one.replace("−", "-")) for one in page.locator(
        f"tbody tr > :nth-child({place + 1})").all_inner_texts()]
    assert values == sorted(values, reverse=True) and len(values) == 26
    page.get_by_text("Columns (").click()
    page.locator("details[open]").get_by_role("link", name="spearman", exact=True).click()
    assert "spearman" in page.locator("thead").inner_text()
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Compare the ticked runs").click()
    assert page.locator("h1").inner_text() == "Compare"
    assert "What differs" in page.locator("main").inner_text()
    assert "whose rank" in page.locator("main").inner_text()


def test_runs_are_grouped_with_mean_and_deviation(page):
    page.open("/runs?experiment=demo")
    page.get_by_text("Group", exact=True).click()
    page.locator("details[open]").get_by_role("link", name="metric", exact=True).click()
    page.wait_for_url(re.compile("group=metric"))
    page.locator("details[open]").get_by_role("link", name="motion", exact=True).click()
    page.wait_for_url(re.compile("group=metric,motion"))
    rows = [row.split("\t") for row in page.locator("tbody tr").all_inner_texts()]
    assert [row[:3] for row in rows] == [
        ["logme", "none", "8"], ["logme", "ped", "96"], ["sfda", "none", "8"], ["sfda", "ped", "96"]]
    assert all(re.fullmatch(r"−?\d\.\d{3} ± \d\.\d{3}", row[3]) for row in rows)
    page.locator("tbody a").nth(1).click()
    page.wait_for_url(re.compile("where="))
    assert "of 96 of 208 runs." in page.locator("p.count").inner_text()


def test_the_motion_follows_the_sliders(page, server):
    page.open("/motion?experiment=demo&dataset=two_digits&model=vae&metric=LogME")
    before = page.locator("[data-score]").get_attribute("data-score")
    slider = page.get_by_label("step size")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("step_size=0.15"))
    after = page.locator("[data-score]").get_attribute("data-score")
    assert after != before
    told = server.page("/motion" + urllib.parse.urlsplit(page.url).query.join(["?", ""]))
    assert f'data-score="{after}"' in told
    assert "Class means of vae at step" in page.locator("#replay").inner_html()
    page.get_by_label("step shown").focus()
    page.keyboard.press("Home")
    until(lambda: "at step 0 of" in page.locator("#replay").inner_html())
    words = page.locator("#replay").inner_text()
    assert "settings of two_digits tried here" in words and "random orders" in words
    assert "dead on its source data" in words and "Potential energy by pair" in words


def test_links_commands_tables_and_figures_are_copied_and_saved(page):
    page.open("/answer?experiment=demo&choice=leave_one_out")
    page.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.locator(".command button").first.click()
    until(lambda: page.locator(".command button").first.inner_text() == "Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("pedlab table demo")
    with page.expect_download() as found:
        page.get_by_role("button", name=re.compile("^CSV: ")).first.click()
    lines = found.value.path().read_text().splitlines()
    assert lines[0].startswith("method,mean,") and len(lines) > 4
    with page.expect_download() as found:
        page.get_by_role("button", name=re.compile("^SVG: ")).first.click()
    assert found.value.suggested_filename.endswith(".svg")
    assert ".pl-text" in found.value.path().read_text()


def test_a_sweep_is_watched_without_a_reload(browser, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        f"experiment: live\nstore: {ROOT}/Experiments/data/hub.h5\nmetrics: [logme, sfda]\n"
        "motion: [none, ped]\nped:\n  step_size: {linspace: [0.01, 0.5, 5]}\n  iterations: [2, 4, 6]\n")
    first = [PEDLAB, "run", plan, "--ledger", tmp_path / "l.sqlite"]
    subprocess.run([*first, "--set", "ped.step_size=0.1"], check=True, capture_output=True)
    server = Server(tmp_path / "l.sqlite", port=PORT)
    watched = Watched(browser, f"http://{server.host}")
    try:
        watched.page.goto(f"http://{server.host}/now?experiment=live")
        watched.page.evaluate("window.isSame = true")
        before = watched.page.locator("p.answer").inner_text()
        done = subprocess.run([*first], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        until(lambda: watched.page.locator("p.answer").inner_text().startswith("3584 of 3584"))
        assert watched.page.locator("p.answer").inner_text() != before
        assert watched.page.evaluate("window.isSame")
        watched.is_clean()
    finally:
        watched.close()
        server.process.kill()


def test_the_keyboard_alone_suffices(page):
    page.open("/settings?experiment=demo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('svg') ? 'cell' : document.activeElement.tagName"))
        if "cell" in reached:
            break
    assert "cell" in reached
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("setting="))
    outline = page.evaluate(
        "(() => { const a = document.querySelector('nav a'); a.focus({focusVisible: true});"
        " return getComputedStyle(a).outlineStyle; })()")
    assert outline == "solid"


def test_exported_pages_open_as_files(browser, demo_site):
    site, _ = demo_site
    watched = Watched(browser, "file://")
    watched.page.goto((site / "index.html").as_uri())
    watched.page.get_by_role("link", name="demo", exact=True).click()
    for name in ["Models", "Settings", "Runs", "Data", "Paper", "Answer"]:
        watched.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        assert watched.page.locator("h1").inner_text() == name
    watched.page.get_by_role("link", name="leave-one-out", exact=True).click()
    assert "chosen on the other datasets" in watched.page.locator("ul.answer").inner_text()
    assert watched.violations() == []
    watched.is_clean()
    watched.close()


def test_hostile_names_are_text_in_exported_pages(browser, hostile_ledger, tmp_path):
    subprocess.run([PEDLAB, "ui", "--ledger", hostile_ledger, "--export", tmp_path / "site"],
                   check=True, capture_output=True)
    watched = Watched(browser, "file://")
    pages = sorted((tmp_path / "site").glob("*.html"))
    assert len(pages) > 10
    for path in pages[:6]:
        watched.page.goto(path.as_uri())
        assert watched.page.locator("img:not(figure img), script:not([src])").count() == 0
    assert any(HOSTILE.replace("/", "")[:20] in path.read_text().replace("&lt;", "<") for path in pages)
    watched.is_clean()
    watched.close()
