"""Values at the boundaries of what a contract allows: the last good ones and the first bad ones."""
