#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help teaches: every command has one, with an example that names the program."""
import subprocess
import sys

PROGRAM = sys.argv[1]
EXPECTED = {
    (): ["render", "audiogram", "presets", "electrodogram", "Examples", "see a doctor today"],
    ("render",): ["--calibration", "dB SPL", "--ceiling", "dBTP", "--listener", "Examples"],
    ("audiogram",): ["OUT.svg", "Example"],
    ("presets",): ["show", "Example"],
    ("audibility",): ["--listener", "--scene", "--dialogue", "percentage of words", "Examples"],
    ("video",): ["--overlay", "--programme", "--strip", "bit for bit", "possible percept", "Examples"],
    ("loudness",): ["--target", "r128", "netflix", "--scene", "--json", "Exit status", "Examples"],
    ("electrodogram",): ["--map", "OUT.svg", "--format", "current_ua", "--calibration", "Examples"],
    ("scene",): ["check", "plot", "export", "import", "Example"],
    ("scene", "check"): ["--fit", "Example"],
    ("scene", "plot"): ["OUT.svg", "--film", "Example"],
    ("scene", "export"): ["OUT.edl", "--rate", "--start", "--table", "Example"],
    ("scene", "import"): ["chapters", "--rate", "--reel", "Example"],
}


def main():
    failures = 0
    for command, words in EXPECTED.items():
        done = subprocess.run([PROGRAM, *command, "--help"], capture_output=True, text=True)
        missing = [word for word in words if word not in done.stdout]
        if done.returncode != 0 or missing:
            print(f"{' '.join(command) or 'otoscape'} --help: status {done.returncode}, without {missing}")
            failures += 1
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout
    if "FFmpeg" not in version or "GPL" not in version:
        print(f"--version says nothing of FFmpeg and its licence: {version}")
        failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
