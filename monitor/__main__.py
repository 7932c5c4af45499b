"""``python -m monitor``: the same as ``dondoc``."""

from monitor.cli import main

main()
