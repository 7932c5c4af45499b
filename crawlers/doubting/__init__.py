"""What makes a healthy list no proof of what is missing, asked before a charge (S12, S13, decision 0018)."""
