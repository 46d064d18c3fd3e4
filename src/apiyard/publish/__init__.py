"""How others learn an API: reference pages that work from a folder, without a network."""
