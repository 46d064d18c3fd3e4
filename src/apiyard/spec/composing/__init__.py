"""From values to requests and replies as they go over the wire: the other direction of reading them."""
