#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Arrows go down only: checks every #include of ours against the layers below."""
import re
import sys

from files import files

# What each folder may include, beside itself. Stages of one layer never include each other.
BELOW = {
    "otoscape/units": [],
    "otoscape/base": ["otoscape/units"],
    "otoscape/hearing": ["otoscape/units", "otoscape/base"],
    "otoscape/dsp": ["otoscape/units", "otoscape/base"],
    "otoscape/scene": ["otoscape/units", "otoscape/base", "otoscape/hearing"],
    "otoscape/bank": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
    "otoscape/loss": ["otoscape/units", "otoscape/base", "otoscape/dsp", "otoscape/bank"],
    # The laboratory's simulator shares nothing with the stages around it.
    "otoscape/loss/msbg": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
    "otoscape/tinnitus": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
    "otoscape/body": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
    "otoscape/implant": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
    "otoscape/metrics": ["otoscape/units", "otoscape/base", "otoscape/dsp"],
}
# The ears know profiles, not scenes.
BELOW["otoscape/ear"] = [folder for folder in BELOW if folder != "otoscape/scene"]
BELOW["otoscape/render"] = list(BELOW)
# Of the stages io knows the electric ear, whose electrodograms and arrays are written and read, and the laboratory's
# simulator, which takes whole files.
BELOW["io"] = ["otoscape/units", "otoscape/base", "otoscape/hearing", "otoscape/scene", "otoscape/implant",
               "otoscape/loss/msbg", "otoscape/ear", "otoscape/render"]
BELOW["apps"] = list(BELOW)

# Libraries by the folders that may see them; the library itself sees Highway only.
FOREIGN = {
    r"^(hwy/)": ("otoscape/",),
    r"^(libav|libsw|ebur128|toml|nlohmann)": ("io/", "apps/demo/"),
    r"^(fmt/)": ("io/", "apps/"),
    r"^(CLI/)": ("apps/",),
    r"^(gtest/)": ("otoscape/", "io/", "apps/", "tests/"),
}
FREE = ("tests/", "bench/", "fuzz/", "tools/")


def folder_of(path):
    for folder in sorted(BELOW, key=len, reverse=True):
        if path.startswith(folder + "/"):
            return folder
    return None


def faults(path, text):
    here = folder_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#include ["<]([^">]+)[">]', line)
        if not match:
            continue
        target = match.group(1)
        there = folder_of(target)
        if here and there and there != here and there not in BELOW[here]:
            yield f"{path}:{number}: {here} may not include {target}"
        for pattern, allowed in FOREIGN.items():
            if re.match(pattern, target) and not path.startswith(allowed + FREE):
                yield f"{path}:{number}: {target} belongs to {' and '.join(allowed)}"
        if re.match(r"^(libav|libsw)", target) and path.endswith(".h") and path != "io/media/ffmpeg.h":
            yield f"{path}:{number}: FFmpeg's types stay inside .cc files (io/media/ffmpeg.h)"
        if target == "io/media/ffmpeg.h" and path.endswith(".h"):
            yield f"{path}:{number}: io/media/ffmpeg.h is for .cc files"


def main():
    found = []
    for path in files("*.h", "*.cc"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        found += list(faults(path, text))
        if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
            found.append(f"{path}:1: no SPDX line")
    print("\n".join(found) if found else "layers: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
