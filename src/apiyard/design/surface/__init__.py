"""What the checks of a contract's surface share: how an exchange is asked for, how words and promises are compared."""
