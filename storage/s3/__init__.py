"""Objects in Amazon S3, and in whatever speaks its protocol."""
