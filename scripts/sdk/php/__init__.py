"""The PHP package: templates, hand-written runtime, and how a type is written in PHP's documentation comments."""
