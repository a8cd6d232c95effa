#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every relative link and picture in README and docs leads to a file."""
import os
import re
import sys

SOURCE = sys.argv[1]
sys.path.insert(0, os.path.join(SOURCE, "tools"))
from files import files  # noqa: E402


def main():
    failures = 0
    for path in files("*.md"):
        with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
            text = re.sub(r"```.*?```", "", file.read(), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if "://" in target or os.path.exists(os.path.join(SOURCE, os.path.dirname(path), target)):
                continue
            print(f"{path}: {target} is not there")
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
