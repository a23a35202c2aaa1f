"""What keeps a gallery beyond its database: exports, and rebuilding it from its storage."""


class BackupError(Exception):
    """What cannot be exported, imported or rebuilt; one line for whoever asked for it."""
