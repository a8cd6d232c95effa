# SPDX-License-Identifier: Apache-2.0
"""The published simulator on files, run by tools/bench_peers.py with the Python it set up.

    peer_clarity.py JOBS.json

Each job names a file of raw 32-bit floats, an audiogram, and where the raw doubles go. One line of
JSON for each: processor seconds from audiogram to sound, reading and writing left out, and the most
memory held so far.
"""
import json
import logging
import sys
import time

import numpy as np
from clarity.evaluator.msbg.msbg import Ear
from clarity.utils.audiogram import Audiogram


def peak_kib():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def main():
    logging.disable(logging.WARNING)
    with open(sys.argv[1], encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        x = np.fromfile(job["in"], dtype="<f4").astype(np.float64)
        before_kib, began = peak_kib(), time.process_time()
        audiogram = Audiogram(levels=job["levels"], frequencies=job["frequencies"])
        ear = Ear(src_pos="ff", sample_rate=44100.0, equiv_0db_spl=100.0, ahr=20.0)
        ear.set_audiogram(audiogram)
        heard = ear.process(x)[0]
        seconds = time.process_time() - began
        heard.astype("<f8").tofile(job["out"])
        print(json.dumps({"seconds": seconds, "peak_kib": peak_kib(), "before_kib": before_kib,
                          "severity": audiogram.severity.lower()}), flush=True)


if __name__ == "__main__":
    main()
