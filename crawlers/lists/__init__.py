"""A list page taken apart: which links are its list, the days of its rows, the words it stands under (S7, S12)."""
