# SPDX-License-Identifier: Apache-2.0
"""The page of all pairs: a table of marks, and below it the sentences that the marks stand for."""

HEAD = """# Every container into every other

Written by `./run matrix`: one input of each container, with all that it can hold, rendered into each. Rows are inputs,
columns outputs. What `ffprobe` finds after FFmpeg's own copy (`ffmpeg -map 0 -c copy`, or the copy of those streams
that the container can hold) it finds after the render too, or a note says otherwise.

- ● everything is kept
- a number: kept, but for what the sentence of that number below says
- ✕ and a number: refused before any work, with that sentence
- ‼ FFmpeg's copy keeps something that the render loses without a word
"""


class Sentences:
    """Numbers texts in the order of their first use."""

    def __init__(self):
        self.numbers = {}

    def number(self, text):
        return self.numbers.setdefault(text, len(self.numbers) + 1)

    def lines(self):
        return [f"{number}. {text}" for text, number in self.numbers.items()]


def cell(result, sentences):
    if result.unsaid:
        return "‼"
    if result.refused:
        return f"✕{sentences.number(result.refused)}"
    if result.notes:
        return " ".join(str(n) for n in sorted({sentences.number(note) for note in result.notes}))
    return "●"


def write(path, results, rows, columns):
    by_pair = {result.pair: result for result in results}
    sentences = Sentences()
    lines = [HEAD, "| | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for row in rows:
        cells = [cell(by_pair[(row, column)], sentences) for column in columns]
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    lines += ["", "## The sentences", "", *sentences.lines(), ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
