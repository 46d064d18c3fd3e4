"""What reports are made of: exchanges as texts and commands, places, and what is not shown."""
