"""Where run.py hands over: settings first, then the way of waiting, then everything else."""

import sys

from facilitator.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
