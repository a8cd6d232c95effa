# SPDX-License-Identifier: Apache-2.0
"""A subtitle of Blu-ray (presentation graphics), byte by byte: FFmpeg makes no bitmap from text."""
import struct

WIDTH, HEIGHT, X, Y = 32, 8, 16, 16


def segment(seconds, kind, data):
    return b"PG" + struct.pack(">IIBH", int(seconds * 90000), 0, kind, len(data)) + data


def composition(number, state, objects):
    shown = struct.pack(">HBBHH", 0, 0, 0, X, Y) if objects else b""
    return struct.pack(">HHBHBBBB", 160, 120, 0x10, number, state, 0, 0, objects) + shown


def subtitle():
    """A white bar from 0.2 to 0.8 s."""
    window = struct.pack(">BBHHHH", 1, 0, X, Y, WIDTH, HEIGHT)
    palette = bytes([0, 0, 1, 235, 128, 128, 255])
    lines = (bytes([0, 0x80 | WIDTH, 1]) + b"\0\0") * HEIGHT
    size = len(lines) + 4
    picture = struct.pack(">HBBBHHH", 0, 0, 0xC0, size >> 16, size & 0xFFFF, WIDTH, HEIGHT) + lines
    return b"".join([
        segment(0.2, 0x16, composition(0, 0x80, 1)), segment(0.2, 0x17, window), segment(0.2, 0x14, palette),
        segment(0.2, 0x15, picture), segment(0.2, 0x80, b""), segment(0.8, 0x16, composition(1, 0, 0)),
        segment(0.8, 0x17, window), segment(0.8, 0x80, b"")])
