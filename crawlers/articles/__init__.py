"""An article page: its text and title, the days shown around it, the days it declares to machines (S7)."""
