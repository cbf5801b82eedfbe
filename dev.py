#!/usr/bin/env python3
"""Everything a developer does, in one command each: `python3 dev.py help` lists them.

Needs nothing but Python itself. This file is kept readable for old versions of Python, so that one of them
gets to say that it is too old; the work is done by the package `devkit` in `.ci/`.
"""

import sys
from pathlib import Path


def main() -> int:
    """Checks the version of Python, then does what the arguments ask for.

    Returns:
        The exit code: 0 done, 1 failed, 2 wrong usage; `run` returns that of Appvett itself.
    """
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        sys.stderr.write(
            "Appvett needs Python 3.11, 3.12, 3.13 or 3.14; this is {}.{}.\n"
            "Start dev.py with one of these, for example: python3.11 dev.py run\n".format(*sys.version_info[:2])
        )
        return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent / ".ci"))
    from devkit import verbs

    return verbs.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
