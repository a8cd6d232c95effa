# SPDX-License-Identifier: Apache-2.0
"""The page of all pairs: a table of marks, and below it the sentences of those that are refused."""
import re

HEAD = """# Every container into every other

Written by `./run matrix`: one input of each container, with all that it can hold, rendered into each. Rows are inputs,
columns outputs. What `ffprobe` finds after FFmpeg's own copy (`ffmpeg -map 0 -c copy`, or the copy of those streams
that the container can hold) it finds after the render too, or a note of the render names it. A cell says what its notes
name:

| mark | left out, and named |
| --- | --- |
| ● | nothing |
| p | the picture, of a file for sound |
| v | a cover |
| a | another sound track |
| s | subtitles |
| f | an attached file, such as a font |
| d | data |
| k | chapters |
| t | tags |
| l | how the picture looks: rotation, aspect ratio, mastering display |
| c | the sound's codec: it became a lossy one |
| e | the place of the encoder's delay: the sound comes late by it |
| m | two mono tracks: they became left and right of one |
| ✕1 | all: refused before any work, with the sentence of this number |
| ‼ | FFmpeg's copy keeps something that the render loses without a word |
"""
MARKS = ((r"^the picture is left out", "p"), (r"^the cover ", "v"), (r"^the attachment ", "f"),
         (r"^the chapters ", "k"), (r"^tags ", "t"), (r"^what .* of a picture", "l"), (r"the sound became", "c"),
         (r"encoder's delay", "e"), (r"two mono tracks became one", "m"))
NO_LOSS = r"mono tracks, which may be channels"
KINDS = {"audio": "a", "subtitle": "s", "video": "p"}


def mark(note, streams):
    for pattern, letter in MARKS:
        if re.search(pattern, note):
            return letter
    if re.search(NO_LOSS, note):
        return ""
    stream = re.match(r"stream (\d+) ", note)
    if stream:
        return KINDS.get(streams[int(stream.group(1))]["codec_type"], "d")
    raise ValueError("no mark for the note: " + note)


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
        return f"✕{sentences.number(result.refused.replace('.' + result.pair[1] + ' ', 'OUT '))}"
    return "".join(sorted({mark(note, result.streams) for note in result.notes})) or "●"


def write(path, results, rows, columns):
    by_pair = {result.pair: result for result in results}
    sentences = Sentences()
    lines = [HEAD, "| | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for row in rows:
        cells = [cell(by_pair[(row, column)], sentences) for column in columns]
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    lines += ["", "Refused (OUT is the extension):", "", *sentences.lines(), ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
