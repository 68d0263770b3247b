"""Changes to the contract that a test should notice, and a runner that forks a child for each."""
