"""Makes a feature store of files of other formats: `python -m pedlab.convert --help`."""
