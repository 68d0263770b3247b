"""What turns the contract into SDKs: one model (model.py); templates and runtime pieces for each language."""
