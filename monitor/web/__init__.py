"""What listens: the receiver of Zalo's events; a page where units answer is not part of this version."""
