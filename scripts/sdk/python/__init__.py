"""The Python SDK: templates for openapi-python-client, and hand-written pieces that are copied beside them."""
