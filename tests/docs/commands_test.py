#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every otoscape command in README and docs runs, as written, in a folder with the films it names.

Commands are the lines of ```sh blocks; `./run …` lines are what started this test. TOML blocks that
begin with a listener's, a scene's or an implant map's format line are loaded.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1:3]
SOUND = ["-f", "lavfi", "-i", "aevalsrc=0.1*sin(3000*t)|0.1*sin(5000*t):s=48000:d=42"]
PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=42", "-i", "chapters", "-map_chapters", "2",
           "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
CHAPTERS = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=7\nEND=21\ntitle=The street\n"


def documents():
    for folder, _, files in os.walk(SOURCE):
        parts = os.path.relpath(folder, SOURCE).split(os.sep)
        if parts[0] not in (".", "docs", "examples") or parts[0].startswith("build"):
            continue
        yield from (os.path.join(folder, name) for name in files if name.endswith(".md"))


def blocks(text, language):
    return re.findall(r"^```%s\n(.*?)^```" % language, text, re.DOTALL | re.MULTILINE)


def make_input(name):
    """A small film or sound file under the name that a command reads."""
    if os.path.exists(name) or name == "-":
        return
    film = os.path.splitext(name)[1] in (".mkv", ".mp4", ".mov")
    with open("chapters", "w", encoding="utf-8") as file:
        file.write(CHAPTERS)
    subprocess.run(["ffmpeg", "-v", "error", "-y", *SOUND, *(PICTURE if film else []), name], check=True)


def run(command, where):
    words = shlex.split(command, comments=True)
    if not words or words[0] == "./run":
        return 0
    if os.path.basename(words[0]) != "otoscape":
        print(f"{where}: {command}: only otoscape and ./run can be tried")
        return 1
    if words[1] in ("render", "captions", "electrodogram", "audibility", "video") and not words[2].startswith("--"):
        make_input(words[2])
    if words[1:3] == ["scene", "import"] and words[3].endswith(".mkv"):
        make_input(words[3])
    for option, value in zip(words, words[1:]):
        if option in ("--film", "--fit") and os.path.splitext(value)[1] == ".mkv":
            make_input(value)
    target = None
    if ">" in words:  # into a file, as a shell does
        target = words[words.index(">") + 1]
        words = words[: words.index(">")]
    done = subprocess.run([PROGRAM, *words[1:]], capture_output=True, text=True)
    if target:
        with open(target, "w", encoding="utf-8") as file:
            file.write(done.stdout)
    if done.returncode != 0:
        print(f"{where}: {command}\n  status {done.returncode}: {done.stderr}")
    return done.returncode != 0


def load(text, command, where):
    with open("block.toml", "w", encoding="utf-8") as file:
        file.write(text)
    return run(f"otoscape {command} ./block.toml", where)


def main():
    failures, commands = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copytree(os.path.join(SOURCE, "examples"), "examples")
        for path in documents():
            with open(path, encoding="utf-8") as file:
                text = file.read()
            for block in blocks(text, "sh"):
                for line in block.replace("\\\n", " ").splitlines():
                    failures += run(line, path)
                    commands += line.startswith("build/otoscape")
            for block in blocks(text, "toml"):
                if block.startswith('format = "otoscape.listener/1"'):
                    failures += load(block, "audiogram", path)
                if block.startswith('format = "otoscape.scene/1"'):
                    failures += load(block, "scene check", path)
                if block.startswith('format = "otoscape.map/1"'):
                    make_input("block.wav")
                    failures += load(block, "electrodogram block.wav -o block.svg --overwrite --map", path)
        for name in sorted(name for name in os.listdir("examples") if name.endswith(".toml")):
            failures += run(f"otoscape audiogram examples/{name}", "examples")
    if commands == 0:
        print("no command was found: this test tests nothing")
    return 1 if failures or commands == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
