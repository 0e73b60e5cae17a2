"""Gates, ballots, rules and history: what this project exists for."""
