#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The picture of the layers: every folder and arrow, nothing over anything else, and its check.

    drawing_test.py SOURCE
"""
import contextlib
import io
import os
import re
import sys
import tempfile
import unittest
from unittest import mock

SOURCE = sys.argv[1]
sys.path.insert(0, os.path.join(SOURCE, "tools"))
import draw_layers  # noqa: E402
from draw_layers import MARGIN, Picture  # noqa: E402
from layers import LAYERS  # noqa: E402


def segments(path):
    """The straight parts of an SVG path of M, V and H."""
    x = y = None
    for command, numbers in re.findall(r"([MVH])([-\d.,]+)", path):
        values = [float(number) for number in numbers.split(",")]
        there = {"M": values, "V": [x, values[0]], "H": [values[0], y]}[command]
        if command != "M":
            yield min(x, there[0]), min(y, there[1]), max(x, there[0]), max(y, there[1])
        x, y = there


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


class Drawing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.picture = Picture()
        cls.svg = cls.picture.svg()
        cls.bricks = {}
        for folder, item in cls.picture.wall.items.items():
            top, bottom = cls.picture.edges(item)
            cls.bricks[folder] = item.left + MARGIN, top, item.right + MARGIN, bottom

    def test_every_folder_is_there_with_its_meaning(self):
        said = " ".join(re.findall(r">([^<]+)<", self.svg))
        for layer in LAYERS.values():
            for word in [layer.folder.rpartition("/")[2], *layer.meaning.split()]:
                self.assertIn(word, said)

    def test_every_allowed_include_is_a_way_up_along_arrows(self):
        reach = {}
        for folder in LAYERS:
            reach[folder] = set()
            for way in self.picture.routes.ways:
                if way.upper == folder:
                    reach[folder] |= {way.lower} | reach[way.lower]
            self.assertLessEqual(set(LAYERS[folder].below), reach[folder], folder)

    def test_arrows_go_up(self):
        for way in self.picture.routes.ways:
            self.assertGreater(self.bricks[way.lower][1], self.bricks[way.upper][3], way)

    def test_no_brick_lies_on_another(self):
        for one, box in self.bricks.items():
            for other, there in self.bricks.items():
                self.assertFalse(one != other and meet(box, there), (one, other))

    def test_no_arrow_crosses_a_brick(self):
        for path in re.findall(r'<path d="(M[^"]+)" fill="none"', self.svg):
            for part in segments(path):
                for folder, box in self.bricks.items():
                    self.assertFalse(self.inside(part, box), (folder, path))

    @staticmethod
    def inside(part, box):
        """Whether a part goes deeper into a box than an arrow's tail or head."""
        left, right = max(part[0], box[0]), min(part[2], box[2])
        top, bottom = max(part[1], box[1]), min(part[3], box[3])
        return left <= right and top <= bottom and (right - left > 2 or bottom - top > 2)

    def test_the_check_says_whether_the_picture_is_the_tables(self):
        with tempfile.TemporaryDirectory() as root:
            os.mkdir(os.path.join(root, "docs"))
            path = os.path.join(root, "docs", "architecture.svg")
            with mock.patch("draw_layers.ROOT", root), mock.patch("draw_layers.Picture", lambda: self.picture):
                self.assertEqual(self.status("--check"), 1, "no picture")
                self.assertEqual((self.status(), self.status("--check")), (0, 0))
                with open(path, encoding="utf-8") as file:
                    drawn = file.read()
                with open(path, "w", encoding="utf-8") as file:
                    file.write(drawn.replace("recruitment", "recreation"))
                self.assertEqual(self.status("--check"), 1, "a picture that was changed")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(drawn)
                with mock.patch("draw_layers.digest", lambda _: "of other tables"):
                    self.assertEqual(self.status("--check"), 1, "a picture of other tables")

    @staticmethod
    def status(*arguments):
        with mock.patch("sys.argv", ["draw_layers.py", *arguments]), contextlib.redirect_stdout(io.StringIO()):
            return draw_layers.main()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
