#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small files, small functions: median file 110 lines and none above 400; median function 12 lines
and none above 60. Function bodies are found by the formatter's layout: a brace that ends a line at
the outer level of a namespace or class, closed at the same depth."""
import re
import statistics
import sys

from files import files

FILE_MEDIAN, FILE_MOST, FUNCTION_MEDIAN, FUNCTION_MOST = 110, 400, 12, 60
OPENS = re.compile(r"^(?!.*\b(namespace|class|struct|enum|union|extern)\b).*\)[^;]*\{$")


def functions(lines):
    """(first line, length) of each function or test body; lambdas count with their function."""
    at = 0
    while at < len(lines):
        if not OPENS.match(lines[at]) or re.match(r"\s*(if|for|while|switch|do)\b", lines[at]):
            at += 1
            continue
        indent = len(lines[at]) - len(lines[at].lstrip())
        first = at
        while first > 0 and re.match(r"^\s{%d,}\S" % (indent + 4), lines[first]):
            first -= 1
        indent = len(lines[first]) - len(lines[first].lstrip())
        end = at + 1
        while end < len(lines) and not re.match(r"^\s{0,%d}\}" % indent, lines[end]):
            end += 1
        yield first + 1, end - first + 1
        at = end + 1


def main():
    sizes, bodies, found = [], [], []
    for path in files("*.h", "*.cc"):
        with open(path, encoding="utf-8") as text:
            lines = text.read().splitlines()
        sizes.append(len(lines))
        if len(lines) > FILE_MOST:
            found.append(f"{path}: {len(lines)} lines, {FILE_MOST} are the most")
        for first, length in functions(lines):
            bodies.append(length)
            if length > FUNCTION_MOST:
                found.append(f"{path}:{first}: a function of {length} lines, {FUNCTION_MOST} are the most")
    file, body = statistics.median(sizes), statistics.median(bodies)
    if file > FILE_MEDIAN:
        found.append(f"the median file has {file:.0f} lines; aim at {FILE_MEDIAN}")
    if body > FUNCTION_MEDIAN:
        found.append(f"the median function has {body:.0f} lines; aim at {FUNCTION_MEDIAN}")
    print("\n".join(found))
    print(f"sizes: {len(sizes)} files, median {file:.0f} lines, longest {max(sizes)}; "
          f"{len(bodies)} functions, median {body:.0f}, longest {max(bodies)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
