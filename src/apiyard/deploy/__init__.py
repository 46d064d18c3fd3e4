"""How does it go out? Targets, strategies, the rollout's state machine and its judge."""
