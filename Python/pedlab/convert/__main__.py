"""The command `python -m pedlab.convert`."""

import argparse

from ..progress import UsageError, command, say
from .conversion import Conversion
from .files import opened
from .template import Template

EPILOG = """\
A template is PATH or PATH:KEY. {model} and {dataset} stand for names, in the path or in the key:

  --features 'feats/{model}_{dataset}.npy'             an array a file
  --features 'feats/{model}.pt:{dataset}/features'     nested dictionaries, by keys with slashes
  --features 'feats/{model}.csv:f*'                    columns by names, or patterns, with commas
  --features 'feats/{model}.parquet:embedding'         a column of lists

Formats: .npy, .npz, .pt, .pth, .safetensors, .parquet, .csv, .pkl and .pickle, and folders that
datasets.save_to_disk wrote (keys SPLIT/COLUMN). pedlab reads HDF5 itself, where it lies.
`--list FILE` shows the keys and shapes of a file.
"""


def arguments():
    parser = argparse.ArgumentParser(
        prog="python -m pedlab.convert", description="Makes a feature store of other files.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", metavar="FILE", help="show what is in a file, and write nothing")
    parser.add_argument("--features", metavar="TEMPLATE", help="the features, N x D")
    parser.add_argument("--labels", metavar="TEMPLATE", help="their labels, N")
    parser.add_argument(
        "--reference", metavar="TEMPLATE", help="features on the source data, S x D")
    parser.add_argument("--logits", metavar="TEMPLATE", help="outputs of the source head, N x K")
    parser.add_argument(
        "--accuracy", metavar="FILE", help="CSV with the columns model, dataset, accuracy")
    parser.add_argument("--unit", choices=("percent", "fraction"), help="what accuracies count")
    parser.add_argument("--models", metavar="A,B", help="the models (settles how names are read)")
    parser.add_argument("--datasets", metavar="C,D", help="the datasets (likewise)")
    parser.add_argument("--out", metavar="FILE", help="the store to write")
    parser.add_argument("--dtype", choices=("float16", "float32"), help="default: as they are")
    parser.add_argument("--gzip", type=int, choices=range(10), metavar="0-9", help="compress")
    parser.add_argument("--overwrite", action="store_true", help="replace a store that is there")
    parser.add_argument(
        "--trust-pickles", action="store_true",
        help="read pickles, which can run any program: only files that you made yourself")
    return parser.parse_args()


def main():
    options = arguments()
    if options.list:
        for key, text in opened(options.list, options.trust_pickles).listing():
            print(f"{key}\t{text}" if key else text)
        return
    for name in ("features", "labels", "out"):
        if getattr(options, name) is None:
            raise UsageError(f"--{name} is missing; --help shows what is needed.")
    conversion = Conversion(
        features=Template(options.features), labels=Template(options.labels),
        reference=options.reference and Template(options.reference),
        logits=options.logits and Template(options.logits),
        models=_names(options.models), datasets=_names(options.datasets),
        trust=options.trust_pickles)
    summary = conversion.write(
        options.out, accuracy=options.accuracy, unit=options.unit, dtype=options.dtype,
        compression=options.gzip, overwrite=options.overwrite)
    say(summary)
    say(f"next: pedlab store check {options.out}")


def _names(text):
    return text.split(",") if text else None


if __name__ == "__main__":
    command("pedlab.convert", main)
