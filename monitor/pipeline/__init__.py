"""The cycle: look, judge, send, digest. Decisions are made by rules and alerts; here they are carried out."""
