#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Words about hearing that mislead or hurt, and unfinished marks, in what people read."""
import re
import sys

from files import files

WRONG = {
    r"\bhealthy\b": 'say "typical hearing"',
    r"percent deaf|% deaf": "loss has no percentage",
    r"what deaf people hear": 'say "one possible percept"',
    r"hearing[- ]impaired people": 'say "hard-of-hearing people"',
    r"\b(implanted|impaired) (readers?|people|persons?|users?)\b": 'say "people with implants", "with a loss"',
    r"\b(suffers?|suffering) from\b": "people have a loss; they do not suffer from it",
    r"\b(TODO|FIXME|XXX)\b": "finish it or leave it out",
}
KINDS = ("*.h", "*.cc", "*.md", "*.html", "*.js", "*.mjs", "*.css", "*.py", "*.toml", "run", "*.sh")
OWN = "tools/check_words.py"


def main():
    found = []
    for path in files(*KINDS):
        if path == OWN:
            continue
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                for pattern, why in WRONG.items():
                    if re.search(pattern, line, re.IGNORECASE):
                        found.append(f"{path}:{number}: {line.strip()[:80]} ({why})")
    print("\n".join(found) if found else "words: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
