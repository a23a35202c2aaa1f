"""A permanent, self-hosted home for AI-generated pictures."""

__version__ = "0.1.0"
