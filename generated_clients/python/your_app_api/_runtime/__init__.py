"""The part of this package that knows nothing of single operations: sending, retries, errors, pages, models."""
