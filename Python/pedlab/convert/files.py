"""The formats: which class reads which file."""

from pathlib import Path

from ..errors import PedlabError
from .mappings import HDF5File, NPYFile, NPZFile, PickleFile, SafetensorsFile, TorchFile
from .tables import CSVFile, DatasetsFolder, ParquetFile
from .template import HDF5

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
    **dict.fromkeys(HDF5, HDF5File),
}


def opened(path, trust):
    """The file, ready to be read by key."""
    place = Path(path)
    if not place.exists():
        raise PedlabError(f"There is no {path}.")
    if place.is_dir():
        return DatasetsFolder(path, trust)
    ending = place.suffix.lower()
    if ending not in FORMATS:
        raise PedlabError(
            f"{path}: '{ending}' is none of the formats that can be converted: "
            f"{', '.join(FORMATS)}, and folders of Hugging Face datasets.")
    return FORMATS[ending](path, trust)
