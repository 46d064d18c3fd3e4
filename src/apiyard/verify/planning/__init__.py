"""What a run is told: its settings file, fixed values, which operations, known failures, exceptions."""
