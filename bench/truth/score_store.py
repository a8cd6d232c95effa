# SPDX-License-Identifier: Apache-2.0
"""Scores by content, in a file that is only ever appended to: a run that was ended goes on."""
import os


class ScoreStore:
    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, "scores.txt")
        self.scores = {}
        if os.path.exists(self.path):
            with open(self.path, encoding="ascii", errors="replace") as file:
                for line in file:
                    self.take(line)

    def take(self, line):
        """A line that was cut off when the machine stopped is left out."""
        words = line.split()
        if line.endswith("\n") and len(words) == 2 and len(words[0]) == 64:
            self.scores[words[0]] = float(words[1])

    def get(self, key):
        return self.scores.get(key)

    def add(self, found):
        """Written to the end before the next pair; repr gives each double back exactly."""
        fresh = {key: score for key, score in found.items() if key not in self.scores}
        if not fresh:
            return
        self.scores.update(fresh)
        torn = os.path.exists(self.path) and os.path.getsize(self.path) > 0 and not ends_in_newline(self.path)
        with open(self.path, "a", encoding="ascii") as file:
            file.write(("\n" if torn else "") + "".join(f"{key} {score!r}\n" for key, score in fresh.items()))


def ends_in_newline(path):
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
