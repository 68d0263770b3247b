"""What the platform promises, held against the contract without a socket; `make mutate-spec` measures how closely."""
