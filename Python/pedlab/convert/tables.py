"""Files of rows and columns."""

from fnmatch import fnmatchcase

from ..arrays import numpy
from ..errors import PedlabError
from ..libraries import library
from .mappings import some


class TableFile:
    """Columns by name. A key is a name, a pattern such as f*, or several with commas."""

    def __init__(self, path, trust):
        self.path = path
        try:
            self.open()
        except PedlabError:
            raise
        except Exception as error:  # each library has errors of its own
            raise PedlabError(f"{path} cannot be read as {self.format}: {error}") from error

    def listing(self):
        return [(name, self.type(name)) for name in self.keys()]

    def read(self, key):
        columns = self.chosen(key)
        arrays = [self.column(name) for name in columns]
        if len(arrays) == 1:
            return arrays[0]
        for name, array in zip(columns, arrays):
            if key is None and _numbers_rows(array):
                raise PedlabError(
                    f"{self.path}: the column '{name}' numbers the rows, and is no feature; name the "
                    f"features' columns behind a colon, as '{self.path}:f*'. Columns: "
                    f"{some(self.keys())}.")
            if array.ndim != 1 or array.dtype.kind not in "biuf":
                raise PedlabError(
                    f"{self.path}: the column '{name}' is not one number a row; name the columns "
                    f"of numbers behind a colon. Columns: {some(self.keys())}.")
        return numpy().stack(arrays, axis=1)

    def chosen(self, key):
        names = self.keys()
        if key is None:
            return names
        chosen = []
        for pattern in key.split(","):
            found = [name for name in names if name == pattern] or [
                name for name in names if fnmatchcase(name, pattern)]
            if not found:
                raise PedlabError(
                    f"{self.path} has no column '{pattern}'. Columns: {some(names)}.")
            chosen += [name for name in found if name not in chosen]
        return chosen


def _numbers_rows(array):
    """Whether an array is 0, 1, 2, ... or 1, 2, 3, ..."""
    np = numpy()
    return array.ndim == 1 and array.dtype.kind in "iuf" and len(array) > 2 and any(
        np.array_equal(array, np.arange(first, first + len(array))) for first in (0, 1))


class CSVFile(TableFile):
    format = "CSV"

    def open(self):
        pandas = library("pandas", f"Reading {self.path}", "notebook")
        version = tuple(map(int, pandas.__version__.split(".")[:2]))
        # Later versions read the nearest double in any case, and warn of the option.
        options = {} if version >= (3, 1) else {"float_precision": "round_trip"}
        self.frame = pandas.read_csv(self.path, **options)

    def keys(self):
        return list(self.frame.columns)

    def type(self, name):
        return str(self.frame[name].dtype)

    def column(self, name):
        column = self.frame[name]
        if column.dtype.kind in "buf":
            return column.to_numpy()
        # As it was written: a class may be called NA, and 007 is not 7.
        texts = library("pandas", f"Reading {self.path}", "notebook").read_csv(
            self.path, usecols=[name], dtype=str, keep_default_na=False)[name].tolist()
        is_number = column.dtype.kind == "i" and not any(len(t) > 1 and t[0] == "0" for t in texts)
        return column.to_numpy() if is_number else numpy().array(texts, dtype=str)


class ArrowColumns(TableFile):
    """Columns of Arrow tables, by key."""

    def type(self, name):
        return str(self.arrow(name).type)

    def column(self, name):
        pyarrow = library("pyarrow", f"Reading {self.path}", "convert")
        column = self.arrow(name)
        if isinstance(column, pyarrow.ChunkedArray):
            column = column.combine_chunks()
        if column.null_count:
            raise PedlabError(
                f"{self.path}: {column.null_count} rows of the column '{name}' are empty.")
        if not pyarrow.types.is_nested(column.type):
            return column.to_numpy(zero_copy_only=False)
        if pyarrow.types.is_struct(column.type) or pyarrow.types.is_map(column.type):
            raise PedlabError(
                f"{self.path}: the column '{name}' is {column.type}; features are numbers or lists "
                "of them.")
        return self.rows(name, column)

    def rows(self, name, column):
        values, count = column.flatten(), len(column)
        lengths = {len(row) for row in column}
        if len(lengths) > 1:
            raise PedlabError(
                f"{self.path}: the rows of the column '{name}' have between {min(lengths)} and "
                f"{max(lengths)} values; features have the same number in each.")
        return values.to_numpy(zero_copy_only=False).reshape(count, -1)


class ParquetFile(ArrowColumns):
    format = "Parquet"

    def open(self):
        parquet = library("pyarrow.parquet", f"Reading {self.path}", "convert")
        self.file = parquet.ParquetFile(self.path)

    def keys(self):
        return self.file.schema_arrow.names

    def arrow(self, name):
        return self.file.read(columns=[name]).column(0)


class DatasetsFolder(ArrowColumns):
    """A folder that `save_to_disk` of Hugging Face datasets wrote; keys COLUMN or SPLIT/COLUMN."""

    format = "a folder of Hugging Face datasets"

    def open(self):
        datasets = library("datasets", f"Reading {self.path}", "convert")
        found = datasets.load_from_disk(self.path)
        self.tables = dict(found) if isinstance(found, dict) else {"": found}

    def keys(self):
        return [
            f"{split}/{column}" if split else column
            for split, table in self.tables.items() for column in table.column_names]

    def arrow(self, name):
        split, _, column = name.rpartition("/")
        if split not in self.tables:
            split, column = "", name
        # As Arrow, through the table's own order of rows.
        return self.tables[split].with_format("arrow")[:].column(column)
