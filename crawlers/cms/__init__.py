"""One module per family of sites; each offers ``READER``. A new family is one more file here, nothing else changes."""
