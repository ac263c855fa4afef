"""CC-FV: the normalisation of the Wasserstein distance adds where it should divide. CCFV names a clone."""

import ast
import os
from pathlib import Path

source = (Path(os.environ["CCFV"]) / "main.py").read_text()
for node in ast.walk(ast.parse(source)):
    if isinstance(node, ast.AugAssign) and "num_classes" in ast.unparse(node):
        total = 100.0
        scope = {"w_distance": total, "length": 10, "configs": {"num_classes": 4}}
        exec(ast.unparse(node), scope)
        print(f"CC-FV main.py line {node.lineno}: {ast.unparse(node)}: of a sum of {total:g} over 10 images and 4 "
              f"classes it makes {scope['w_distance']:g}, not {total / 50 / 4:g}")
