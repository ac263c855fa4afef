"""What this package says when it cannot go on."""


class PedlabError(Exception):
    """A sentence: what failed, where, the value seen, and what is allowed or what to do."""
