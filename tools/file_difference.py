# SPDX-License-Identifier: Apache-2.0
"""How far two files differ that should be equal: sound in dB re the peak of the earlier one, text
by its first differing line. Needs numpy, ffmpeg and ffprobe."""
import hashlib
import json
import math
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

import numpy as np

TEXTS = (".csv", ".json", ".svg", ".toml", ".txt")
KINDS = {"a": "sound", "v": "picture", "s": "subtitles"}
# What makes two tracks comparable sample by sample; more than that is compared by its packets.
FORMAT = ("codec_type", "codec_name", "sample_rate", "channels", "sample_fmt", "width", "height")


@dataclass(frozen=True)
class Difference:
    text: str
    db: float = math.inf  # re the peak; what has no size counts as larger than any that has


def in_db(db):
    return f"{db:.1f}".replace("-", "−") + " dB re peak"


def tool(*words, feed=None):
    """What a program writes to standard output."""
    done = subprocess.run(words, input=feed, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def decode(path, track=0, rate=None):
    """A track's samples, frames by channels, in double precision."""
    channels = [s for s in streams(path) if s.get("codec_type") == "audio"][track]["channels"]
    resample = ["-ar", str(rate)] if rate else []
    raw = tool("ffmpeg", "-v", "error", "-i", path, "-map", f"0:a:{track}", *resample,
               "-f", "f64le", "-")
    return np.frombuffer(raw).reshape(-1, channels)


def encode(path, samples, rate, *options):
    """Writes samples as a sound file; 32-bit floats unless the options say otherwise."""
    tool("ffmpeg", "-v", "error", "-y", "-f", "f64le", "-ar", str(rate), "-ac",
         str(samples.shape[1]), "-i", "-", "-bitexact", *(options or ("-c:a", "pcm_f32le")), path,
         feed=np.ascontiguousarray(samples, dtype="<f8").tobytes())


def streams(path):
    found = json.loads(tool("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))
    return found["streams"]


def formats(path):
    return [{key: s[key] for key in FORMAT if key in s} for s in streams(path)]


def packets(path, kind):
    """Times and hashes of the packets of all streams of a kind; empty where there are none."""
    return tool("ffmpeg", "-v", "error", "-i", path, "-map", f"0:{kind}", "-c", "copy", "-f",
                "framehash", "-")


def first_difference(before, after):
    return next((i for i, (a, b) in enumerate(zip(before, after)) if a != b),
                min(len(before), len(after)))


def text_difference(before, after):
    """Of two files that are lines; None of two that are equal."""
    with open(before, encoding="utf-8") as one, open(after, encoding="utf-8") as other:
        old, new = one.read().splitlines(), other.read().splitlines()
    at = first_difference(old, new)
    if at == len(old) == len(new):
        return Difference("line ends differ")
    pair = [lines[at] if at < len(lines) else "" for lines in (old, new)]
    first = max(0, first_difference(*pair) - 20)
    return Difference("line {}: {!r} → {!r}".format(at + 1, *(s[first:first + 50] for s in pair)))


def array_difference(before, after):
    """Of two .npy files."""
    old, new = np.load(before), np.load(after)
    if old.dtype != new.dtype or old.shape[1:] != new.shape[1:]:
        return Difference(f"format differs ({old.dtype} {old.shape}, {new.dtype} {new.shape})")
    rows = min(len(old), len(new))
    unequal = np.flatnonzero((old[:rows] != new[:rows]).any(axis=1))
    if len(unequal):
        at = unequal[0]
        return Difference(f"row {at}: {old[at].tolist()} → {new[at].tolist()}")
    return Difference(f"length differs ({len(old)}, {len(new)})")


def track_difference(old, new, name):
    """Of two tracks' samples; None where they are equal."""
    if old.shape != new.shape:
        return Difference(f"{name}length differs ({len(old)}, {len(new)} frames)")
    if np.array_equal(old, new, equal_nan=True):
        return None
    with np.errstate(invalid="ignore"):
        apart, peak = np.abs(new - old).max(), np.abs(old).max()
    if not math.isfinite(apart):
        return Difference(f"{name}samples that are no numbers")
    if peak == 0.0:
        return Difference(f"{name}sound where there was silence")
    db = 20.0 * math.log10(apart / peak)
    return Difference(name + in_db(db), db)


def format_difference(old, new):
    """Of two lists of streams that are not equal."""
    if len(old) != len(new):
        return Difference(f"format differs ({len(old)} streams, {len(new)} streams)")
    at = first_difference(old, new)
    keys = [key for key in FORMAT if old[at].get(key) != new[at].get(key)]
    pair = [" ".join(str(stream.get(key)) for key in keys) for stream in (old[at], new[at])]
    return Difference("format differs (stream {}: {} → {})".format(at, *pair))


def media_difference(before, after):
    """Of two sound files or films whose bytes differ."""
    old, new = formats(before), formats(after)
    if old != new:
        return format_difference(old, new)
    tracks = [s for s in old if s["codec_type"] == "audio"]
    found = []
    for track in range(len(tracks)):
        name = f"track {track + 1} " if len(tracks) > 1 else ""
        found.append(track_difference(decode(before, track), decode(after, track), name))
    found = [difference for difference in found if difference]
    kinds = {s["codec_type"][0] for s in old} & set("vs" if found else "avs")
    found += [Difference(f"packets of the {KINDS[kind]} differ") for kind in sorted(kinds)
              if packets(before, kind) != packets(after, kind)]
    if not found:
        return Difference("bytes differ, sound and packets are the same", -math.inf)
    return Difference(", ".join(d.text for d in found), max(d.db for d in found))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compare(before, after):
    """None where two files have the same bytes, else what differs."""
    if digest(before) == digest(after):
        return None
    suffix = os.path.splitext(before)[1]
    if suffix in TEXTS:
        return text_difference(before, after)
    return array_difference(before, after) if suffix == ".npy" else media_difference(before, after)


def make_sounds(folder):
    """A sound and others that differ from it in a known way, each also as a film's second track."""
    path = lambda name: os.path.join(folder, name)
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, (48000, 2))
    for name, gain, end in (("a", 0.0, 48000), ("moved", 1e-5, 48000), ("tenfold", 1e-4, 48000),
                            ("short", 0.0, 47999)):
        samples = sound[:end].copy()
        samples[31000, 1] += gain * np.abs(sound).max()
        encode(path(name + ".wav"), samples, 48000)
        tool("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=1", "-i",
             path("a.wav"), "-i", path(name + ".wav"), "-map", "0", "-map", "1", "-map", "2",
             "-c:v", "mpeg4", "-bitexact", "-c:a", "pcm_f32le", path(name + ".mkv"))
    encode(path("s16.wav"), sound, 48000, "-c:a", "pcm_s16le")


def make_pairs(folder):
    """(name, before, after, what the comparison must say), in files of this folder."""
    path = lambda name: os.path.join(folder, name)
    make_sounds(folder)
    tool("ffmpeg", "-v", "error", "-i", path("a.mkv"), "-map", "0", "-c:v", "mpeg4", "-q:v", "20",
         "-c:a", "copy", "-bitexact", path("coarse.mkv"))
    tool("ffmpeg", "-v", "error", "-i", path("a.wav"), "-c", "copy", "-metadata", "title=b",
         path("tag.wav"))
    shutil.copy(path("a.wav"), path("b.wav"))
    for name, line in (("a.txt", "rate 900"), ("other.txt", "rate 901")):
        with open(path(name), "w", encoding="utf-8") as file:
            file.write(f"pulses\n{line}\n")
    for name, level in (("a.npy", 100.0), ("other.npy", 101.0)):
        np.save(path(name), np.array([[0.0, 22.0, 100.0], [125.0, 21.0, level]]))
    for name, before, after, says in (
            ("a copy", "a.wav", "b.wav", None),
            ("a sample of a sound file, −100 dB", "a.wav", "moved.wav", -100.0),
            ("a sample of a sound file, −80 dB", "a.wav", "tenfold.wav", -80.0),
            ("a sample of a film, −100 dB", "a.mkv", "moved.mkv", -100.0),
            ("a frame less", "a.wav", "short.wav", "length differs (48000, 47999 frames)"),
            ("another sample format", "a.wav", "s16.wav", "format differs (stream 0: pcm_f32le"),
            ("another picture", "a.mkv", "coarse.mkv", "packets of the picture differ"),
            ("a title", "a.wav", "tag.wav", "bytes differ, sound and packets are the same"),
            ("a line of text", "a.txt", "other.txt", "line 2: 'rate 900' → 'rate 901'"),
            ("a pulse", "a.npy", "other.npy", "row 1: ")):
        yield name, path(before), path(after), says


def self_test():
    """Differences of known sizes must be found with these sizes, within 1 dB. Answers whether."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, before, after, wanted in make_pairs(folder):
            found = compare(before, after)
            if wanted is None or found is None:
                right = wanted is None and found is None
            elif isinstance(wanted, str):
                right = wanted in found.text
            else:
                right = abs(found.db - wanted) < 1.0
            wrong += not right
            print(f"{name:36}{'right' if right else 'WRONG'}: {found.text if found else 'same'}")
    return wrong == 0
