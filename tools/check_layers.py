#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Arrows go down only: the includes, the link targets and the table in tools/layers.py agree.

Refused: an include of a folder that is not below, another project's header outside its folder,
parts that include each other in a loop, a source without a header of its own name, a folder without
a row or a row without a folder, and a module that links what its folder may not include.
"""
import fnmatch
import os
import re
import sys

from files import files, read
from layers import FFMPEG_HEADER, FOREIGN, FREE, LAYERS, layer_of
from loops import loops
from sources import includes, is_test, part_of

SPDX = ("// SPDX-License-Identifier: Apache-2.0\n",
        "/* SPDX-License-Identifier: Apache-2.0 */\n")  # C99
ROOTS = tuple(sorted({folder.partition("/")[0] + "/" for folder in LAYERS}))
# Sources that need no header of their own name, and why. Those of FREE need none either.
NO_HEADER = {
    "*/main.cc": "a program",
    "apps/cli/*_command.cc": "commands.h lists the commands",
    "otoscape/c/*.cc": "otoscape.h declares what they define",
    "apps/web/engine/*.cc": "the page, Highway's and io's headers declare what they define",
}


def include_faults(path, text):
    here = layer_of(path)
    for line, target in includes(text):
        for fault in (layer_fault(path, here, target), foreign_fault(path, target)):
            if fault:
                yield f"{path}:{line}: {fault}"


def layer_fault(path, here, target):
    there = layer_of(target)
    if here and target.startswith(FREE):
        helped = is_test(path) and target.startswith("tests/support/")
        return None if helped else f"{here} may not include {target}"
    if here and there and there != here and there not in LAYERS[here].below:
        return f"{here} may not include {target}"
    return None


def foreign_fault(path, target):
    if path.startswith(FREE):
        return None
    for pattern, folders, sentence in FOREIGN:
        if re.match(pattern, target) and not path.startswith(folders):
            return f"{target} may not be included here: {sentence}"
    if target == FFMPEG_HEADER and path.endswith(".h"):
        return f"{target} is for .cc files, so that FFmpeg's types stay inside them"
    if re.match("libav|libsw", target) and path != FFMPEG_HEADER:
        return f"{target} is included by way of {FFMPEG_HEADER}"
    if re.match("gtest/", target) and not is_test(path):
        return f"{target} is for tests"
    return None


def loop_faults(texts):
    for chain, steps in loops({path: list(includes(text)) for path, text in texts.items()}):
        yield "\n".join([f"{steps[0][0]}:{steps[0][1]}: a loop of includes: {' → '.join(chain)}"] +
                        [f"  {path}:{line} includes {target}" for path, line, target in steps])


def header_faults(paths):
    known = set(paths)
    for path in paths:
        if not path.endswith(".cc") or is_test(path) or path.startswith(FREE) or \
                any(fnmatch.fnmatch(path, pattern) for pattern in NO_HEADER):
            continue
        stem = part_of(path)
        if not {stem + ".h", stem + "-inl.h"} & known:
            yield f"{path}:1: no header of its own name ({os.path.basename(stem)}.h)"


def folder_faults(paths):
    """Every folder with sources has a row, every row a folder with sources."""
    used = {os.path.dirname(path) for path in paths if path.startswith(ROOTS)}
    for folder in sorted(used - set(LAYERS)):
        if "testdata" not in folder.split("/"):
            yield f"{folder}: no row in tools/layers.py"
    for folder in LAYERS:
        if folder not in used:
            yield f"tools/layers.py: no source lies in {folder}"


def modules(path, text):
    """(line, target, links) of each otoscape_module in a CMakeLists.txt."""
    text = re.sub(r"#[^\n]*", "", text)
    for match in re.finditer(r"^\s*otoscape_module\(\s*([\w-]+)([^)]*)\)", text, re.MULTILINE):
        words, links = match[2].split(), []
        if "DEPS" in words:
            links = words[words.index("DEPS") + 1:]
            links = links[:links.index("LIBS")] if "LIBS" in links else links
        yield text.count("\n", 0, match.start(1)) + 1, "otoscape_" + match[1], links


def link_faults(texts):
    """The modules of a folder link targets of the folders below it and no others."""
    found = [(path, *module) for path, text in texts.items() for module in modules(path, text)]
    folders = {target: os.path.dirname(path) for path, _, target, _ in found}
    for path, line, target, links in found:
        here = folders[target]
        below = LAYERS[here].below + (here,) if here in LAYERS else ()
        for link in links:
            if link not in folders:
                yield f"{path}:{line}: {target} links {link}, which no otoscape_module declares"
            elif here not in LAYERS:
                yield f"{path}:{line}: {here} has no row in tools/layers.py"
            elif folders[link] not in below:
                yield (f"{path}:{line}: {target} may not link {link}: "
                       f"{here} is not above {folders[link]}")


def main():
    texts = {path: read(path) for path in files("*.h", "*.cc")}
    found = []
    for path, text in texts.items():
        found += include_faults(path, text)
        if not text.startswith(SPDX):
            found.append(f"{path}:1: no SPDX line")
    found += loop_faults(texts)
    found += header_faults(list(texts))
    found += folder_faults(list(texts))
    found += link_faults({path: read(path) for path in files("CMakeLists.txt")})
    print("\n".join(found) if found else "layers: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
