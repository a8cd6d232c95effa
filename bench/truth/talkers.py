# SPDX-License-Identifier: Apache-2.0
"""Who speaks: talkers.toml has the two lists, this makes or fetches their sound."""
import os
import tempfile
import tomllib
import zlib

import numpy as np

import fault
import packages
from sounds import RATE_HZ

LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "talkers.toml")
ENGINES = {
    "espeak-ng": lambda talker, path: ["espeak-ng", "-v", talker["voice"], "-w", path, talker["text"]],
    "flite": lambda talker, path: ["flite", "-voice", talker["voice"], "-t", talker["text"], "-o", path],
}


def listed(which):
    """The talkers of one list, 'tuned' or 'judged'."""
    with open(LISTS, "rb") as file:
        return tomllib.load(file)[which]


def voice(talker):
    """What must not be in both lists."""
    return talker.get("engine"), talker.get("voice"), talker.get("package"), talker.get("file")


def seed(talker):
    """Of the talker's noise: a number of its own that stays."""
    return zlib.crc32(talker["name"].encode())


def decoded(path, start_seconds=0.0, seconds=None):
    """Mono at RATE_HZ. Raw G.722 has nothing by which it could be recognised but its name."""
    command = ["ffmpeg", "-v", "error", "-nostdin", *(["-f", "g722"] if path.endswith(".g722") else []), "-i", path,
               "-ss", str(start_seconds), *(["-t", str(seconds)] if seconds else []),
               "-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "-"]
    samples = np.frombuffer(fault.run(command, f"{path} cannot be decoded"), dtype="<f4")
    if not np.any(samples):
        raise fault.Fault(f"{path} holds no sound")
    return samples


def speech(talker, cache):
    """The talker's sound, at whatever level it has."""
    if "package" in talker:
        path = os.path.join(packages.unpacked(talker["package"], os.path.join(cache, "packages")), talker["file"])
        if not os.path.exists(path):
            raise fault.Fault(f"{talker['package']} of this system has no {talker['file']}; the talker is another one")
        return decoded(path, talker["start_seconds"], talker["seconds"])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "speech.wav")
        fault.run(ENGINES[talker["engine"]](talker, path), f"{talker['engine']} cannot speak")
        return decoded(path)
