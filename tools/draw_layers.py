#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/architecture.svg from the table in tools/layers.py.

    tools/draw_layers.py [--check]

With --check nothing is written or drawn: a digest in the picture says whether it was drawn from these tables by these
programs, and is as it was drawn.
"""
import hashlib
import html
import os
import sys

from files import ROOT
from layers import GROUPS, LAYERS
from routes import Routes
from wall import PAD, Wall

PICTURE = "docs/architecture.svg"
WIDTH, MARGIN, HEAD, FOOT = 1320.0, 12.0, 60.0, 12.0
NAME, SMALL, LINE = 12.5, 11.0, 13.5  # font sizes, and from line to line
LANE, LABEL = 7.0, 18.0
CAPTION = ("An arrow leads from a folder to one that may include it. "
           "One that others imply is left out.")
# One a top folder, in the table's order: frame and brick.
TINTS = (("#eaf1f9", "#cfe0f2"), ("#ecf5ea", "#d3e9cd"), ("#fbf3e2", "#f5e3bb"),
         ("#f5edf7", "#e8d5ec"))


def text_width(text, size, bold=False):
    """A guess that the common sans-serif fonts stay within."""
    narrow = sum(c in "fijltr.,:'I /-" for c in text)
    return size * (0.58 * (len(text) - narrow) + 0.34 * narrow) * (1.14 if bold else 1.0)


def wrapped(text, width):
    lines = []
    for word in text.split():
        if lines and text_width(lines[-1] + " " + word, SMALL) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def least_width(folder, rows):
    """So that the meaning takes two lines, or four on a brick of more rows."""
    meaning, most = LAYERS[folder].meaning, 2 if rows == 1 else 5
    width = max([text_width(word, SMALL) for word in meaning.split()] +
                [text_width(folder.rpartition("/")[2], NAME, True)])
    while len(wrapped(meaning, width)) > most:
        width += 1.0
    return width + 12.0


class Picture:
    def __init__(self):
        self.wall = Wall(LAYERS, GROUPS, least_width, WIDTH - 2 * MARGIN)
        self.width = self.wall.frames[""].right + 2 * MARGIN  # more than WIDTH where it has to be
        self.routes = Routes(self.wall)
        self.tops, self.bottoms = {}, {}
        self.height = self.set_rows()
        self.tints = dict(zip(dict.fromkeys(f.partition("/")[0] for f in LAYERS), TINTS))

    # Heights.

    def name(self, folder):
        """Told from the frame around it; or around its own frame, where it has one."""
        frame = self.wall.frame[folder]
        frame = self.wall.parent(frame) if frame == folder else frame
        return folder[len(frame) + 1:] if frame else folder

    def lines(self, item):
        """The meaning's lines, or None where it fits beside the name."""
        meaning, width = LAYERS[item.folder].meaning, item.right - item.left - 10
        beside = text_width(self.name(item.folder), NAME, True) + 10 + text_width(meaning, SMALL)
        return None if beside < width - 8 else wrapped(meaning, width)

    def needed(self, item):
        lines = self.lines(item)
        return 26.0 if lines is None else 22.0 + LINE * len(lines) + 4

    def gap_above(self, row):
        """Between a row and the next: frames' edges, labels and lanes for arrows."""
        frames = [frame for name, frame in self.wall.frames.items() if name]
        tops = sum(PAD for frame in self.nested(frames, row, "hi"))
        bottoms = sum(PAD for frame in self.nested(frames, row + 1, "lo"))
        label = LABEL if any(f.hi == row and f.folder in GROUPS for f in frames) else 0.0
        return tops, label, 12.0 + LANE * (self.routes.lanes.get(row, 0) + 1), bottoms

    @staticmethod
    def nested(frames, row, side):
        """The longest chain of frames inside each other that start or end at a row."""
        at = [frame for frame in frames if getattr(frame, side) == row]
        chains = [[frame for frame in at if (inner.folder + "/").startswith(frame.folder + "/")]
                  for inner in at]
        return max(chains, key=len, default=[])

    def set_rows(self):
        bricks = self.wall.items.values()
        last, y = max(item.hi for item in bricks), HEAD
        for row in range(last, -1, -1):
            tops, label, lanes, bottoms = self.gap_above(row)
            y += tops + label + (lanes + bottoms if row < last else 0.0)
            self.tops[row] = y
            need = [self.needed(item) for item in bricks if item.lo == item.hi == row]
            need += [self.needed(item) - (self.bottoms[row + 1] - self.tops[item.hi]) - 12
                     if item.hi > row else 0.0 for item in bricks if item.lo == row < item.hi]
            y += max(need + [26.0])
            self.bottoms[row] = y
        return y + PAD + FOOT

    def edges(self, item):
        """Top and bottom of an item; a frame encloses those that start and end with it."""
        top, bottom = self.tops[item.hi], self.bottoms[item.lo]
        if item.kind == "frame":
            inner = [f for n, f in self.wall.frames.items() if n.startswith(item.folder)]
            deep = lambda side: 1 + max((f.folder.count("/") - item.folder.count("/") for f in inner
                                         if getattr(f, side) == getattr(item, side)), default=0)
            top -= PAD * deep("hi") + (LABEL if item.folder in GROUPS else 0.0)
            bottom += PAD * deep("lo")
        return top, bottom

    def lane_y(self, row, lane):
        """The height of a lane in the gap above a row."""
        tops, label, _, _ = self.gap_above(row)
        return self.tops[row] - tops - label - 9.0 - LANE * lane

    # What is drawn.

    def svg(self):
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} '
                 f'{self.height:.0f}" font-family="sans-serif" font-size="{SMALL}" fill="#222222">',
                 '<rect width="100%" height="100%" rx="6" fill="#ffffff"/>',
                 '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
                 'markerHeight="7" orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z" fill="#555555"/>'
                 "</marker></defs>",
                 self.text(MARGIN + 6, 24, "The folders of the code", 14, "start", True),
                 self.text(MARGIN + 6, 44, CAPTION, 12, "start")]
        frames = [frame for name, frame in self.wall.frames.items() if name]
        for frame in sorted(frames, key=lambda frame: frame.folder.count("/")):
            parts += self.frame(frame)
        parts += [self.arrow(route) for route in self.routes.ways]
        for item in self.wall.items.values():
            parts += self.brick(item)
        return "\n".join(parts + ["</svg>", ""])

    def text(self, x, y, text, size=None, anchor="middle", bold=False):
        style = (f' font-size="{size}"' if size else "") + (' font-weight="bold"' if bold else "")
        return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>'
                f"{html.escape(text, False)}</text>")

    @staticmethod
    def both(x, y, name, meaning, anchor):
        return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"><tspan font-size="{NAME}" '
                f'font-weight="bold">{html.escape(name)}</tspan><tspan dx="9">'
                f"{html.escape(meaning, False)}</tspan></text>")

    def box(self, item, top, bottom, fill, line):
        return (f'<rect x="{item.left + MARGIN:.1f}" y="{top:.1f}" '
                f'width="{item.right - item.left:.1f}" height="{bottom - top:.1f}" rx="4" '
                f'fill="{fill}" stroke="{line}"/>')

    def frame(self, frame):
        top, bottom = self.edges(frame)
        fill, _ = self.tints[frame.folder.partition("/")[0]]
        parts = [self.box(frame, top, bottom, fill, "#b9c6d4")]
        if frame.folder in GROUPS:
            name, meaning = frame.folder + "/", GROUPS[frame.folder]
            width = text_width(name, NAME, True) + 8 + text_width(meaning, SMALL) + 12
            x = self.routes.free(frame, width) + MARGIN
            parts.append(self.both(x, top + 17, name, meaning, "start"))
        return parts

    def brick(self, item):
        top, bottom = self.edges(item)
        fill = self.tints[item.folder.partition("/")[0]][1]
        parts = [self.box(item, top, bottom, fill, "#8a97a6")]
        name, meaning = self.name(item.folder), LAYERS[item.folder].meaning
        lines, x, y = self.lines(item), item.middle + MARGIN, (top + bottom) / 2
        if lines is None:
            return parts + [self.both(x, y + 4, name, meaning, "middle")]
        y += 4 - LINE * len(lines) / 2
        parts.append(self.text(x, y, name, NAME, "middle", True))
        return parts + [self.text(x, y + LINE * i, line) for i, line in enumerate(lines, 1)]

    def arrow(self, way):
        """Up from a brick, across in lanes, and up to the brick that may include it."""
        x = way.xs[0] + MARGIN
        path = f"M{x:.1f},{self.edges(self.wall.items[way.lower])[0]:.1f}"
        for last_x, next_x, row in zip(way.xs, way.xs[1:], way.rows):
            if abs(next_x - last_x) > 0.5:
                y = self.lane_y(row, self.routes.lane_of(way, row))
                path += f" V{y:.1f} H{next_x + MARGIN:.1f}"
        bottom = self.edges(self.wall.items[way.upper])[1]
        return (f'<path d="{path} V{bottom + 1:.1f}" fill="none" stroke="#555555" '
                'stroke-width="1.2" stroke-linejoin="round" marker-end="url(#head)"/>')


def digest(svg):
    """Of the picture and of all that it was drawn from."""
    total = hashlib.sha256(svg.encode())
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in ("layers", "ranks", "wall", "routes", "draw_layers"):
        with open(os.path.join(folder, name + ".py"), "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def is_drawn(text):
    """Whether a file holds a picture of these tables, untouched."""
    svg, _, mark = text.rpartition("<!-- ")
    return mark == f"{digest(svg)} -->\n"


def main():
    path = os.path.join(ROOT, PICTURE)
    if "--check" not in sys.argv[1:]:
        svg = Picture().svg()
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{svg}<!-- {digest(svg)} -->\n")
        return 0
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if is_drawn(file.read()):
                print("architecture: fine")
                return 0
    print(f"{PICTURE} is not what tools/layers.py gives: run tools/draw_layers.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
