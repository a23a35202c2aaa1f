class EmbeddedError(Exception):
    """Why an embedded part cannot run, in one line for people."""


class StartCancelledError(Exception):
    """Somebody asked to stop while something was still starting."""
