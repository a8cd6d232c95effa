#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Completion in bash, as if Tab were pressed, and the manual page: every option and command is in it,
and mandoc and man, where they are installed, find no fault."""
import re
import shutil
import subprocess
import sys

PROGRAM = sys.argv[1]
# What is typed, answers that are given, and one that is not. Bash itself puts what stands before a
# colon in front of the answers.
TYPED = (
    ("otoscape ", {"render", "scene", "completion"}, "manual"),
    ("otoscape re", {"render"}, "scene"),
    ("otoscape render --sm", {"--smearing"}, "--scene"),
    ("otoscape render in.wav --ear ", {"left", "right", "both"}, "--ear"),
    ("otoscape render in.wav --listener preset:N", {"N1", "N7"}, "S1"),
    ("otoscape render in.wav -s preset:su", {"sudden-loss"}, "underwater"),
    ("otoscape electrodogram in.wav --ear ", {"left", "right"}, "both"),
    ("otoscape presets ", {"list", "show"}, "render"),
    ("otoscape presets show act", {"activation-day"}, "list"),
    ("otoscape scene check --f", {"--fit", "--film"}, "--full"),
    ("otoscape scene plot --f", {"--fit", "--film"}, "--out"),
    ("otoscape render --out ", set(), "render"),
)
PRESS_TAB = """
source <("$1" completion bash)
COMP_LINE=$2 COMP_POINT=${#2}
_otoscape
printf '%s\\n' "${COMPREPLY[@]}"
"""


def output(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def completion_faults():
    for typed, given, other in TYPED:
        answers = set(output("bash", "-c", PRESS_TAB, "bash", PROGRAM, typed).split())
        if not given <= answers or other in answers or (not given and answers):
            yield f"{typed!r} is completed to {sorted(answers)}"
    script = output(PROGRAM, "completion", "zsh")
    if shutil.which("zsh"):
        wrong = subprocess.run(["zsh", "-n"], input=script, capture_output=True, text=True)
        if wrong.returncode != 0:
            yield f"zsh: {wrong.stderr}"
    for word in ("#compdef otoscape", "--smearing", "preset\\:N3", "_otoscape_scene_check()"):
        if word not in script:
            yield f"zsh's completion is without {word}"


def options(*command):
    return set(re.findall(r"(--[a-z][a-z-]+)[ ,]", output(PROGRAM, *command, "--help"))) - {"--help"}


def manual_faults():
    page = output(PROGRAM, "manual")
    plain = page.replace("\\-", "-")
    for command in ("render", "audiogram", "presets", "presets show", "scene check", "scene plot",
                    "loudness", "audibility", "video", "electrodogram", "completion"):
        if f".SS otoscape {command}" not in plain:
            yield f"the manual has no section for {command}"
        for option in options(*command.split()):
            if option not in plain:
                yield f"the manual is without {option} of {command}"
    for tool in (["mandoc", "-Tlint"], ["man", "--warnings", "-E", "UTF-8", "-Tutf8", "-l", "-"]):
        if shutil.which(tool[0]):
            told = subprocess.run(tool, input=page, capture_output=True, text=True)
            faults = [line for line in (told.stdout if tool[0] == "mandoc" else told.stderr).split("\n")
                      if line and "adjust line" not in line]  # a long list of columns
            if told.returncode != 0 or faults:
                yield f"{tool[0]}: {faults}"


def main():
    found = [*completion_faults(), *manual_faults()]
    print("\n".join(found) if found else "completion and manual: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
