#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a Nucleus processor's ACE strategy sends for a sound: a second, independent implementation.

    ace_reference.py IN.wav OUT.csv [--microphone directional|flat] [--maxima 8] [--rate 900] ...

IN has 16 kHz and one channel, in device units: a tone of amplitude 1 has 95 dB SPL. OUT has one line a pulse, in time
order, idle slots with level 0; electrodes have the maker's numbers (22 is the most apical). Written from published
descriptions alone (Swanson's Nucleus MATLAB toolbox; Vandali et al. 2000), never from the C++ it is compared with.
"""
import argparse
import os
import struct
import sys

try:
    import numpy as np
except ImportError:
    sys.exit("ace_reference.py needs numpy; install it: sudo apt-get install python3-numpy")

RATE, POINTS = 16000, 128
TAPS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                    "../../otoscape/implant/testdata/directional_taps.txt")
# Bins of each band, lowest band first, from bin 2.
BINS = {row.count(",") + 1: [int(bins) for bins in row.split(",")] for row in """\
1,1,1,1,1,1,1,1,1,2,2,2,2,3,3,4,4,5,5,6,7,8
1,1,1,1,1,1,1,1,2,2,2,2,3,3,4,4,5,6,6,7,8
1,1,1,1,1,1,1,1,2,2,2,3,3,4,4,5,6,7,8,8
1,1,1,1,1,1,1,2,2,2,3,3,4,4,5,6,7,8,9
1,1,1,1,1,2,2,2,2,3,3,4,4,5,6,7,8,9
1,1,1,2,2,2,2,2,3,3,4,4,5,6,7,8,9
1,1,1,2,2,2,2,2,3,4,4,5,6,7,9,11
1,1,1,2,2,2,2,3,3,4,5,6,8,9,13
1,2,2,2,2,2,3,3,4,5,6,8,9,13
1,2,2,2,2,3,3,4,5,7,8,10,13
1,2,2,2,2,3,4,5,7,9,11,14
1,2,2,2,3,4,5,7,9,12,15
2,2,3,3,4,5,7,9,12,15
2,2,3,3,5,7,9,13,18
2,2,3,4,6,9,14,22
3,4,4,6,9,14,22
3,4,6,9,15,25
3,4,8,16,31
7,8,16,31
7,15,40
7,55
62""".split("\n")}
WINDOW = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(POINTS) / POINTS)
assert all(sum(row) == 62 for row in BINS.values()) and len(BINS) == 22


def read_wav(path, expected_rate=RATE):
    """One channel: 16-bit samples re full scale, or floats as they are."""
    with open(path, "rb") as file:
        data = file.read()
    at, kind = 12, None
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"fmt ":
            code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, at + 8)
            kind = {(1, 16): "<i2", (3, 32): "<f4", (3, 64): "<f8"}.get((code, bits))
            if kind is None or channels != 1 or rate != expected_rate:
                sys.exit(f"{path}: one channel at {expected_rate} Hz, 16-bit or floating point, is what can be read")
        if name == b"data":
            size = min(size, len(data) - at - 8) // np.dtype(kind).itemsize
            samples = np.frombuffer(data, kind, size, at + 8).astype(float)
            return samples / 32768.0 if kind == "<i2" else samples
        at += 8 + size + size % 2
    sys.exit(f"{path}: no samples in it")


def microphone(x, kind):
    """Flat is the other's delay alone."""
    return np.convolve(x, np.eye(1, 129, 64)[0] if kind == "flat" else np.loadtxt(TAPS))[:len(x)]


def fast_agc(x, knee=10 ** ((65 - 95 - 3.0103 + 11) / 20), attack_s=0.005, release_s=0.075):
    """A limiter: infinite ratio above the knee, one smoother for both ways of the gain."""
    fall, weight = 10 ** (-25 / (20 * release_s * RATE)), 3.912 / (attack_s * RATE)
    envelope, gain, y = 0.0, 1.0, np.empty(len(x))
    for n, sample in enumerate(x.tolist()):
        envelope = max(abs(sample), envelope * fall)
        raw = 1.0 if envelope <= knee else knee / envelope
        gain = weight * raw + (1 - weight) * gain
        y[n] = sample * gain
    return y


def peak_response(width):
    """Of a band's signed sum of bins to a tone of amplitude 1, on a grid of 2048 points."""
    one_bin = np.fft.fft(WINDOW / 2, 2048)
    return np.abs(sum((-1) ** k * np.roll(one_bin, 16 * k) for k in range(width))).max()


def envelopes(x, bands, analysis_rate_hz, power_sum=False, gain_db=36.0):
    """[bands × frames]; frame k ends with sample (k + 1) · hop − 1."""
    hop = int(np.ceil(RATE / analysis_rate_hz))
    frames = int(np.ceil(len(x) / hop))
    padded = np.concatenate([np.zeros(POINTS), x, np.zeros(hop)])
    starts = (np.arange(frames) + 1) * hop
    spectra = np.fft.rfft(padded[starts[:, None] + np.arange(POINTS)] * WINDOW, axis=1)
    out, first = [], 2
    for width in BINS[bands]:
        bins = spectra[:, first:first + width]
        if power_sum:
            norm = {1: 1024.0, 2: 1475.5967}.get(width, 1536.0)
            out.append(np.sqrt((np.abs(bins) ** 2).sum(axis=1) / norm))
        else:
            signs = (-1.0) ** (first + np.arange(width))
            out.append(np.abs((bins * signs).sum(axis=1)) / peak_response(width))
        first += width
    return np.array(out) * 10 ** (gain_db / 20), RATE / hop


def maxima(envelope, count):
    """The kept bands, rising, of one frame: the smallest goes first, of equals the lowest."""
    kept = list(range(len(envelope)))
    while len(kept) > count:
        kept.remove(min(kept, key=lambda band: envelope[band]))
    return kept


def alpha_of_q(q, base, saturation):
    """Steepness for which the output falls by q % when the input drops 10 dB below saturation."""
    r = (saturation * 10 ** -0.5 - base) / (saturation - base)
    low, high = -3.0, 25.0
    for _ in range(200):
        middle = (low + high) / 2
        alpha = np.exp(middle)
        below = np.log1p(alpha * r) / np.log1p(alpha) < 1 - q / 100
        low, high = (middle, high) if below else (low, middle)
    return np.exp((low + high) / 2)


def loudness_growth(u, base, saturation, alpha):
    """0…1 between T and C; −1 below the base level."""
    r = np.clip((u - base) / (saturation - base), 0, 1)
    return np.where(u < base, -1.0, np.log1p(alpha * r) / np.log1p(alpha))


def pulses(sound, o):
    """(electrode, level) of every slot in time order, and the period from one to the next, µs."""
    electrodes = [int(n) for n in o.electrodes or range(22, 22 - o.bands, -1)]
    bands = len(electrodes)
    t, c = np.resize(o.t, bands), np.resize(o.c, bands)  # one level for all, or one a band
    kept = min(o.maxima, bands)
    x = microphone(sound * 10 ** (o.sensitivity / 20), o.microphone)
    x = fast_agc(x) if o.agc == "fast" else x
    envelope, frame_rate = envelopes(x, bands, o.analysis_rate or o.rate, o.power_sum)
    grown = loudness_growth(envelope, o.base, 1.0, alpha_of_q(o.q, o.base, 1.0))
    grown = np.maximum(grown, 0.0) if o.idle_at_t else grown
    levels = np.floor((t + (c - t) * o.volume * np.minimum(grown.T, 1.0)) + 0.5).astype(int).T
    levels[grown < 0] = 0
    # Without an analysis rate of its own the bank's true rate is that of stimulation.
    rate = o.rate if o.analysis_rate else frame_rate
    ratio = max(frame_rate / rate, 1.0)
    out = []
    for cycle in range(int(np.ceil(envelope.shape[1] / ratio))):
        frame = int(cycle * ratio)
        for band in reversed(maxima(envelope[:, frame].tolist(), kept)):
            out.append((electrodes[band], levels[band, frame]))
    return out, np.floor(5e6 / (rate * kept) + 0.5) * 0.2


def numbers(text):
    return [float(number) for number in text.split(",")]


def options(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sound", metavar="IN.wav")
    parser.add_argument("table", metavar="OUT.csv")
    parser.add_argument("--microphone", choices=["directional", "flat"], default="directional")
    parser.add_argument("--sensitivity", type=float, default=0.0, help="dB before the microphone")
    parser.add_argument("--agc", choices=["fast", "off"], default="fast")
    parser.add_argument("--power-sum", action="store_true", help="of a band's bins, not their vector sum")
    parser.add_argument("--bands", type=int, default=22)
    parser.add_argument("--electrodes", type=numbers, help="maker's numbers by band; they set the number of bands")
    parser.add_argument("--maxima", type=int, default=8)
    parser.add_argument("--rate", type=float, default=900.0, help="of stimulation, Hz per electrode")
    parser.add_argument("--analysis-rate", type=float, help="if not that of stimulation")
    parser.add_argument("--t", type=numbers, default=[120.0], help="one level, or one a band")
    parser.add_argument("--c", type=numbers, default=[180.0])
    parser.add_argument("--base", type=float, default=0.01)
    parser.add_argument("--q", type=float, default=20.0)
    parser.add_argument("--volume", type=float, default=1.0)
    parser.add_argument("--idle-at-t", action="store_true")
    return parser.parse_args(arguments)


def main():
    o = options()
    sent, period_us = pulses(read_wav(o.sound), o)
    with open(o.table, "w", encoding="ascii") as table:
        table.write("electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us\n")
        table.writelines(f"{electrode},-3,{level},25,7,{period_us:.1f}\n" for electrode, level in sent)


if __name__ == "__main__":
    main()
