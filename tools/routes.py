# SPDX-License-Identifier: Apache-2.0
"""Where the arrows of a wall go: up in trunks, across in the gaps between rows."""
from dataclasses import dataclass, field

EDGE, APART = 6.0, 9.0


@dataclass
class Way:
    """Leaves at xs[0]; in the gap above rows[i] it goes across from xs[i] to xs[i + 1]."""
    lower: str
    upper: str
    xs: list = field(default_factory=list)
    rows: list = field(default_factory=list)


def near(x, item):
    """The x over an item that is nearest to x, away from its corners."""
    edge = min(EDGE, (item.right - item.left) / 2)
    return min(max(x, item.left + edge), item.right - edge)


class Routes:
    def __init__(self, wall):
        self.wall, self.ways, self.taken = wall, [], {}
        self.lanes, self.across = {}, {}
        self.trunk_x = {id(piece): self.trunk_place(piece)
                        for pieces in wall.trunks.values() for piece in pieces}
        for lower, upper in sorted(wall.arrows, key=self.span):
            self.ways.append(self.way(lower, upper))
        self.set_lanes()

    def span(self, arrow):
        """Straight arrows choose their place first."""
        lower, upper = arrow
        a, b = self.wall.source(lower, upper), self.wall.items[upper]
        return max(0.0, max(a.left, b.left) - min(a.right, b.right)), arrow

    def trunk_place(self, piece):
        """Beside other folders' trunks that end or begin in the same gap."""
        rows = [self.taken.setdefault(row, {}) for row in range(piece.lo - 1, piece.hi + 1)]
        places = [piece.middle + side * step for step in range(13) for side in (1, -1)]
        free = (x for x in places if all(abs(x - other) >= APART or who == piece.folder
                                         for taken in rows for other, who in taken.items()))
        x = next(free, piece.middle)
        for taken in rows:
            taken[x] = piece.folder
        return x

    def way(self, lower, upper):
        item, end = self.wall.items[lower], self.wall.items[upper]
        pieces = [p for p in self.wall.trunks[lower] if p.lo < end.lo]
        if not pieces:
            return self.direct(item, end)
        xs = [self.trunk_x[id(piece)] for piece in pieces]
        rows = [piece.lo - 1 for piece in pieces]
        first = self.place(near(xs[0], item), item, item.hi, lower)
        last = self.place(near(xs[-1], end), end, end.lo - 1, lower)
        return Way(lower, upper, [first] + xs + [last], rows + [end.lo - 1])

    def direct(self, item, end):
        row = end.lo - 1
        left, right = max(item.left, end.left), min(item.right, end.right)
        if right - left >= EDGE:
            middle = self.place((left + right) / 2, (left, right), row, item.folder)
            return Way(item.folder, end.folder, [middle, middle], [row])
        start = self.place(near(end.middle, item), item, row, item.folder)
        return Way(item.folder, end.folder,
                   [start, self.place(near(item.middle, end), end, row, item.folder)], [row])

    def place(self, x, room, row, folder):
        """The place nearest to x, within `room`, where no other folder's arrow passes the gap."""
        left, right = room if isinstance(room, tuple) else (room.left, room.right)
        taken = self.taken.setdefault(row, {})
        for step in range(60):
            for at in (x + 3 * step, x - 3 * step):
                inside = left + EDGE / 2 <= at <= right - EDGE / 2
                if inside and all(abs(at - other) >= APART or who == folder
                                  for other, who in taken.items()):
                    taken[at] = folder
                    return at
        return x

    def set_lanes(self):
        """Ways across in one gap lie in lanes, one for each folder they come from."""
        spans = {}
        for way in self.ways:
            for a, b, row in zip(way.xs, way.xs[1:], way.rows):
                if abs(a - b) > 0.5:
                    old = spans.setdefault(row, {}).get(way.lower, (a, a))
                    spans[row][way.lower] = min(a, b, old[0]), max(a, b, old[1])
        for row, folders in spans.items():
            lanes = []
            for folder, (left, right) in sorted(folders.items(), key=lambda f: f[1]):
                lane = next((i for i, end in enumerate(lanes) if end + APART < left), len(lanes))
                lanes[lane:lane + 1] = [right]
                self.across[row, folder] = lane
            self.lanes[row] = len(lanes)

    def lane_of(self, way, row):
        return self.across[row, way.lower]

    def free(self, frame, width):
        """The leftmost place at a frame's top, so wide, that no arrow passes."""
        passing = sorted(x for x in self.taken.get(frame.hi, {}) if frame.left < x < frame.right)
        left = frame.left + EDGE
        for x in passing:
            if x - EDGE / 2 >= left + width:
                break
            left = x + EDGE
        return left
