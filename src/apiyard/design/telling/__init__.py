"""How a comparison is told: its report, the places in the sources, exchanges and values in words."""
