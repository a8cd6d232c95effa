# SPDX-License-Identifier: Apache-2.0
"""The plain filter: an audiogram as attenuation, at every level the same."""
import numpy as np

TAPS = 4097  # odd: the delay is a whole number of frames, and is taken out


def attenuation_db(points, frequencies_hz):
    """Between the audiogram's points in a line over log frequency; beyond them as at the last."""
    known = sorted(points.items())
    log_hz = np.log2(np.maximum(frequencies_hz, 1.0))
    return np.interp(log_hz, np.log2([hz for hz, _ in known]), [db for _, db in known])


def designed(points, rate_hz):
    """Linear phase, by the window method: the gain on a grid, transformed, under a Hann window."""
    size = 4 * (TAPS - 1)
    grid_hz = np.arange(size // 2 + 1) * rate_hz / size
    response = np.fft.irfft(10.0 ** (-attenuation_db(points, grid_hz) / 20.0), size)
    middle = (TAPS - 1) // 2
    return np.roll(response, middle)[:TAPS] * np.hanning(TAPS + 2)[1:-1]


def filtered(sound, points, rate_hz):
    """Aligned with the sound and as long. What is convolved and added is the filter's difference from
    none, so that without a loss every bit stays."""
    sound = np.asarray(sound, dtype=np.float64)
    middle = (TAPS - 1) // 2
    difference = designed(points, rate_hz)
    difference[middle] -= 1.0
    size = len(sound) + TAPS - 1
    change = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(difference, size), size)
    return (sound + change[middle:middle + len(sound)]).astype(np.float32)
