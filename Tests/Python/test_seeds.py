"""The seeds of fine-tuning that come with the bundled hub, and what the audit takes from them."""

import json
import subprocess

import pytest

from conftest import ROOT, pedlab

SEEDS = ROOT / "Experiments/data/accuracy_seeds.csv"


def test_the_seeds_are_those_of_the_runs():
    done = subprocess.run([ROOT / "Experiments/data/select-seeds", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_seeds_and_test_images_lower_the_ceiling():
    by_seeds = json.loads(pedlab("audit", SEEDS, "--json"))
    both = json.loads(pedlab("audit", SEEDS, "--test-size", "1000", "--json"))
    by_size = json.loads(pedlab(
        "audit", ROOT / "Experiments/data/accuracy.csv", "--test-size", "1000", "--json"))
    assert both["noise_ceiling"] < min(by_seeds["noise_ceiling"], by_size["noise_ceiling"]) < 1
    assert by_seeds["static_ranker"]["mean_weighted_tau"] == pytest.approx(0.501, abs=0.0005)
    for spread in both["spread"]:
        assert spread["noise"] > 0


def test_a_store_says_the_dimension_of_its_features():
    found = json.loads(pedlab("audit", ROOT / "Experiments/data/hub.h5", "--json"))
    assert "dimension" in found["weighted_tau_by_order"]
