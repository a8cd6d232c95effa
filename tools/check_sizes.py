#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small folders, files and functions, and few parameters; docs/conventions.md has the numbers.

A file of data says so near its top in a comment, `// Table: …`, and may be longer. A function may
take more parameters where the comment directly above it says why, with the word "parameters".
"""
import collections
import os
import re
import statistics
import sys

from files import files, read
from sources import functions, is_test, part_of

FILE_MEDIAN, FILE_MOST, FUNCTION_MEDIAN, FUNCTION_MOST = 110, 300, 12, 50
PARTS_MOST, PARAMETERS_MOST = 25, 5
TABLE, TABLE_LINES = re.compile(r"//+ Table: \S"), 20


def folder_faults(paths):
    parts = {part_of(path) for path in paths if not is_test(path)}
    for folder, count in sorted(collections.Counter(map(os.path.dirname, parts)).items()):
        if count > PARTS_MOST:
            yield f"{folder}: {count} parts, {PARTS_MOST} are the most"


def file_faults(path, lines):
    table = any(TABLE.match(line) for line in lines[:TABLE_LINES])
    if len(lines) > FILE_MOST and not table:
        yield f"{path}: {len(lines)} lines, {FILE_MOST} are the most"


def function_faults(path, found):
    for function in found:
        length = length_of(function)
        if length > FUNCTION_MOST:
            yield (f"{path}:{function.line}: a function of {length} lines, "
                   f"{FUNCTION_MOST} are the most")


def length_of(function):
    return function.end - function.line + 1 if function.end else 0


def has_reason(function, lines):
    at = function.line - 2
    if at >= 0 and re.match(r"\w[^;{}]*$", lines[at]):
        at -= 1  # the type that it returns, on a line of its own
    while at >= 0 and lines[at].lstrip().startswith(("//", "/*", "*")):
        if re.search(r"\bparameters\b", lines[at], re.IGNORECASE):
            return True
        at -= 1
    return False


def parameter_faults(sources):
    """One fault a function: a reason at its declaration holds for its definition, and an override
    has the parameters of what it overrides. `sources` holds (path, lines, functions)."""
    seen, excused = {}, set()
    for path, lines, found in sources:
        if is_test(path) or path.startswith("tests/"):
            continue
        for function in found:
            if function.parameters <= PARAMETERS_MOST:
                continue
            key = part_of(path), function.name, function.parameters
            if function.overrides or has_reason(function, lines):
                excused.add(key)
            if key not in seen or path.endswith(".h"):
                seen[key] = f"{path}:{function.line}"
    for key, place in sorted(seen.items()):
        if key not in excused:
            yield f"{place}: {key[1]} has {key[2]} parameters, {PARAMETERS_MOST} are the most"


def median_faults(sizes, bodies):
    file, body = statistics.median(sizes), statistics.median(bodies)
    if file > FILE_MEDIAN:
        yield f"the median file has {file:.0f} lines; aim at {FILE_MEDIAN}"
    if body > FUNCTION_MEDIAN:
        yield f"the median function has {body:.0f} lines; aim at {FUNCTION_MEDIAN}"


def main():
    texts = {path: read(path) for path in files("*.h", "*.cc")}
    sources = [(path, text.splitlines(), list(functions(text))) for path, text in texts.items()]
    found = list(folder_faults(texts))
    for path, lines, contents in sources:
        found += [*file_faults(path, lines), *function_faults(path, contents)]
    found += parameter_faults(sources)
    sizes = [len(lines) for _, lines, _ in sources]
    # Functions of one line would make the median say nothing.
    bodies = [length_of(f) for _, _, contents in sources for f in contents if f.end > f.line] or [0]
    found += median_faults(sizes, bodies)
    found.append(f"sizes: {len(sizes)} files, median {statistics.median(sizes):.0f} lines, "
                 f"longest {max(sizes)}; {len(bodies)} functions, "
                 f"median {statistics.median(bodies):.0f}, longest {max(bodies)}")
    print("\n".join(found))
    return 1 if len(found) > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
