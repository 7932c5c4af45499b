"""The database of a workspace and its evidence files: the only room that speaks SQL and WARC."""
