"""A permanent, self-hosted home for AI-generated pictures."""
