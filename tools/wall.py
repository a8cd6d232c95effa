# SPDX-License-Identifier: Apache-2.0
"""Lays the table of layers out as a wall: each folder a brick above what it may include.

Rows are ranks, the longest way up from the lowest folder. A brick reaches up to the lowest one that
uses it. Where an arrow passes rows, a narrow trunk keeps its way free. Folders inside a folder lie
in its frame. The order within a frame is found by swapping as long as arrows get shorter.
"""
from dataclasses import dataclass, field

from ranks import frame_of, ranks_of, reduced, roofs_of, top_of, users_of

GAP, PAD, TRUNK = 8.0, 8.0, 12.0


@dataclass
class Item:
    """A brick, the frame of bricks inside one folder, or the trunk of arrows from one folder."""
    folder: str
    kind: str
    lo: int
    hi: int
    least: float = TRUNK
    children: list = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    pushed: bool = False  # as far to the right as it goes, not to the left

    @property
    def middle(self):
        return (self.left + self.right) / 2


class Wall:
    def __init__(self, layers, groups, least_width, width):
        self.layers, self.width = layers, width
        self.below = reduced(layers)
        self.users = users_of(self.below)
        self.rank = ranks_of(layers, self.below)
        self.frame = {folder: frame_of(folder, layers, groups) for folder in layers}
        self.roofs = roofs_of(layers, self.below)
        self.items, self.trunks, self.frames = {}, {}, {}
        self.make_bricks(least_width)
        self.make_frames()
        self.make_trunks()
        self.arrows = [(there, folder) for folder in layers for there in self.below[folder]]
        self.carriers = {id(child): self.carrier(frame, child)
                         for frame in self.frames.values() for child in frame.children}
        self.inside = {name: set(self.members(frame)) for name, frame in self.frames.items()}
        self.improve()

    def make_bricks(self, least_width):
        for folder in self.layers:
            lo = self.rank[folder]
            hi = min((self.rank[user] for user in self.users[folder]), default=lo + 1) - 1
            own = self.rank.get(self.frame[folder], lo)
            hi = min(hi, own - 1) if own > lo else hi
            self.items[folder] = Item(folder, "brick", lo, hi, least_width(folder, hi - lo + 1))

    def parent(self, name):
        """The frame around a frame."""
        name = name.rpartition("/")[0]
        while name and name not in self.frames:
            name = name.rpartition("/")[0]
        return name

    def make_frames(self):
        names = sorted({""} | set(self.frame.values()), key=lambda name: (-len(name), name))
        self.frames = {name: Item(name, "frame", 0, 0) for name in names}
        for folder, item in self.items.items():
            self.frames[self.frame[folder]].children.append(item)
        for name in names:
            frame = self.frames[name]
            frame.lo = min(child.lo for child in frame.children)
            frame.hi = max(child.hi for child in frame.children)
            if name:
                self.frames[self.parent(name)].children.append(frame)

    def make_trunks(self):
        for folder, item in self.items.items():
            top = max((self.rank[user] for user in self.users[folder]), default=0) - 1
            at, name, pieces = item.hi + 1, self.frame[folder], []
            while at <= top:
                end = min(top, self.frames[name].hi) if name else top
                if end >= at:
                    trunk = Item(folder, "trunk", at, end)
                    self.frames[name].children.append(trunk)
                    pieces.append(trunk)
                    at = end + 1
                name = self.parent(name)
            self.trunks[folder] = pieces

    # The order within frames.

    def improve(self):
        """From two starts, all to the left and the last ones to the right, keeps the better end."""
        frames = list(self.frames.values())
        start = [list(frame.children) for frame in frames]
        ends = []
        for pushed in (False, True):
            for frame, order in zip(frames, start):
                frame.children = list(order)
                for child in order:
                    child.pushed = pushed and child is order[-1]
            ends.append((self.descend(), [list(frame.children) for frame in frames],
                         [child for frame in frames for child in frame.children if child.pushed]))
        _, orders, pushed = min(ends, key=lambda end: end[0])
        for frame, order in zip(frames, orders):
            frame.children = order
            for child in order:
                child.pushed = any(child is other for other in pushed)
        self.cost()

    def descend(self):
        best, before = self.cost(), None
        while best != before:
            before = best
            for frame in self.frames.values():
                for move in self.moves(len(frame.children)):
                    best = self.keep_order(frame, move, best)
                for child in frame.children:
                    best = self.keep_push(child, best)
        return best

    def keep_push(self, child, best):
        child.pushed = not child.pushed
        cost = self.cost()
        if cost < best - 0.5:
            return cost
        child.pushed = not child.pushed
        return best

    def keep_order(self, frame, move, best):
        """The cost after a move, or before it where that was better."""
        order = list(frame.children)
        frame.children = [order[i] for i in move]
        cost = self.cost()
        if cost < best - 0.5:
            return cost
        frame.children = order
        return best

    @staticmethod
    def moves(count):
        """Orders to try: turned round, one child moved, two children swapped."""
        yield list(range(count))[::-1]
        for i in range(count):
            for j in range(count):
                order = list(range(count))
                order.insert(j, order.pop(i))
                yield order
                if i < j:
                    order = list(range(count))
                    order[i], order[j] = order[j], order[i]
                    yield order

    def cost(self):
        wide = self.pack(self.frames[""])
        self.place(self.frames[""], 0.0, max(wide, self.width))
        total = 20.0 * max(0.0, wide - self.width)
        # Room is for what others use.
        total += sum(frame.right - frame.left for name, frame in self.frames.items()
                     if top_of(name) in self.roofs)
        for lower, upper in self.arrows:
            total += self.across(self.source(lower, upper), self.items[upper])
        for folder, pieces in self.trunks.items():
            for piece, there in zip([self.items[folder]] + pieces, pieces):
                total += self.across(piece, there)
        return total

    def across(self, start, end):
        """What lies between where an arrow leaves and where it enters, and what it would cross."""
        left, right = min(start.right, end.right), max(start.left, end.left)
        if left >= right:
            return 0.0
        bricks = self.crossed(self.items, end.lo, left, right)
        frames = self.crossed(self.frames, end.lo, left, right)
        around = [name for name in frames if {start.folder, end.folder} & self.inside[name]]
        return 10 + right - left + 400 * len(bricks) + 200 * (len(frames) - len(around))

    @staticmethod
    def crossed(items, row, left, right):
        """Those that an arrow meets which goes across below a row."""
        return [name for name, item in items.items()
                if item.lo < row <= item.hi and item.left < right and item.right > left]

    def source(self, lower, upper):
        """What the arrow's last part starts from: the brick, or its trunk's last piece."""
        row, pieces = self.rank[upper], self.trunks[lower]
        for piece in pieces:
            if piece.lo < row <= piece.hi + 1:
                return piece
        return self.items[lower]

    def pack(self, frame):
        """Puts children side by side in order, as far left as they go; says how wide they are."""
        for child in frame.children:
            if child.kind == "frame":
                child.least = self.pack(child) + 2 * PAD
        widths = self.widths(frame)
        skyline = [0.0] * (frame.hi + 2)
        for child, width in zip(frame.children, widths):
            rows = range(child.lo, child.hi + 1)
            child.left = max(skyline[row] for row in rows)
            child.right = child.left + width
            for row in rows:
                skyline[row] = child.right + GAP
        return max(skyline) - GAP

    def widths(self, frame):
        """What lies on a brick is carried by it: it is as wide as all of that."""
        wide, loads = {}, {}
        for child in sorted(frame.children, key=lambda child: -child.lo):
            load = loads.get(id(child), [])
            wide[id(child)] = max(child.least, sum(load) + GAP * (len(load) - 1))
            carrier = self.carriers.get(id(child))
            loads.setdefault(carrier, []).append(wide[id(child)])
        return [wide[id(child)] for child in frame.children]

    def members(self, item):
        if item.kind == "frame":
            start = item.folder and item.folder + "/"
            return [folder for folder in self.layers if (folder + "/").startswith(start)]
        return [item.folder]

    def carrier(self, frame, child):
        """The brick right below `child` in its frame, where it uses no other there."""
        lower = {there for folder in self.members(child) for there in self.below[folder]}
        lower = {child.folder} if child.kind == "trunk" else lower
        found = [id(other) for other in frame.children if other.kind != "trunk" and
                 other.hi == child.lo - 1 and lower & set(self.members(other))]
        return found[0] if len(found) == 1 else None

    def place(self, frame, left, right):
        """Spreads children over the width, then lets bricks fill what is free beside them."""
        frame.left, frame.right = left, right
        inset = PAD if frame.folder else 0.0
        left, right = left + inset, right - inset
        widest = max(child.right for child in frame.children)
        scale = (right - left) / widest
        for child in frame.children:
            child.left, child.right = left + child.left * scale, left + child.right * scale
        for child in reversed(frame.children):
            if child.pushed:
                end = self.room(frame, child, left, right)[1]
                child.left, child.right = child.left + end - child.right, end
        for child in frame.children:
            if child.kind != "trunk":
                child.left, child.right = self.room(frame, child, left, right)
        for child in frame.children:
            if child.kind == "frame":
                self.place(child, child.left, child.right)

    @staticmethod
    def room(frame, child, left, right):
        """From what lies on its left to what lies on its right."""
        for other in frame.children:
            if other is child or other.hi < child.lo or other.lo > child.hi:
                continue
            if other.left >= child.right - 0.01:
                right = min(right, other.left - GAP)
            else:
                left = max(left, other.right + GAP)
        return left, right
