"""Rules of Redocly CLI that have no equal in spectral:oas."""
