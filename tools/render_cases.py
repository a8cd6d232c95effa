# SPDX-License-Identifier: Apache-2.0
"""The cases of tools/same_renders.py. A case is a name and command lines, which run in a folder of
its own where `in` holds what render_inputs.py makes; what they write and print is compared."""
from dataclasses import dataclass

from render_inputs import CODECS

MAPS = ("ace-22", "cis-12", "hires-120", "fs4-12", "mp3000")  # in every format, the others in one
DEEP = ("N5", "N6", "N7")  # need loud sound to hear any
COMMANDS = ("render", "audiogram", "presets", "scene", "electrodogram")


@dataclass(frozen=True)
class Case:
    name: str
    commands: tuple  # of command lines, in words without the program


def words(*lines):
    return tuple(tuple(line.split()) for line in lines)


def line(source, out, options):
    """The summary as JSON has more digits than the one as text."""
    return f"render in/{source} -o {out} --json {options}"


def render(name, source, options, out="out.wav"):
    return Case(name, words(line(source, out, options)))


def presets(listing):
    """Names under each heading of what `otoscape presets` prints: listeners, maps, scenes."""
    names, kind = {"Listeners": [], "Implant": [], "Scenes": []}, None
    for text in listing.splitlines():
        if text.startswith("  "):
            names.setdefault(kind, []).append(text.split()[0])
        elif text:
            kind = text.split()[0].rstrip(",")
    listeners = [name for name in names["Listeners"] if not name.startswith("age:")]
    if not (listeners and names["Implant"] and names["Scenes"]):
        raise ValueError("`presets` lists no listeners, no maps or no scenes")
    return listeners + ["age:60:male", "age:75:female"], names["Implant"], names["Scenes"]


def ears(listeners):
    for name in listeners:
        level = "fs=120" if name in DEEP else "cinema"
        yield render("ears/" + name.replace(":", "-").lower(), "speech.wav",
                     f"--listener preset:{name} --calibration {level}")
    own = "--listener in/two_ears.toml"
    yield render("ears/two-ears", "speech.wav", own)
    yield render("ears/one-of-them", "speech.wav", own + " --ear right")


def along_scenes(scenes):
    for name in scenes:
        yield render("scenes/" + name, "programme.wav", f"--scene preset:{name} --fit")
    story = "--scene in/story.toml --own-voice in/voice.wav --body in/mono.wav"
    for name, more in (("story", "--duration 9"),
                       ("story-region", "--start 2.5 --duration 4 --seed 3"),
                       ("tinnitus-soft", "--duration 9 --tinnitus soft"),
                       ("tinnitus-off", "--duration 9 --tinnitus off")):
        yield render("scenes/" + name, "programme.wav", f"{story} {more}")
    yield render("scenes/film", "film.mkv", "--scene in/story.toml --fit --return-cap 6", "out.mkv")


def pulses(maps):
    start = "electrodogram in/speech.wav --map preset:"
    outs = ("sequence.csv", "long.csv --format long", "pulses.npy", "pulses.svg")
    for name in MAPS:
        yield Case("pulses/" + name, words(*(f"{start}{name} -o {out}" for out in outs)))
    others = "--duration 1 --ear right --calibration rms=65"
    yield Case("pulses/other-maps", words(
        *(f"{start}{name} -o {name}.csv {others}" for name in maps if name not in MAPS)))
    yield Case("pulses/of-a-film", words(
        "electrodogram in/film.mp4 -o - --map ace-22 --start 1 --quiet"))


def films():
    n3 = "--listener preset:N3"
    for kind in CODECS:
        yield render("films/" + kind, "film." + kind, n3, "out." + kind)
    for name, source, out, more in (
            ("mkv-to-mp4", "film.mkv", "out.mp4", "--audio-bitrate 128k"),
            ("keep-original", "film.mkv", "out.mkv", "--keep-original"),
            ("all-tracks", "film.mov", "out.mov", "--audio-track all"),
            ("region", "film.mp4", "out.wav", "--start 1.25 --duration 1.5"),
            ("region-with-picture", "film.mkv", "out.mkv", "--start 0:02 --duration 1 --picture")):
        yield render("films/" + name, source, f"{n3} {more}", out)
    known = n3 + " --cache known"
    yield Case("films/region-of-a-known-film", words(
        line("long.mkv", "whole.mkv", known),
        line("long.mkv", "out.mkv", known + " --start 0:21.5 --duration 1 --picture")))


def inputs():
    n3 = "--listener preset:N3"
    for name in ("mono-16k", "speech-44k", "speech-96k", "mono", "six", "broken"):
        yield render("inputs/" + name, name + ".wav", n3)
    for kind in ("flac", "mp3"):
        yield render("inputs/" + kind, "speech." + kind, n3, "out." + kind)
    yield render("inputs/mono-one-implant", "mono-16k.wav", "--listener preset:bimodal")
    yield render("inputs/region", "speech-44k.wav", n3 + " --start 1.1 --duration 1")


def options():
    n3 = "--listener preset:N3"
    for name, more in (("smearing-off", "--smearing off"), ("temporal", "--temporal 20"),
                       ("output-gain", "--output-gain 6.5"),
                       ("guard", "--calibration fs=120 --output-gain 20 --ceiling -3"),
                       ("loudness", "--calibration loudness=65"),
                       ("dither", "--sample-format s16 --seed 7")):
        yield render("options/" + name, "speech.wav", f"{n3} {more}")
    yield render("options/match-loudness", "speech.wav", "--listener preset:N1 --match-loudness")
    for threads in (1, 2):
        yield Case(f"options/threads-{threads}", words(
            *(line("film.mkv", name + ".mkv", f"--listener preset:{name} --threads {threads}")
              for name in ("N3", "bimodal", "film-two-years"))))
    yield Case("options/standard-output", words(f"render in/speech.wav -o - --quiet {n3}",
                                                f"render in/speech.wav -o out.wav {n3}"))


def msbg():
    for name, source, more in (
            ("double", "speech-44k.wav", "N3"),
            ("single", "speech-44k.wav", "N3 --precision single"),
            ("aligned", "speech-44k.wav", "S1 --aligned --msbg-level ear --source-position df"),
            ("resampled", "speech.wav", "N1 --resample")):
        yield render("msbg/" + name, source, "--model msbg --listener preset:" + more)


def pictures(listeners, scenes):
    drawn = [f"preset:{name}" for name in listeners] + ["in/two_ears.toml"]
    yield Case("pictures/audiograms", words(
        *(f"audiogram {listener} -o {number}{suffix}" for number, listener in enumerate(drawn)
          for suffix in (".svg", ".csv"))))
    yield Case("pictures/scenes", words(
        *(f"scene plot preset:{name} -o {name}.svg" for name in scenes),
        "scene plot in/story.toml -o film.svg --film in/film.mkv --fit"))


def texts(listeners, maps, scenes):
    yield Case("texts/scenes", words(
        *(f"scene check preset:{name} {fit}" for name in scenes for fit in ("", "--fit 90")),
        "scene check in/story.toml --fit in/film.mkv"))
    names = [*listeners, *scenes, *("map:" + name for name in maps)]
    yield Case("texts/presets", words("presets", *("presets show " + name for name in names)))
    yield Case("texts/audiograms", words(*(f"audiogram preset:{name}" for name in listeners)))
    yield Case("texts/help", words("--help", *(command + " --help" for command in COMMANDS)))


def cases(listing):
    """All of them, for what the earlier program lists as its presets."""
    listeners, maps, scenes = presets(listing)
    return [*ears(listeners), *along_scenes(scenes), *pulses(maps), *films(), *inputs(), *options(),
            *msbg(), *pictures(listeners, scenes), *texts(listeners, maps, scenes)]
