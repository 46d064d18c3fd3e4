"""Does a service keep its word? Cases made from a contract are sent to it, and every exchange is judged."""
