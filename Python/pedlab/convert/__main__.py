"""The command `python -m pedlab.convert`."""

import argparse
import shlex

from ..progress import UsageError, command, say
from .conversion import Conversion
from .files import opened
from .template import PLACES, Template

EPILOG = """\
A template is PATH or PATH:KEY. {model} and {dataset} stand for names, in the path or in the key:

  --features 'feats/{model}_{dataset}.npy'             an array a file
  --features 'feats/{model}.pt:{dataset}/features'     nested dictionaries, by keys with slashes
  --features 'feats/{model}.csv:f*'                    columns by names, or patterns, with commas
  --features 'feats/{model}.parquet:embedding'         a column of lists

What a template does not name, --models NAME or --datasets NAME does: --datasets pets.

Many files for one array: * stands for anything within a folder, ** for anything, and the files are
joined in the order of their names (2 before 10). {class} stands for the label of the rows:

  --features 'feats/{model}/{class}/*.npy'             folders of classes; no --labels
  --features 'feats/{model}.npz:{class}'               an array a class; no --labels
  --features 'feats/{model}/batch_*.pt:x' --labels 'feats/{model}/batch_*.pt:y'

Labels by name: --ids are the names of the features' rows, --label-ids those of the labels. With a *
where each file is a row, the names of the files are the ids:

  --features f.h5:{model} --ids f.h5:names --labels y.csv:label --label-ids y.csv:filename
  --features 'feats/{model}/*.npy' --labels y.csv:label --label-ids y.csv:filename

Logits alone: --logits and --labels, without --features, for LEEP, NCE and Energy.

Formats: .npy, .npz, .pt, .pth, .safetensors, .parquet, .csv, .h5, .pkl and .pickle, and folders that
datasets.save_to_disk wrote (keys SPLIT/COLUMN). pedlab reads HDF5 itself, where it lies, if the labels
are HDF5 too. `--list FILE` shows the keys and shapes of a file.
"""


def arguments():
    parser = argparse.ArgumentParser(
        prog="python -m pedlab.convert", description="Makes a feature store of other files.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", metavar="FILE", help="show what is in a file, and write nothing")
    parser.add_argument("--features", metavar="TEMPLATE", help="the features, N x D")
    parser.add_argument("--labels", metavar="TEMPLATE", help="their labels, N; {class} names them too")
    parser.add_argument("--ids", metavar="TEMPLATE", help="names of the rows of features, N")
    parser.add_argument(
        "--label-ids", metavar="TEMPLATE", help="names of the labels, where their order is another")
    parser.add_argument(
        "--reference", metavar="TEMPLATE", help="features on the source data, S x D")
    parser.add_argument(
        "--reference-labels", metavar="TEMPLATE", help="labels of the reference, S, for OTCE")
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
    conversion = Conversion(
        _templates(options), models=_names(options.models), datasets=_names(options.datasets),
        trust=options.trust_pickles)
    summary = conversion.write(
        options.out, accuracy=options.accuracy, unit=options.unit, dtype=options.dtype,
        compression=options.gzip, overwrite=options.overwrite)
    say(summary)
    metrics = "" if options.features else " --metrics leep,nce"
    say(f"next: pedlab rank {shlex.quote(options.out)}{metrics}")


def _templates(options):
    rows = options.features or options.logits or ""
    needed = ["features", "labels", "out"]
    if options.logits:
        needed.remove("features")
    if "{class}" in rows:
        needed.remove("labels")
        if options.labels:
            raise UsageError("{class} names the labels of the rows; leave --labels out.")
    for name in needed:
        if getattr(options, name) is None:
            raise UsageError(f"--{name} is missing; --help shows what is needed.")
    if options.ids and not options.label_ids:
        raise UsageError("--ids needs --label-ids: the names of the labels.")
    templates = {}
    for role in ("features", "labels", "reference", "reference_labels", "logits", "ids", "label_ids"):
        text = getattr(options, role)
        allowed = (*PLACES, "class") if role in ("features", "logits") else PLACES
        templates[role] = text and Template(text, allowed)
    return templates


def _names(text):
    return text.split(",") if text else None


if __name__ == "__main__":
    command("pedlab.convert", main)
