"""What ``apiyard lint`` does besides judging: find inputs and rules, keep agreements, write reports."""
