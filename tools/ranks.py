# SPDX-License-Identifier: Apache-2.0
"""The table of layers as a graph: which arrows say something new, and how high each folder lies."""


def reduced(layers):
    """folder → the folders below it that no other folder below it leads to."""
    below, reach = {}, {}
    for folder, layer in layers.items():
        led = set().union(*(reach[there] for there in layer.below)) if layer.below else set()
        below[folder] = [there for there in layer.below if there not in led]
        reach[folder] = led | set(layer.below)
    return below


def frame_of(folder, layers, groups):
    """The frame a folder lies in: its own where others lie inside it; "" is the whole picture."""
    name = folder
    while name and name not in groups:
        if name in layers and any(other.startswith(name + "/") for other in layers):
            break
        name = name.rpartition("/")[0]
    return name


def top_of(folder):
    return folder.partition("/")[0]


def roofs_of(layers, below):
    """The top folders that no other uses."""
    used = {top_of(there) for folder in layers for there in below[folder]
            if top_of(folder) != top_of(there)}
    return {top_of(folder) for folder in layers} - used


def ranks_of(layers, below):
    """Longest ways up; a roof lies above the whole of those that it uses."""
    rank = {}
    for folder in layers:
        rank[folder] = 1 + max((rank[there] for there in below[folder]), default=-1)
    roofs = roofs_of(layers, below)
    for folder in layers:
        if top_of(folder) in roofs:
            floors = [max(rank[f] for f in layers if top_of(f) == top_of(there))
                      for there in below[folder] if top_of(there) not in roofs]
            inner = [rank[there] for there in below[folder]]
            rank[folder] = 1 + max(floors + inner)
    return rank


def users_of(below):
    users = {folder: [] for folder in below}
    for folder, lower in below.items():
        for there in lower:
            users[there].append(folder)
    return users
