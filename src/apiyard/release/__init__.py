"""May it go out, and as what? The bundle, its gates and the decision."""
