#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails where a program links FFmpeg's libraries or libmysofa: links_no_media.py PROGRAM"""
import re
import subprocess
import sys

MEDIA = re.compile(r"\b(lib(av\w+|sw\w+|postproc|mysofa)\.so\S*)")


def main():
    linked = subprocess.run(["ldd", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    found = sorted({match[1] for match in MEDIA.finditer(linked)})
    print(f"{sys.argv[1]} links {', '.join(found)}" if found else "no media library")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
