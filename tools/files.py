#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The project's own files: those git tracks, or, outside a clone, all that nothing built.

    tools/files.py PATTERN…

The environment's OTOSCAPE_ROOT names another tree to look at than the one this file lies in.
"""
import fnmatch
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.environ.get("OTOSCAPE_ROOT") or os.path.dirname(HERE)


def walked():
    for folder, folders, names in os.walk(ROOT):
        top = folder == ROOT
        folders[:] = [f for f in folders if not f.startswith(".") and f != "node_modules" and
                      not (top and (f.startswith("build") or f == "out"))]
        yield from (os.path.relpath(os.path.join(folder, name), ROOT) for name in names)


def files(*patterns):
    """Paths from the root, sorted."""
    listed = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "ls-files"], cwd=ROOT,
                            capture_output=True, text=True) if in_clone() else None
    paths = listed.stdout.split("\n") if listed and listed.returncode == 0 else list(walked())
    wanted = sorted(path for path in paths if os.path.exists(os.path.join(ROOT, path)) and
                    any(fnmatch.fnmatch(os.path.basename(path), wish) for wish in patterns))
    if not wanted:
        sys.exit(f"no file of the project is {' or '.join(patterns)}: nothing would be checked")
    return wanted


def read(path):
    """The text of a file, named from the root."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as text:
        return text.read()


def in_clone():
    return os.path.exists(os.path.join(ROOT, ".git"))


if __name__ == "__main__":
    print("\n".join(files(*sys.argv[1:])))
