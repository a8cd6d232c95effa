# SPDX-License-Identifier: Apache-2.0
"""Loops of includes between parts: a source and its header count as one, tests as none."""
import os
from collections import deque

from sources import is_test, part_of


def edges_of(included):
    """part → {part it includes: (file, line, file included)}, the first include of each."""
    edges = {part_of(path): {} for path in included if not is_test(path)}
    for path, lines in sorted(included.items()):
        if is_test(path):
            continue
        for line, target in lines:
            for file in (target, os.path.join(os.path.dirname(path), target)):
                if file in included and not is_test(file) and part_of(file) != part_of(path):
                    edges[part_of(path)].setdefault(part_of(file), (path, line, file))
    return edges


def reached(edges, start):
    """Every part that `start` includes, directly or by way of others."""
    seen, queue = set(), deque([start])
    while queue:
        ahead = set(edges[queue.popleft()]) - seen
        seen |= ahead
        queue += ahead
    return seen


def components(edges):
    """Sets of parts that reach each other."""
    reach = {part: reached(edges, part) for part in edges}
    left = sorted(part for part in edges if part in reach[part])
    while left:
        together = {part for part in left if part in reach[left[0]] and left[0] in reach[part]}
        left = [part for part in left if part not in together]
        yield together


def shortest(edges, parts):
    """The shortest loop through a component: parts, each of which includes the next."""
    best = None
    for start in sorted(parts):
        came, queue = {start: None}, deque([start])
        while queue:
            part = queue.popleft()
            if start in edges[part]:
                loop = [part]
                while came[loop[0]] is not None:
                    loop.insert(0, came[loop[0]])
                best = loop if best is None or len(loop) < len(best) else best
                break
            for there in sorted(set(edges[part]) & parts - set(came)):
                came[there] = part
                queue.append(there)
    return best


def loops(included):
    """One shortest loop of each component of parts that include each other.

    `included` holds (line, file) of every include by file. A loop is a chain of files, each
    included by the next, and its includes as (file, line, file included).
    """
    edges = edges_of(included)
    for parts in components(edges):
        loop = shortest(edges, parts)
        steps = [edges[a][b] for a, b in zip(loop, loop[1:] + loop[:1])][::-1]
        last = max(range(len(steps)), key=lambda i: (steps[i][0].endswith(".cc"), i))
        steps = steps[last + 1:] + steps[:last + 1]  # from a header to its source where one is
        yield [steps[0][2]] + [file for file, _, _ in steps], steps
