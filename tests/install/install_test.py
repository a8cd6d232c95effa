#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is installed is enough, and the same, for all who use it: install_test.py BUILD SOURCE

Installs into a folder outside the tree and moves it. Outside the tree, too, the examples are built
by find_package and by pkg-config, and README's lines as they are. For every listener and every scene that has a name, the program,
C++ and C must give the same bytes.
"""
import math
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile

BUILD, SOURCE = sys.argv[1:3]
RATE, SECONDS = 48000, 3
C_FLAGS = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror"]
MEDIA = """#include <cstdio>
#include "otoscape/media.h"
int main() { std::puts(otoscape::media::ffmpeg_version().c_str()); }
"""
MEDIA_CMAKE = """cmake_minimum_required(VERSION 3.25)
project(media LANGUAGES CXX)
find_package(otoscape 0.1 REQUIRED COMPONENTS media)
add_executable(media media.cc)
target_link_libraries(media PRIVATE otoscape::media)
"""


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout


def text(*command, **options):
    return run(*command, **options).decode()


def installed(folder):
    """The prefix, moved after installing: nothing in it may name the place it was made for."""
    run("cmake", "--install", BUILD, "--prefix", f"{folder}/first")
    os.rename(f"{folder}/first", f"{folder}/prefix")
    return f"{folder}/prefix"


def header_faults(prefix):
    headers = text("find", prefix, "-name", "*.h").split()
    if not headers:
        yield "no header is installed"
    for header in headers:
        if not header.startswith(f"{prefix}/include/otoscape/"):
            yield f"{header} lies outside include/otoscape"
        with open(header, encoding="utf-8") as file:
            for included in re.findall(r'#\s*include\s*[<"]([^">]*/[^">]*)', file.read()):
                if not os.path.exists(f"{prefix}/include/{included}"):
                    yield f"{header} includes {included}, which is not installed"


def shared_faults(prefix):
    library = text("find", prefix, "-name", "libotoscape.so").strip()
    symbols = [line.split()[-1] for line in text("nm", "-D", "--defined-only", library).splitlines()]
    others = [name for name in symbols if not name.startswith("otoscape_")]
    if others or "otoscape_live_process" not in symbols:
        yield f"libotoscape.so exports {others or 'nothing of its own'}"
    for media in set(re.findall(r"lib(?:av|sw|mysofa)\w*\.so\S*", text("ldd", library))):
        yield f"libotoscape.so links {media}"
    if "libotoscape.so.0]" not in text("readelf", "-d", library):
        yield "libotoscape.so has another SONAME than libotoscape.so.0"


def build_by_cmake(source, build, prefix):
    run("cmake", "-S", source, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_C_FLAGS={' '.join(C_FLAGS[1:])}")
    run("cmake", "--build", build)
    return build


def flags(package, prefix):
    environment = {**os.environ, "PKG_CONFIG_PATH": text("find", prefix, "-name", "pkgconfig").split()[0]}
    return text("pkg-config", "--cflags", "--libs", package, env=environment).split()


def compile_c(source, program, prefix):
    library = os.path.dirname(text("find", prefix, "-name", "libotoscape.so").strip())
    run("cc", *C_FLAGS, source, *flags("otoscape", prefix), f"-Wl,-rpath,{library}", "-o", program)


def build_by_pkg_config(source, build, prefix):
    os.makedirs(build)
    compile_c(f"{source}/live.c", f"{build}/live", prefix)
    for name, package in (("render_buffer", "otoscape-cpp"), ("render_scene", "otoscape-cpp"),
                          ("media", "otoscape-media")):
        run("c++", "-std=c++20", f"{source}/{name}.cc", *flags(package, prefix), "-o", f"{build}/{name}")
    return build


def built(folder, prefix):
    """The folders with the examples: by find_package, by pkg-config."""
    shutil.copytree(f"{SOURCE}/examples", f"{folder}/examples")
    os.makedirs(f"{folder}/media")
    for path, content in (("media/media.cc", MEDIA), ("media/CMakeLists.txt", MEDIA_CMAKE),
                          ("examples/media.cc", MEDIA)):
        with open(f"{folder}/{path}", "w", encoding="utf-8") as file:
            file.write(content)
    media = build_by_cmake(f"{folder}/media", f"{folder}/media-cmake", prefix)
    programs = (build_by_cmake(f"{folder}/examples", f"{folder}/by-cmake", prefix),
                build_by_pkg_config(f"{folder}/examples", f"{folder}/by-pkg-config", prefix))
    for program in (f"{media}/media", f"{programs[1]}/media"):
        if "FFmpeg" not in text(program):
            sys.exit(f"{program} does not name FFmpeg")
    return programs


def try_readme(folder, prefix):
    """Its lines for CMake, C++ and C, alone in a folder each."""
    with open(f"{SOURCE}/README.md", encoding="utf-8") as file:
        blocks = dict(re.findall(r"^```(cmake|cpp|c)\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE))
    for path, language in (("cpp/CMakeLists.txt", "cmake"), ("cpp/heard.cc", "cpp"), ("c/live.c", "c")):
        os.makedirs(os.path.dirname(f"{folder}/readme/{path}"), exist_ok=True)
        with open(f"{folder}/readme/{path}", "w", encoding="utf-8") as file:
            file.write(blocks[language])
    run(f"{build_by_cmake(f'{folder}/readme/cpp', f'{folder}/readme/build', prefix)}/heard")
    compile_c(f"{folder}/readme/c/live.c", f"{folder}/readme/live", prefix)
    run(f"{folder}/readme/live")


def sound():
    """Overtones of a voice that comes and goes, with noise; the right channel is softer."""
    noise, frames = random.Random(1), []
    for n in range(RATE * SECONDS):
        t = n / RATE
        voice = sum(math.sin(2 * math.pi * 140 * k * t + k * k) / k for k in (1, 2, 3, 5, 9, 16, 25))
        value = 0.1 * voice * (1 - math.cos(6 * math.pi * t)) / 2 + 0.003 * noise.gauss(0, 1)
        frames += (value, 0.6 * value)
    return struct.pack(f"<{len(frames)}f", *frames)


def write_wav(path, data):
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 3, 2, RATE,
                       RATE * 8, 8, 32, b"data", len(data))
    with open(path, "wb") as file:
        file.write(head + data)


def wav_data(path):
    with open(path, "rb") as file:
        file.seek(12)
        while head := file.read(8):
            name, size = struct.unpack("<4sI", head)
            if name == b"data":
                return file.read(size)
            file.seek(size + size % 2, os.SEEK_CUR)
    sys.exit(f"{path} has no sound")


def presets(program):
    """Names of listeners and of scenes, as the program lists them."""
    names = {}
    for part in text(program, "presets", "list").split("\n\n"):
        kind = part.split()[0].rstrip(",")
        names.setdefault(kind, []).extend(re.findall(r"^  (\S+)", part, re.MULTILINE))
    listeners = [name for name in names["Listeners"] if not name.startswith("age:")]
    return [*listeners, "age:70:male"], names["Scenes"]


class SameBytes:
    """Renders by the program, by C++ and by C, and what differed."""

    def __init__(self, folder, prefix, programs):
        self.folder, self.programs, self.sound = folder, programs, sound()
        self.command = f"{prefix}/bin/otoscape"
        self.faults, self.changed = [], 0
        write_wav(f"{folder}/in.wav", self.sound)

    def by_command(self, *whose):
        out = f"{self.folder}/out.wav"
        run(self.command, "render", f"{self.folder}/in.wav", "-o", out, *whose, "--sample-format", "f32",
            "--overwrite", "--quiet")
        return wav_data(out)

    def by_example(self, which, name, *arguments):
        return run(f"{self.programs[which]}/{name}", *arguments, input=self.sound)

    def compare(self, called, whose, renders):
        expected = self.by_command(*whose)
        self.changed += expected != self.sound
        for program, result in renders.items():
            if result != expected:
                self.faults.append(f"{called}: {program} gives other bytes than the command")

    def listener(self, number, name):
        # The examples' renderers ring only where they are asked to.
        self.compare(name, ("--listener", f"preset:{name}", "--tinnitus", "off"),
                     {"live": self.by_example(number % 2, "live", name),
                      "render_buffer": self.by_example(1 - number % 2, "render_buffer", name)})

    def scene(self, number, name):
        self.compare(name, ("--scene", f"preset:{name}"),
                     {"render_scene": self.by_example(number % 2, "render_scene", name)})

    def change(self):
        """Before the change the sound of the one, well behind it that of the other."""
        n2, n5 = self.by_example(0, "live", "N2"), self.by_example(0, "live", "N5")
        both = self.by_example(0, "live", "N2", "--change-at", "1.5", "N5")
        cut = self.by_example(1, "live", "N2", "--change-at", "1.5", "N5", "--block", "77")
        before, behind = int(1.4 * RATE) * 8, int(2.5 * RATE) * 8
        if both != cut or both[:before] != n2[:before] or both == n2 or both[behind:] == n2[behind:]:
            self.faults.append("live --change-at does not change N2 to N5")
        if len(both) != len(n5):
            self.faults.append("live gives another number of frames than it gets")


def main():
    os.environ["OTOSCAPE_CACHE"] = "off"
    with tempfile.TemporaryDirectory() as folder:
        prefix = installed(folder)
        try_readme(folder, prefix)
        faults = [*header_faults(prefix), *shared_faults(prefix)]
        same = SameBytes(folder, prefix, built(folder, prefix))
        listeners, scenes = presets(same.command)
        for number, name in enumerate(listeners):
            same.listener(number, name)
        for number, name in enumerate(scenes):
            same.scene(number, name)
        same.change()
        # Typical hearing alone gives back what it gets, and a scene may begin with it.
        if len(listeners) < 25 or len(scenes) < 5 or same.changed < len(listeners) - 3:
            faults.append(f"{len(listeners)} listeners, {len(scenes)} scenes, {same.changed} change the sound")
    faults += same.faults
    print("\n".join(faults) if faults else
          f"installed: {len(listeners)} listeners and {len(scenes)} scenes are the same by command, C++ and C")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
