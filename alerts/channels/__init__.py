"""One file per channel, each a ``Channel`` (alerts/channel.py); monitor/app opens those that the settings name."""
