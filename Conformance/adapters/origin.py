"""What a folder of somebody's code is called in the results."""

import subprocess


def name(title, folder):
    """"ETran d4551ed (clone)", or "te-guide (files without their history)"."""
    found = subprocess.run(["git", "-C", folder, "rev-parse", "--short=7", "HEAD"], capture_output=True, text=True)
    top = subprocess.run(["git", "-C", folder, "rev-parse", "--show-prefix"], capture_output=True, text=True)
    is_clone = found.returncode == 0 and not top.stdout.strip()
    return f"{title} {found.stdout.strip()} (clone)" if is_clone else f"{title} (files without their history)"
