"""pedlab for Python: ledgers as pandas frames, stores from arrays, scores in notebooks.

    import pedlab

    ledger = pedlab.load("Results/pedlab.sqlite")
    ledger.correlations.groupby("metric")["weighted_tau"].max()

    pedlab.score(features, labels, metrics=["logme", "sfda"])

    pedlab.write_store("hub.h5", features, labels)

`python -m pedlab.extract` makes a store from pre-trained models and images, `python -m
pedlab.convert` from files of other formats. The command `pedlab` is `pedlab.program.main`.
"""

__version__ = "0.1.0"
__all__ = ["Ledger", "PedlabError", "load", "score", "write_store"]

_HOMES = {
    "Ledger": "ledger",
    "PedlabError": "errors",
    "load": "ledger",
    "score": "scoring",
    "write_store": "store",
}


def __getattr__(name):
    # Late, so that the command starts without NumPy, pandas and h5py.
    if name not in _HOMES:
        raise AttributeError(f"module 'pedlab' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"pedlab.{_HOMES[name]}"), name)
