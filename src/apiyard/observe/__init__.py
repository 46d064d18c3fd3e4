"""How does an API do: takes traffic records in, keeps them whole, says how complete they are, answers questions."""
