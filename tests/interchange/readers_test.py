#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Markers that the program writes lie at the same frames for libraries that others wrote, and
markers that OpenTimelineIO writes lie at the same frames for the program.

OpenTimelineIO reads .otio, its adapter for CMX 3600 reads .edl, mido reads .mid. Exit status 77
where they are not installed.
"""
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

PROGRAM = sys.argv[1]
OTHER = os.environ.get("OTOSCAPE_READERS")
if OTHER and "--again" not in sys.argv:
    sys.exit(subprocess.run([OTHER, __file__, PROGRAM, "--again"], check=False).returncode)
try:
    import mido
    import opentimelineio as otio
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# rate, the first frame's timecode and its number
COUNTS = [("24000/1001", "01:00:00:00", 86400), ("25", "10:00:00:00", 900000),
          ("30000/1001", "01:00:00:00", 108000), ("30000/1001", "01:00:00;00", 107892),
          ("60000/1001", "01:00:00;00", 215784), ("24", "00:59:50:00", 86160)]
FRAMES = [0, 1, 17, 1798, 1799, 1800, 1801, 17982, 86400, 172801, 215785, 431999]
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found} and not {wanted}")


def program(*words):
    done = subprocess.run([PROGRAM, "scene", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        failures.append(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def write_scene(path, rate):
    with open(path, "w", encoding="utf-8") as file:
        file.write('format = "otoscape.scene/1"\ntitle = "Reel"\n')
        for frame in FRAMES:
            time = float(frame / Fraction(rate))
            file.write(f'[[at]]\ntime = {time:.9f}\nname = "frame {frame}"\nperspective = 0\n')


def check_otio(path, rate, first):
    timeline = otio.adapters.read_from_file(path)
    markers = timeline.tracks.markers
    expect(f"{path} frames", [m.marked_range.start_time.value for m in markers], FRAMES)
    expect(f"{path} names", [m.name for m in markers], [f"frame {f}" for f in FRAMES])
    expect(f"{path} colour", {m.color for m in markers}, {otio.schema.MarkerColor.GREEN})
    expect(f"{path} start", timeline.global_start_time.value, first)
    exact = float(Fraction(rate))
    expect(f"{path} rate", {m.marked_range.start_time.rate for m in markers}, {exact})
    expect(f"{path} length", timeline.duration().value > FRAMES[-1], True)


def check_edl(path, rate, first):
    """The adapter reads locators without ";" alone, so drop-frame is put as it takes it."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    drops = "FCM: DROP FRAME" in text
    if drops:
        times = re.findall(r"LOC: (\S+)", text)
        exact = otio.opentime.RationalTime(0, float(Fraction(rate))).rate
        frames = [otio.opentime.from_timecode(one, exact).value for one in times]
        expect(f"{path} frames", [int(f) - first for f in frames], FRAMES)
        return
    timeline = otio.adapters.read_from_string(text, "cmx_3600", rate=float(Fraction(rate)))
    markers = [m for clip in timeline.find_clips() for m in clip.markers]
    expect(f"{path} frames", [m.marked_range.start_time.value - first for m in markers], FRAMES)
    expect(f"{path} names", [m.name for m in markers], [f"frame {f}" for f in FRAMES])


def check_midi(path, rate):
    file = mido.MidiFile(path, charset="utf8")
    ticks, tempo, frames, names = 0, 500000, [], []
    for message in file.tracks[0]:
        ticks += message.time
        if message.type == "set_tempo":
            expect(f"{path} tempo comes first", ticks, 0)
            tempo = message.tempo
        if message.type == "marker":
            frames.append(Fraction(ticks * tempo, file.ticks_per_beat * 10**6) * Fraction(rate))
            names.append(message.text)
    expect(f"{path} frames", frames, [Fraction(f) for f in FRAMES])
    expect(f"{path} names", names, [f"frame {f}" for f in FRAMES])


def check_their_timeline(folder):
    """Markers on a stack, a track and a clip, at the places that the library says they have."""
    rate = 24000 / 1001

    def at(value):
        return otio.opentime.RationalTime(value, rate)

    def marker(name, value):
        return otio.schema.Marker(name, otio.opentime.TimeRange(at(value), at(1)))

    clip = otio.schema.Clip("b", source_range=otio.opentime.TimeRange(at(1000), at(96)))
    clip.markers.append(marker("clip", 1017))
    gap = otio.schema.Gap(source_range=otio.opentime.TimeRange(at(0), at(48)))
    track = otio.schema.Track("V1", children=[gap, clip])
    track.markers.append(marker("track", 30))
    timeline = otio.schema.Timeline("theirs", global_start_time=at(86400))
    timeline.tracks.append(track)
    timeline.tracks.markers.append(marker("stack", 5))
    wanted = {"stack": 5, "track": 30,
              "clip": clip.transformed_time(at(1017), timeline.tracks).value}
    path = os.path.join(folder, "theirs.otio")
    otio.adapters.write_to_file(timeline, path)
    program("import", path, "-o", os.path.join(folder, "theirs.toml"))
    with open(os.path.join(folder, "theirs.toml"), encoding="utf-8") as file:
        points = re.findall(r'time = "(.+)"\nname = "(.+)"', file.read())
    found = {name: otio.opentime.from_timecode(time, rate).value - 86400 for time, name in points}
    expect(path, found, wanted)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number, (rate, start, first) in enumerate(COUNTS):
            def path(kind, number=number):
                return os.path.join(folder, f"{number}.{kind}")
            write_scene(path("toml"), rate)
            for kind in ("otio", "edl", "mid"):
                program("export", path("toml"), "-o", path(kind), "--rate", rate, "--start", start)
            if failures:
                break
            check_otio(path("otio"), rate, first)
            check_edl(path("edl"), rate, first)
            check_midi(path("mid"), rate)
        check_their_timeline(folder)
    print("\n".join(failures) if failures else f"{len(COUNTS)} counts, {len(FRAMES)} frames: the same")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
