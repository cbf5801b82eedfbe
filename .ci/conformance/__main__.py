"""`python -m conformance ...`, which `.ci/tuf-client` runs."""

import sys

from conformance.client import main

sys.exit(main())
