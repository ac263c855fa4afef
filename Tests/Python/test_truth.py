"""pedlab truth: what is built in, where it is from, and that it can be used."""

import csv
import json
import subprocess

from conftest import PEDLAB, pedlab


def table(*arguments):
    return list(csv.DictReader(pedlab("truth", "export", *arguments).splitlines()))


def records():
    return json.loads(pedlab("truth", "list", "--json"))


def test_each_says_where_it_is_from():
    found = records()
    assert len(found) >= 10
    for record in found:
        assert all(record[key] for key in ("title", "quantity", "unit", "method", "licence", "source")), record
        assert record["unit"] in ("percent", "fraction")
        assert f"{len(record['model_attributes'])} " in record["title"] or record["name"] == "medmnist-sources"


def test_what_is_told_is_what_is_exported():
    for record in records():
        rows = table(record["name"])
        assert len(rows) == record["pairs"]
        assert list(dict.fromkeys(row["model"] for row in rows)) == [m["model"] for m in record["model_attributes"]]
        assert {row["dataset"] for row in rows} == {d["dataset"] for d in record["dataset_attributes"]}
        assert [row["model"] for row in table(record["name"], "--table", "models")] == [
            m["model"] for m in record["model_attributes"]]
        assert all(d["domain"] for d in record["dataset_attributes"]), record["name"]
        high = 100 if record["unit"] == "percent" else 1
        assert all(0 < float(row["accuracy"]) <= high for row in rows)


def test_models_are_attributes_for_the_audit(tmp_path):
    path = tmp_path / "models.csv"
    pedlab("truth", "export", "sfda-cnn", "--table", "models", "--out", path)
    text = pedlab("audit", "sfda-cnn", "--attributes", path)
    assert "parameters" in text


def test_published_scores_of_medmnist_are_nearly_all_ties():
    rows = [r for r in table("medmnist-architectures", "--table", "scores") if r["metric"] == "sfda"]
    assert len(rows) == 99
    assert sum(abs(float(row["score"]) - 1) < 1e-12 for row in rows) == 77


def test_a_table_that_is_not_there_is_a_sentence():
    result = subprocess.run(
        [PEDLAB, "truth", "export", "ped-ssl", "--table", "scores"], capture_output=True, text=True)
    assert result.returncode == 2
    assert "No scores were published beside ped-ssl; there are some for tllib-cnn, " in result.stderr
    result = subprocess.run([PEDLAB, "truth", "show", "pedssl"], capture_output=True, text=True)
    assert result.returncode == 2
    assert 'There is no built-in ground truth "pedssl" (did you mean "ped-ssl"?); there are ped-ssl, ' in result.stderr


def test_an_audit_knows_what_comes_with_a_built_in_hub(tmp_path):
    found = json.loads(pedlab("audit", "sfda-cnn", "--json"))
    answers = {point["question"]: point["answer"] for point in found["checklist"]}
    for start in ("Models come from different families", "Models have a similar number",
                  "Datasets come from several domains"):
        assert next(answers[q] for q in answers if q.startswith(start)) in ("yes", "no")
    assert {"parameters", "source_accuracy"} <= set(found["weighted_tau_by_order"])
    path = tmp_path / "acc.csv"
    path.write_text("model,dataset,accuracy\n" + "".join(
        f"m{m},d{d},{50 + m * d}\n" for m in range(4) for d in range(1, 4)))
    domains = json.loads(pedlab("audit", path, "--domains", "d1=a,d2=b", "--json"))["checklist"]
    detail = next(p["detail"] for p in domains if p["question"].startswith("Datasets come"))
    assert detail == "give the domains of d3 with --domains"
