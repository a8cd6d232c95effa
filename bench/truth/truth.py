#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does a simulated sound, heard by a typical ear, score as the original does in the ear with the loss?

    bench/truth/truth.py [--program build/otoscape] [--before OLDER] [--quick]

Reads the options, sets up the Python that has HASPI (in build/peers) and hands over to compare.py.
docs/models/evidence.md says what the figures mean.
"""
import os
import sys

import options

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "tools"))
import peer_python  # noqa: E402, pylint: disable=wrong-import-position

# One thread for each process: the pairs are spread over the cores. Read when numpy is loaded.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def main():
    options.read(sys.argv[1:])  # faults of the command line come before anything is fetched
    python = peer_python.set_up("Without it nothing can be judged.")
    if not python:
        return 1
    os.execve(python, [python, os.path.join(HERE, "compare.py"), *sys.argv[1:]], os.environ | ONE_THREAD)


if __name__ == "__main__":
    sys.exit(main())
