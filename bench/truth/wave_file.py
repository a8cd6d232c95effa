# SPDX-License-Identifier: Apache-2.0
"""Mono WAV files of 32-bit floats, to and from otoscape."""
import struct

import numpy as np

from fault import Fault

IEEE_FLOAT = 3  # WAVE_FORMAT_IEEE_FLOAT
EXTENSIBLE = 0xFFFE  # WAVE_FORMAT_EXTENSIBLE: the format is the first word of a GUID at byte 24


def write(path, sound, rate_hz):
    data = np.asarray(sound, dtype="<f4").tobytes()
    form = struct.pack("<HHIIHH", IEEE_FLOAT, 1, rate_hz, 4 * rate_hz, 4, 32)
    fact = struct.pack("<I", len(data) // 4)
    chunks = b"".join(name + struct.pack("<I", len(body)) + body
                      for name, body in ((b"fmt ", form), (b"fact", fact), (b"data", data)))
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def read(path, rate_hz):
    with open(path, "rb") as file:
        whole = file.read()
    chunks, at = {}, 12
    while at + 8 <= len(whole):
        size = struct.unpack_from("<I", whole, at + 4)[0]
        chunks.setdefault(whole[at:at + 4], whole[at + 8:at + 8 + size])
        at += 8 + size + size % 2
    form = chunks[b"fmt "]
    kind, channels, rate = struct.unpack_from("<HHI", form)
    bits = struct.unpack_from("<H", form, 14)[0]
    if kind == EXTENSIBLE:
        kind = struct.unpack_from("<H", form, 24)[0]
    if (kind, channels, rate, bits) != (IEEE_FLOAT, 1, rate_hz, 32):
        raise Fault(f"{path} is not one channel of 32-bit floats at {rate_hz} Hz")
    return np.frombuffer(chunks[b"data"], dtype="<f4")
