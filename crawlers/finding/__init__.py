"""Which links of a front page may be the sections of a unit, with a score and a reason; near-misses left out."""
