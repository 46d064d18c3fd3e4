"""Rules equal to those of spectral:oas."""
