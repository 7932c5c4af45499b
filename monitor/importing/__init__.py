"""Plans read from documents: a draft that quotes its source, never anything in force."""
