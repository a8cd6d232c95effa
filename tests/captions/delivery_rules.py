# SPDX-License-Identifier: Apache-2.0
"""The rules of delivery, read from files and not from the program that wrote them.

Netflix, Timed Text Style Guide, General Requirements: 42 characters, two lines, 5/6 s to 7 s, two
frames between two captions (or none). English Template Timed Text Style Guide: 17 characters a
second for adults, 13 for children.
"""
import re
from dataclasses import dataclass

COLUMNS, LINES, SHORTEST, LONGEST, GAP_FRAMES = 42, 2, 5 / 6, 7.0, 2
MS = 0.0011  # times in files are whole milliseconds


@dataclass
class Cue:
    begin: float
    end: float
    text: str       # without tags
    settings: str = ""


def seconds(clock):
    parts = [float(part) for part in clock.replace(",", ".").split(":")]
    return sum(part * 60 ** (len(parts) - 1 - i) for i, part in enumerate(parts))


def read(text):
    """The cues of a WebVTT or SubRip file."""
    cues = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((i for i, line in enumerate(lines) if " --> " in line), None)
        if at is None:
            continue
        begin, rest = lines[at].split(" --> ")
        end, _, settings = rest.partition(" ")
        words = re.sub(r"<[^>]*>|\{\\[^}]*\}", "", "\n".join(lines[at + 1:]))
        cues.append(Cue(seconds(begin), seconds(end), words, settings))
    return cues


def faults(cues, frame_rate, speed, length):
    """Sentences about what breaks a rule."""
    found, before = [], None
    for cue in cues:
        said = f"at {cue.begin:.3f} s"
        lasts = cue.end - cue.begin
        lines = cue.text.split("\n")
        if len(lines) > LINES:
            found.append(f"{said}: {len(lines)} lines")
        if any(len(line) > COLUMNS for line in lines):
            found.append(f"{said}: a line of {max(len(line) for line in lines)} characters")
        if not cue.text.strip():
            found.append(f"{said}: nothing is said")
        if lasts < SHORTEST - MS:
            found.append(f"{said}: stands {lasts:.3f} s")
        if lasts > LONGEST + MS:
            found.append(f"{said}: stands {lasts:.3f} s")
        letters = sum(len(line) for line in lines)
        if letters > (lasts + MS) * speed + 1e-6:
            found.append(f"{said}: {letters / lasts:.1f} characters a second")
        if cue.begin < 0 or cue.end > length + MS:
            found.append(f"{said}: outside the film")
        frame = cue.begin * frame_rate
        if abs(frame - round(frame)) > MS * frame_rate:
            found.append(f"{said}: between two frames")
        if before is not None:
            gap = cue.begin - before.end
            if gap < -MS:
                found.append(f"{said}: before the one above is over")
            elif MS < gap < GAP_FRAMES / frame_rate - MS:
                found.append(f"{said}: {gap * frame_rate:.1f} frames after the one above")
        before = cue
    return found


def late(cues, moments, frame_rate, frames=3):
    """Moments, as (seconds, text), that no caption of this text tells within three frames."""
    return [f"{text} at {time:.2f} s" for time, text in moments
            if not any(text in cue.text and abs(cue.begin - time) <= frames / frame_rate + MS for cue in cues)]
