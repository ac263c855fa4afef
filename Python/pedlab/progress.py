"""Remarks and errors of the modules that are run as commands."""

import sys

from .errors import PedlabError


def say(text):
    print(text, file=sys.stderr, flush=True)


def command(name, main):
    """Runs main(); an error is one sentence, the exit code that of the program: 2 or 3."""
    try:
        main()
    except UsageError as error:
        say(f"{name}: {error}")
        sys.exit(2)
    except PedlabError as error:
        say(f"{name}: {error}")
        sys.exit(3)
    except KeyboardInterrupt:
        say(f"{name}: interrupted.")
        sys.exit(130)


class UsageError(PedlabError):
    """What was asked for cannot be, whatever the files hold."""
