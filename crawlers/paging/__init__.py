"""A list's own way from page to page, and whether it shows in full that it has ended (S12)."""
