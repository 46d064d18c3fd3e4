"""Who may call: consumers, applications, plans, subscriptions, signed keys, and secrets that are only referred to."""
