#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What this machine's own build renders, for the tests of the page's engine to compare with.

    native.py LIBRARY FOLDER < cases.json

A case: {"name", "kind": "listener" | "scene", "text", "rate", "length_s" (of a scene, fitted)}. FOLDER/noise.f32 holds
two channels, one after the other, of "frames" frames; the answer is FOLDER/NAME.f32, alike.
"""
import ctypes
import json
import os
import sys
from array import array
from ctypes import POINTER, byref, c_char_p, c_double, c_float, c_int32, c_int64, c_size_t, c_void_p

BLOCK = 2048


class LiveSetup(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("rate_hz", c_double), ("channels", c_int32), ("count", c_int32),
                ("listeners", POINTER(c_void_p))]


# Highway's bits of what a browser's vectors lack: fused multiply-adds, which the library's targets from AVX2 on have.
FUSED_TARGETS = 0x7F0


def loaded(path):
    # Rounding without them is what is compared; what they change is docs/targets.md.
    disable = ctypes.CDLL("libhwy.so.1")["_ZN3hwy14DisableTargetsEl"]
    disable.argtypes, disable.restype = [c_int64], None
    disable(FUSED_TARGETS)
    library = ctypes.CDLL(path)
    for name, result, arguments in (
            ("listener_from_text", c_void_p, [c_char_p, c_int64, c_char_p, c_char_p, c_void_p]),
            ("listener_free", None, [c_void_p]),
            ("scene_from_text", c_void_p, [c_char_p, c_int64, c_char_p, c_void_p]),
            ("scene_free", None, [c_void_p]),
            ("scene_fit", c_int32, [c_void_p, c_double, c_void_p]),
            ("live_setup_init", None, [c_void_p, c_size_t]),
            ("live_create", c_void_p, [c_void_p, c_void_p, c_void_p]),
            ("live_destroy", None, [c_void_p]),
            ("live_process", c_int32, [c_void_p, c_void_p, c_void_p, c_int32]),
            ("scene_render_create", c_void_p, [c_void_p, c_double, c_int32, c_void_p, c_void_p]),
            ("scene_render_destroy", None, [c_void_p]),
            ("scene_render_feed", c_int32, [c_void_p, c_void_p, c_int32]),
            ("scene_render_start", c_int64, [c_void_p, c_int64]),
            ("scene_render_write", c_int32, [c_void_p, c_void_p, c_int32]),
            ("scene_render_end", c_int32, [c_void_p]),
            ("scene_render_read", c_int32, [c_void_p, c_void_p, c_int32])):
        function = getattr(library, "otoscape_" + name)
        function.restype, function.argtypes = result, arguments
    return library


class Stereo:
    def __init__(self, frames, folder=None):
        self.frames = frames
        self.samples = array("f", bytes(8 * frames))
        if folder is not None:
            with open(os.path.join(folder, "noise.f32"), "rb") as file:
                whole = array("f", file.read())
            half = len(whole) // 2
            self.samples = whole[:frames] + whole[half:half + frames]
        self.memory = (c_float * (2 * frames)).from_buffer(self.samples)

    def at(self, frame):
        start = ctypes.addressof(self.memory)
        return (c_void_p * 2)(start + 4 * frame, start + 4 * (self.frames + frame))

    def blocks(self):
        return ((frame, min(BLOCK, self.frames - frame)) for frame in range(0, self.frames, BLOCK))


def render_listener(library, case, sound, out):
    listener = c_void_p(library.otoscape_listener_from_text(case["text"].encode(), -1, None, None, None))
    setup = LiveSetup()
    library.otoscape_live_setup_init(byref(setup), ctypes.sizeof(setup))
    setup.rate_hz, setup.count, setup.listeners = case["rate"], 1, ctypes.pointer(listener)
    live = library.otoscape_live_create(byref(setup), None, None)
    for frame, count in sound.blocks():
        library.otoscape_live_process(live, sound.at(frame), out.at(frame), count)
    library.otoscape_live_destroy(live)
    library.otoscape_listener_free(listener)


def render_scene(library, case, sound, out):
    scene = library.otoscape_scene_from_text(case["text"].encode(), -1, None, None)
    assert library.otoscape_scene_fit(scene, case["length_s"], None) == 0, case["name"]
    render = library.otoscape_scene_render_create(scene, case["rate"], 2, None, None)
    for frame, count in sound.blocks():
        library.otoscape_scene_render_feed(render, sound.at(frame), count)
    assert library.otoscape_scene_render_start(render, 0) == 0
    done = 0
    for frame, count in sound.blocks():
        library.otoscape_scene_render_write(render, sound.at(frame), count)
        done = read_all(library, render, out, done)
    library.otoscape_scene_render_end(render)
    assert read_all(library, render, out, done) == sound.frames
    library.otoscape_scene_render_destroy(render)
    library.otoscape_scene_free(scene)


def read_all(library, render, out, done):
    while done < out.frames:
        count = library.otoscape_scene_render_read(render, out.at(done), out.frames - done)
        if count <= 0:
            break
        done += count
    return done


def main():
    library, folder = loaded(sys.argv[1]), sys.argv[2]
    for case in json.load(sys.stdin):
        sound, out = Stereo(case["frames"], folder), Stereo(case["frames"])
        {"listener": render_listener, "scene": render_scene}[case["kind"]](library, case, sound, out)
        with open(os.path.join(folder, case["name"] + ".f32"), "wb") as file:
            file.write(out.samples.tobytes())


if __name__ == "__main__":
    main()
