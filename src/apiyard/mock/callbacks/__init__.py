"""What a mock sends by itself: the callbacks of its calls, and webhooks."""
