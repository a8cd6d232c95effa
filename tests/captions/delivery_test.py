#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The captions of every scene that comes with the program keep the rules of delivery, for adults and
children, in WebVTT and SubRip; IMSC is well-formed and has what its text profile asks for. The
checker finds every planted fault.
"""
import os
import sys
import tempfile
import xml.etree.ElementTree as xml

from caption_films import LENGTH, RATE, SCENES, captions, make_film
from delivery_rules import Cue, faults, late, read

PROGRAM = sys.argv[1]
failures = []


def check_checker():
    """Each line breaks one rule, and the first breaks none."""
    good = [Cue(1.0, 3.0, "[own breath]"), Cue(3.08, 5.0, "[the room]")]
    if faults(good, RATE, 17, 10):
        failures.append(f"the checker finds faults where there are none: {faults(good, RATE, 17, 10)}")
    planted = {
        "three lines": Cue(6, 9, "a\nb\nc"), "a long line": Cue(6, 9, "x" * 43), "nothing": Cue(6, 9, " "),
        "too short": Cue(6, 6.8, "[a]"), "too long": Cue(6, 13.1, "[a]"), "too fast": Cue(6, 7, "x" * 18),
        "outside": Cue(9.0, 10.1, "[a]"), "between frames": Cue(6.02, 8, "[a]"), "overlap": Cue(4.96, 7, "[a]"),
        "one frame": Cue(5.04, 7, "[a]")}
    for name, cue in planted.items():
        if not faults(good + [cue], RATE, 17, 10 if name != "too long" else 20):
            failures.append(f"the checker does not find the planted fault: {name}")
    if not late(good, [(1.2, "[own breath]")], RATE):
        failures.append("the checker does not find what is late")


def check_imsc(text, scene):
    tt = "{http://www.w3.org/ns/ttml}"
    styling = "{http://www.w3.org/ns/ttml#styling}"
    root = xml.fromstring(text)
    profile = root.get("{http://www.w3.org/ns/ttml#parameter}contentProfiles")
    regions = {region.get("{http://www.w3.org/XML/1998/namespace}id"): region for region in root.iter(tt + "region")}
    checks = {
        "the root is tt": root.tag == tt + "tt",
        "the profile is named": profile == "http://www.w3.org/ns/ttml/profile/imsc1.1/text",
        "a language is said": root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en",
        "regions have place and size in %": all(
            value.endswith("%") for region in regions.values()
            for value in (region.get(styling + "origin") or "").split() + (region.get(styling + "extent") or "?").split()),
        "every caption has a region": all(p.get("region") in regions for p in root.iter(tt + "p")),
        "every caption ends after it begins": all(p.get("begin") < p.get("end") for p in root.iter(tt + "p")),
        "there are captions": any(True for _ in root.iter(tt + "p")),
        "no pictures": not list(root.iter(tt + "image"))}
    failures.extend(f"{scene}, IMSC: not so: {name}" for name, so in checks.items() if not so)


def main():
    check_checker()
    with tempfile.TemporaryDirectory() as folder:
        film = make_film(folder)
        for scene in SCENES:
            for reading, speed in (("adult", 17), ("child", 13)):
                for kind in ("vtt", "srt"):
                    text = captions(PROGRAM, film, scene, os.path.join(folder, "c." + kind), "--reading", reading)
                    cues = read(text)
                    failures.extend(f"{scene}, {reading}, {kind}: {fault}" for fault in faults(cues, RATE, speed, LENGTH))
                    if not cues:
                        failures.append(f"{scene}: no captions")
                    if scene == "sudden-loss":
                        failures.extend(late(cues, [(21.0, "[a pop - then almost nothing]"), (31.2, "[the room]")], RATE))
            check_imsc(captions(PROGRAM, film, scene, os.path.join(folder, "c.ttml")), scene)
    print("\n".join(failures) or f"{len(SCENES)} scenes: every rule is kept")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
