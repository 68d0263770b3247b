"""The hand-written part of this package that goes beyond single requests."""
