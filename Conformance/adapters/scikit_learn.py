"""scikit-learn, for the metric that it has: pip install scikit-learn."""

from importlib.metadata import version

from sklearn.metrics import silhouette_score

NAME = f"scikit-learn {version('scikit-learn')}"
SCORES = {"silhouette": lambda X, y: silhouette_score(X, y)}
