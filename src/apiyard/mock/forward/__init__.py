"""Let another server answer: forward, judge what comes back, record it, and replay what was recorded."""
