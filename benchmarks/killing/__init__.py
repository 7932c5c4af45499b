"""The campaign of kills: a nursery of runs, a small world, what must hold afterwards, wrong builds."""
