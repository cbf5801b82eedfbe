"""`python -m core.commands`: the command line without the window's entry point."""

import sys

from core.commands import main

if __name__ == "__main__":
    sys.exit(main())
