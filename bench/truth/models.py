# SPDX-License-Identifier: Apache-2.0
"""What makes a simulated sound of an original: each model is a function of both and a listener."""
import csv
import os
import tempfile

import fault
import fir
import wave_file
from sounds import FULL_SCALE_DB_SPL, RATE_HZ

COMMON = ("--ear", "left", "--calibration", f"fs={FULL_SCALE_DB_SPL:g}", "--sample-format", "f32", "--threads", "1",
          "--cache", "off", "--seed", "1", "--quiet")


def audiogram(program, listener):
    """Thresholds of the listener's left ear by air: {hertz: dB HL}."""
    table = fault.run([program, "audiogram", f"preset:{listener}"], f"{listener} has no audiogram").decode()
    lines = table[max(table.find("ear,conduction"), 0):].splitlines()
    points = {float(row["frequency_hz"]): float(row["threshold_db_hl"]) for row in csv.DictReader(lines)
              if row.get("ear") == "left" and row.get("conduction") == "air"}
    if not points:
        raise fault.Fault(f"{program} lists no audiogram for {listener}: is it otoscape?")
    return points


def rendered(program, sound, listener, extra=()):
    """By otoscape; its output has no delay against its input and is as long."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = os.path.join(folder, "in.wav"), os.path.join(folder, "out.wav")
        wave_file.write(source, sound, RATE_HZ)
        fault.run([program, "render", source, "-o", result, "--listener", f"preset:{listener}", *COMMON, *extra],
                  f"{program} cannot render {listener}")
        heard = wave_file.read(result, RATE_HZ)
    if len(heard) != len(sound):
        raise fault.Fault(f"{program} gave {len(heard)} frames for {len(sound)}: the pair would not be aligned")
    return heard


def chosen(program, before):
    """The models to compare, by name: sound, listener, audiogram to sound."""
    models = {"live": lambda sound, listener, points: rendered(program, sound, listener)}
    if before:
        models["before"] = lambda sound, listener, points: rendered(before, sound, listener)
    msbg = ("--model", "msbg", "--aligned")
    models["msbg"] = lambda sound, listener, points: rendered(program, sound, listener, msbg)
    models["filter"] = lambda sound, listener, points: fir.filtered(sound, points, RATE_HZ)
    models["nothing"] = lambda sound, listener, points: sound
    return models
