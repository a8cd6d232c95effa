# SPDX-License-Identifier: Apache-2.0
"""Whether the comparison can be trusted: runs before it and ends it where something is wrong."""
import numpy as np

import faster
import metric
from fault import Fault
from sounds import RATE_HZ, made

LEVEL_DB_SPL, SNR_DB = 65, 5  # in noise, where HASPI's own noise matters too
# HASPI aligns every band anew. MSBG, whose filters disperse, comes up to 4 ms early; live's latency, left in, is 12 ms.
MOST_LAG_SECONDS = 0.005
MOST_ROUNDING = 1e-9


def lag_seconds(original, heard):
    """By how much `heard` comes later, from the largest correlation of either sign."""
    size = 2 * len(original)
    spectrum = np.fft.rfft(heard.astype(np.float64), size) * np.conj(np.fft.rfft(original.astype(np.float64), size))
    at = int(np.argmax(np.abs(np.fft.irfft(spectrum, size))))
    return (at if at < len(original) else at - size) / RATE_HZ


def check_faster(clean, original, expected):
    faster.use(faster.PUBLISHED)
    difference = metric.score(clean, original, metric.TYPICAL) - expected
    faster.use(faster.OWN)
    if abs(difference) > MOST_ROUNDING:
        raise Fault(f"what makes HASPI faster changes its score by {difference:+.1e}")


def check(speech, seed, models, audiograms):
    """Prints a line for each model; `audiograms` has 'normal' and 'N2'."""
    clean, original = made(speech, LEVEL_DB_SPL, None, seed), made(speech, LEVEL_DB_SPL, SNR_DB, seed)
    ear = metric.score(clean, original, metric.levels(audiograms["normal"]))
    np.random.seed(1)  # another state than the one that the first call left
    if metric.score(clean, original, metric.TYPICAL) != ear:
        raise Fault("HASPI gives two scores for one sound: its random parts are not seeded")
    if metric.score(clean, original, metric.levels(audiograms["N2"])) == ear:
        raise Fault("HASPI gives a mild loss the score of none: the audiogram has no effect")
    check_faster(clean, original, ear)
    print(f"Self-check: without a loss, {LEVEL_DB_SPL} dB SPL, {SNR_DB} dB over noise, HASPI {ear!r}")
    for name, model in models.items():
        difference = metric.score(clean, model(original, "normal", audiograms["normal"]), metric.TYPICAL) - ear
        lag = lag_seconds(original, model(original, "N2", audiograms["N2"]))
        print(f"  {name:8} {'the same digits' if difference == 0 else f'{difference:+.1e}':16} "
              f"N2 later by {1000 * lag:.1f} ms", flush=True)
        # MSBG has filters there and back even without a loss, so its sound is not the same bits.
        if difference != 0 and name != "msbg":
            raise Fault(f"'{name}' without a loss must give the score of the ear without a loss")
        if abs(lag) > MOST_LAG_SECONDS:
            raise Fault(f"the output of '{name}' is not aligned with its input")
