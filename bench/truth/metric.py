# SPDX-License-Identifier: Apache-2.0
"""HASPI v2 of pyclarity with its random parts seeded, and the key of a score."""
import hashlib
import importlib.metadata

import numpy as np
from scipy.signal import resample_poly

import faster
from clarity.evaluator.haspi import haspi_v2
from clarity.utils.audiogram import Audiogram
from fault import Fault
from sounds import FULL_SCALE_DB_SPL, RATE_HZ

FREQUENCIES_HZ = (250, 500, 1000, 2000, 4000, 6000)  # HASPI's own
TYPICAL = (0.0,) * len(FREQUENCIES_HZ)
# The rate of HASPI's ear. From 44.1 kHz it would resample as if from 44, and set the level anew.
EAR_RATE_HZ, UP, DOWN = 24000, 80, 147
SEED = 20140  # of the noise that HASPI adds at the threshold and to envelopes; any number
VERSION = " ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pyclarity", "numpy", "scipy", "numba"))
assert RATE_HZ * UP == EAR_RATE_HZ * DOWN
faster.use(faster.OWN)


def levels(points):
    """The audiogram at HASPI's frequencies."""
    missing = [hz for hz in FREQUENCIES_HZ if hz not in points]
    if missing:
        raise Fault(f"the audiogram has no threshold at {missing[0]} Hz, which HASPI needs")
    return tuple(points[hz] for hz in FREQUENCIES_HZ)


def key(clean, heard, levels_db_hl):
    """Two scores with the same key are the same number."""
    digest = hashlib.sha256(f"haspi_v2 {VERSION} {SEED} {FULL_SCALE_DB_SPL} {RATE_HZ} {levels_db_hl}".encode())
    digest.update(clean.tobytes())
    digest.update(b"/")
    digest.update(heard.tobytes())
    return digest.hexdigest()


def score(clean, heard, levels_db_hl):
    """0 to 1: how much of `heard` is understood with this audiogram; `clean` is the speech alone,
    at its level. Every call draws the same noise, so equal sounds score equal to the last digit."""
    np.random.seed(SEED)
    ear = Audiogram(levels=np.array(levels_db_hl), frequencies=np.array(FREQUENCIES_HZ))
    found = haspi_v2(resample_poly(clean.astype(np.float64), UP, DOWN), EAR_RATE_HZ,
                     resample_poly(heard.astype(np.float64), UP, DOWN), EAR_RATE_HZ, ear, FULL_SCALE_DB_SPL)[0]
    if not np.isfinite(found):
        raise Fault("HASPI gave no number")
    return float(found)
