"""The formats: which class reads which file."""

from pathlib import Path

from ..errors import PedlabError
from .mappings import NPYFile, NPZFile, PickleFile, SafetensorsFile, TorchFile
from .tables import CSVFile, DatasetsFolder, ParquetFile

FORMATS = {
    ".npy": NPYFile,
    ".npz": NPZFile,
    ".pt": TorchFile,
    ".pth": TorchFile,
    ".safetensors": SafetensorsFile,
    ".pkl": PickleFile,
    ".pickle": PickleFile,
    ".csv": CSVFile,
    ".parquet": ParquetFile,
}
HDF5 = (".h5", ".hdf5", ".hdf", ".nc", ".mat")


def opened(path, trust):
    """The file, ready to be read by key."""
    place = Path(path)
    if not place.exists():
        raise PedlabError(f"There is no {path}.")
    if place.is_dir():
        return DatasetsFolder(path, trust)
    ending = place.suffix.lower()
    if ending in HDF5:
        raise PedlabError(
            f"{path} is HDF5 by its name: pedlab reads it where it lies "
            "(pedlab score 'FILES' --features '/PLACE' --labels '/PLACE').")
    if ending not in FORMATS:
        raise PedlabError(
            f"{path}: '{ending}' is none of the formats that can be converted: "
            f"{', '.join(FORMATS)}, and folders of Hugging Face datasets.")
    return FORMATS[ending](path, trust)
