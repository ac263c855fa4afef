"""Spread and Attract: the spread rows are overwritten before they are used. SA names a clone."""

import ast
import os
from pathlib import Path

tree = ast.parse((Path(os.environ["SA"]) / "metrics.py").read_text())
function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "SA")
for node in ast.walk(function):
    if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(("spread_points", "attract")):
        print(f"metrics.py line {node.lineno}: {ast.unparse(node)}")
