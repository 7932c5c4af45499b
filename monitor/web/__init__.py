"""What listens: the receiver of Zalo's events (and pages, in a later round)."""
