"""From a front page to the sections of a unit, each opened before it is believed."""
