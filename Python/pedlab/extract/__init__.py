"""Makes a feature store of pre-trained models and images: `python -m pedlab.extract --help`."""
