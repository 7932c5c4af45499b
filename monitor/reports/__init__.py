"""What was found out, laid out for people and for scripts. Reads through the ports only; judges nothing."""
