"""Arrays on disk that grow batch by batch, and are continued after a stop."""

import json
import os

from ..arrays import numpy
from ..errors import PedlabError


class Part:
    """Rows [N, D] in a file of their own; a note beside it says how many are done.

    The note is replaced after the rows are on the disk, so a kill at any moment loses a batch.
    """

    def __init__(self, folder, name, rows, dtype, identity):
        self.path = os.path.join(folder, name + ".npy")
        self.note = os.path.join(folder, name + ".json")
        self.rows, self.dtype, self.identity = rows, dtype, identity
        self.done, self.array = 0, None
        self._continue()

    def _continue(self):
        if not os.path.exists(self.note):
            return
        with open(self.note) as file:
            note = json.load(file)
        if note["identity"] != self.identity:
            raise PedlabError(
                f"{os.path.dirname(self.path)} holds what another command, or other images, began "
                f"({os.path.basename(self.path)}). Remove that folder to begin anew.")
        self.done = note["done"]
        self.array = numpy().load(self.path, mmap_mode="r+")

    def is_complete(self):
        return self.done == self.rows

    def append(self, rows):
        np = numpy()
        if self.array is None:
            self.array = np.lib.format.open_memmap(
                self.path, mode="w+", dtype=self.dtype, shape=(self.rows, rows.shape[1]))
        end = self.done + len(rows)
        self.array[self.done:end] = rows
        self.array.flush()
        self.done = end
        partial = self.note + ".new"
        with open(partial, "w") as file:
            json.dump({"identity": self.identity, "done": self.done}, file)
        os.replace(partial, self.note)
