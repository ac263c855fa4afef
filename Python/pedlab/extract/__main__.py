"""The command `python -m pedlab.extract`."""

import argparse

from ..progress import UsageError, command
from .extraction import Extraction

EPILOG = """\
A model is SOURCE:ID, or NAME=SOURCE:ID to give it another name in the store:

  timm:resnet50.a1_in1k            a model of timm
  torchvision:resnet50             a model of torchvision, with its default weights
  hf:facebook/dinov2-base          a model of the Hugging Face hub, or a folder of one
                                   (with --weights random also a type, such as hf:vit)

Images are NAME=PLACE:

  pets=data/pets                   a folder with a folder of images for each class
  dtd=hf:data/dtd                  a folder that datasets.save_to_disk wrote, or a name on the hub;
                                   hf:PLACE:SPLIT takes a split
  cifar10=torchvision:CIFAR10:data a dataset of torchvision below the folder data

The reference is a place of images too; its classes are not used.

Run the same command again to continue after a stop: batches that are done are not computed again.
"""


def arguments():
    parser = argparse.ArgumentParser(
        prog="python -m pedlab.extract", epilog=EPILOG,
        description="Extracts the features of pre-trained models into a feature store.",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", required=True, metavar="MODEL")
    parser.add_argument("--data", nargs="+", required=True, metavar="NAME=PLACE")
    parser.add_argument(
        "--reference", metavar="PLACE", help="images of the source data, for PED's rescaling")
    parser.add_argument("--out", required=True, metavar="FILE", help="the store to write")
    parser.add_argument(
        "--no-logits", action="store_true", help="leave out the outputs of the source head")
    parser.add_argument("--batch-size", type=int, default=64, metavar="N", help="default: 64")
    parser.add_argument(
        "--dtype", choices=("float16", "float32"), default="float16",
        help="what features are stored as (default: float16)")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:1, mps")
    parser.add_argument(
        "--weights", choices=("pretrained", "random"), default="pretrained",
        help="random: where there is no network, to try things out")
    parser.add_argument(
        "--seed", type=int, default=0, help="of random weights, and of --limit (default: 0)")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="at most N images of each place, drawn by the seed")
    parser.add_argument("--workers", type=int, default=0, help="processes that decode images")
    parser.add_argument("--gzip", type=int, choices=range(10), metavar="0-9", help="compress")
    parser.add_argument("--overwrite", action="store_true", help="replace a store that is there")
    return parser.parse_args()


def main():
    options = arguments()
    for name in ("batch_size", "limit"):
        if getattr(options, name) is not None and getattr(options, name) < 1:
            raise UsageError(f"--{name.replace('_', '-')} must be at least 1.")
    Extraction(options).run()


if __name__ == "__main__":
    command("pedlab.extract", main)
