"""Scripts/check-layout finds what it is there to find, and nothing in the sources as they are."""

import json
import re
import shutil
import subprocess

import pytest

from conftest import ROOT


def check(folder=None):
    command = [ROOT / "Scripts/check-layout"] + ([folder] if folder else [])
    return subprocess.run(command, capture_output=True, text=True)


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_the_sources_keep_the_rules():
    result = check()
    assert result.returncode == 0, result.stderr


def test_a_circle_is_found_with_its_reasons(tmp_path):
    write(tmp_path, {
        "T/A/One.swift": "struct One { var other: Two }\n",
        "T/B/Two.swift": "struct Two {}\nextension Two { init(_ one: One) {} }\n",
    })
    result = check(tmp_path)
    assert result.returncode == 1
    assert "T: the folders A, B need each other:" in result.stderr
    assert "A needs B: One.swift uses Two" in result.stderr
    assert "B needs A: Two.swift uses One" in result.stderr


def test_a_circle_through_inner_folders_is_found(tmp_path):
    write(tmp_path, {
        "T/A/In/One.swift": "struct One { var other: Two }\n",
        "T/B/Two.swift": "struct Two {}\n",
        "T/B/In/Three.swift": "struct Three { var four: Four }\n",
        "T/A/Four.swift": "struct Four {}\n",
    })
    assert "T: the folders A, B need each other:" in check(tmp_path).stderr


@pytest.mark.parametrize("use", ["// Two\n", 'let text = "Two"\n', '/* Two */\n', "let x = a.Two\n"])
def test_words_in_comments_texts_and_members_are_no_use(tmp_path, use):
    write(tmp_path, {
        "T/A/One.swift": "struct One {}\n" + use,
        "T/B/Two.swift": "struct Two { var one: One }\n",
    })
    assert check(tmp_path).returncode == 0


def test_what_a_text_interpolates_is_a_use(tmp_path):
    write(tmp_path, {
        "T/A/One.swift": 'struct One { let text = "\\(Two.name)" }\n',
        "T/B/Two.swift": "struct Two { var one: One }\n",
    })
    assert check(tmp_path).returncode == 1


def test_long_files_and_c_libraries_are_found(tmp_path):
    write(tmp_path, {
        "T/Long.swift": "\n" * 301,
        "T/C.swift": "#if canImport(Glibc)\n#endif\n",
        "Platform/C.swift": "#if canImport(Glibc)\n#endif\n",
        "T/Short.swift": "\n",
    })
    lines = check(tmp_path).stderr.splitlines()
    assert "T/Long.swift has 301 lines; at most 300 are allowed." in lines
    assert "T/C.swift asks for a C library; import Platform, which does." in lines
    assert len(lines) == 2


def test_every_rule_of_the_format_is_on_or_its_absence_explained():
    rules = json.loads((ROOT / ".swift-format").read_text())["rules"]
    off = {name for name, is_on in rules.items() if not is_on}
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = re.search(r"\n## The format\n(.*?)\n## ", text, re.DOTALL)[1]
    reasons = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE))
    assert set(reasons) == off
    assert all(len(reason.split()) > 8 for reason in reasons.values())
    if shutil.which("swift"):
        known = json.loads(subprocess.run(
            ["swift", "format", "dump-configuration"], capture_output=True, check=True).stdout)
        assert set(rules) == set(known["rules"]), "a rule that is not listed is off"


def test_declarations_without_comment_are_found(tmp_path):
    write(tmp_path, {
        "T/A.swift": "/// A.\npackage protocol A {\n  /// B.\n  func b()\n}\n",
        "T/C.swift": "/// C.\npackage struct C: A {\n  package func b() {}\n  package let d: Int\n"
                     "  package init(d: Int) { self.d = d }\n  package init() { d = 1 + 2; print(d) }\n"
                     "  /// F.\n  @inlinable\n  package var f: Int { d }\n"
                     "  package var description: String { \"\" }\n}\n",
        "T/E.swift": "package enum E { case a }\nenum G { case a }\n",
    })
    lines = check(tmp_path).stderr.splitlines()
    assert lines == [
        "T/C.swift, line 4: no documentation comment: package let d: Int",
        "T/C.swift, line 6: no documentation comment: package init() { d = 1 + 2; print(d) }",
        "T/E.swift, line 1: no documentation comment: package enum E { case a }",
    ]


def test_long_functions_are_found(tmp_path):
    long = "func long(_ a: () -> Void = {}) {\n" + "  print(1)\n" * 59 + "}\n"
    usual = "func usual() {\n  if true { print(\"}\") }\n  // }\n}\n"
    write(tmp_path, {"T/Long.swift": long, "T/Usual.swift": usual * 18})
    lines = check(tmp_path).stderr.splitlines()
    assert lines == [
        "T/Long.swift, line 1: a function of 61 lines; at most 60 are allowed.",
        "94.7 % of all functions have fewer than 30 lines; at least 95 % are wanted.",
    ]
    write(tmp_path, {"T/Usual.swift": usual * 19, "T/Long.swift": long.replace("  print(1)\n", "", 1)})
    assert check(tmp_path).returncode == 0
