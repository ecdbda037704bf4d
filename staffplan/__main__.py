"""``python -m staffplan``."""

import sys

from staffplan.cli.main import main

sys.exit(main())
