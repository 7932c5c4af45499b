"""Settings, units, plans and the calendar of a workspace: read as frozen values, or refused with every fault."""
