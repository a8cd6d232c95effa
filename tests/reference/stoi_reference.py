#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""STOI and ESTOI a second time, after Taal et al. (2011) and Jensen & Taal (2016).

    stoi_reference.py CLEAN.wav PROCESSED.wav

Both at 10 kHz, one channel. Prints the two scores.
"""
import sys

from ace_reference import np, read_wav

FRAME, HOP, SEGMENT, EPS = 256, 128, 30, np.finfo(float).eps
WINDOW = np.hanning(FRAME + 2)[1:-1]


def frames(x):
    return np.array([x[at:at + FRAME] * WINDOW for at in range(0, len(x) - FRAME, HOP)])


def joined(kept):
    out = np.zeros((len(kept) - 1) * HOP + FRAME)
    for i, frame in enumerate(kept):
        out[i * HOP:i * HOP + FRAME] += frame
    return out


def bands(x):
    power = np.abs(np.fft.rfft(frames(x), 512)) ** 2
    grid = np.arange(257) * 10000 / 512
    out = []
    for band in range(15):
        low, high = 150 * 2 ** ((2 * band - 1) / 6), 150 * 2 ** ((2 * band + 1) / 6)
        first, last = np.argmin((grid - low) ** 2), np.argmin((grid - high) ** 2)
        out.append(np.sqrt(power[:, first:last].sum(axis=1)))
    return np.array(out)


def standard(x, axis):
    x = x - x.mean(axis=axis, keepdims=True)
    return x / (np.linalg.norm(x, axis=axis, keepdims=True) + EPS)


def scores(clean, processed):
    energy = 20 * np.log10(np.linalg.norm(frames(clean), axis=1) + EPS)
    kept = energy > energy.max() - 40
    x, y = bands(joined(frames(clean)[kept])), bands(joined(frames(processed)[kept]))
    stoi, estoi = [], []
    for end in range(SEGMENT, x.shape[1] + 1):
        a, b = x[:, end - SEGMENT:end], y[:, end - SEGMENT:end]
        scaled = b * np.linalg.norm(a, axis=1, keepdims=True) / (np.linalg.norm(b, axis=1, keepdims=True) + EPS)
        clipped = np.minimum(scaled, a * (1 + 10 ** (15 / 20)))
        stoi.append((standard(a, 1) * standard(clipped, 1)).sum() / 15)
        estoi.append((standard(standard(a, 1), 0) * standard(standard(b, 1), 0)).sum() / SEGMENT)
    return np.mean(stoi), np.mean(estoi)


if __name__ == "__main__":
    print("%.9f %.9f" % scores(*(read_wav(path, 10000) for path in sys.argv[1:3])))
