# SPDX-License-Identifier: Apache-2.0
"""Which pairs are compared: talkers, levels, noises and listeners, all of them or a balanced half."""
import dataclasses
import itertools

LISTENERS = ("N1", "N2", "N3", "N4", "N5", "S1", "S2")  # Bisgaard et al. 2010
LEVELS_DB_SPL = (50, 65, 80)
SNRS_DB = (None, 10, 5, 0)  # None: no noise
QUICK = 12


def noise_name(snr_db):
    return "clean" if snr_db is None else f"{snr_db} dB"


@dataclasses.dataclass(frozen=True)
class Pair:
    talker: str
    level: int
    snr: int | None
    listener: str

    @property
    def noise(self):
        return noise_name(self.snr)


def full(talkers):
    return [Pair(*each) for each in itertools.product(talkers, LEVELS_DB_SPL, SNRS_DB, LISTENERS)]


def half(talkers):
    """As a chessboard over levels and noises: one talker and listener take the white squares, the next the black."""
    def white(pair):
        return (talkers.index(pair.talker) + LEVELS_DB_SPL.index(pair.level) + SNRS_DB.index(pair.snr) +
                LISTENERS.index(pair.listener)) % 2 == 0
    return [pair for pair in full(talkers) if white(pair)]


def quick(talkers):
    """Every level in every noise once, the talkers and listeners by turns."""
    return [Pair(talkers[(i + i // 3) % len(talkers)], LEVELS_DB_SPL[i % 3], SNRS_DB[i // 3 % 4], LISTENERS[i % 7])
            for i in range(QUICK)]
