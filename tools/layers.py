# SPDX-License-Identifier: Apache-2.0
"""The folders of the code, what each is for, and which others it may include.

The one table that tools/check_layers.py checks and tools/draw_layers.py draws. A folder inside
another is a layer of its own, with its own row.
"""
from dataclasses import dataclass

# (folder, meaning in a few words, folders it may include), the lowest layer first. Names stand
# for folders inside otoscape/ where there is one. "*" is every row above, "-NAME" one fewer.
ROWS = (
    ("otoscape/units", "levels, decibels, hertz, seconds", ""),
    ("otoscape/base", "blocks, arenas, results, the audio side's rules", "units"),
    ("otoscape/hearing", "what a person's ears are", "units base"),
    ("otoscape/dsp", "transforms, filters, noise, lanes", "units base"),
    ("otoscape/scene", "how ears move in time", "units base hearing"),
    ("otoscape/bank", "auditory filters", "units base dsp"),
    ("otoscape/spatial", "loudspeakers to two ears", "units base dsp bank"),
    ("otoscape/loss", "recruitment, smearing, conduction", "units base dsp bank"),
    # The published simulator shares nothing with the stages around it.
    ("otoscape/loss/msbg", "the published simulator", "units base dsp"),
    ("otoscape/metrics", "intelligibility scores", "units base dsp"),
    ("otoscape/surround", "loudspeakers as the ears hear them", "units base dsp bank loss"),
    ("otoscape/tinnitus", "ringing and hiss", "units base dsp"),
    ("otoscape/body", "breath, heart, own voice", "units base dsp"),
    ("otoscape/felt", "loud low sound, felt", "units base dsp"),
    ("otoscape/haptics", "vibration for the skin", "units base dsp felt"),
    ("otoscape/implant", "the words: coding, frames, growth", "units base dsp"),
    ("otoscape/implant/tables", "arrays, places, published bands", "units base dsp implant"),
    ("otoscape/implant/front_end", "microphone and gain control",
     "units base dsp implant implant/tables"),
    ("otoscape/implant/coding", "sound to pulses",
     "units base dsp implant implant/tables implant/front_end"),
    ("otoscape/implant/carriers", "pulses to sound", "units base dsp implant implant/tables"),
    ("otoscape/implant/vocoder", "the percept of pulses",
     "units base dsp implant implant/tables implant/front_end implant/coding implant/carriers"),
    ("otoscape/implant/matched", "the percept of matched pitch",
     "units base dsp implant implant/tables"),
    ("otoscape/implant/film", "the percept for films", "units base dsp implant implant/tables"),
    # The ears know profiles, not scenes.
    ("otoscape/ear", "from a profile to a listener", "* -scene"),
    ("otoscape/render/quantum", "batches, clock, guard, reports", "*"),
    ("otoscape/render/programme", "how loud, before it is rendered", "*"),
    ("otoscape/render/inside", "sounds that only the listener hears", "*"),
    ("otoscape/render/ears", "listeners that change", "* -render/inside"),
    ("otoscape/render", "the renderers", "*"),
    ("io", "plain files", "units base"),
    ("io/wave", "WAV files and their chunks", "units base io"),
    ("io/stems", "a render's parts, for workstations", "units base io io/wave"),
    ("io/haptics", "vibration as events and patterns", "units base io io/wave"),
    ("io/media", "streams and pieces, by FFmpeg", "units base io"),
    ("io/media/read", "films and sound files, as sound", "units base io io/media"),
    ("io/media/picture", "pictures decoded, changed, encoded", "units base io io/media io/media/read"),
    ("io/media/write", "sound beside copied packets", "units base io io/wave io/media io/media/read"),
    ("io/sofa", "measured heads", "units base spatial"),
    ("io/files", "listeners, scenes, maps",
     "units base hearing scene implant implant/tables io"),
    ("io/views", "pictures and tables",
     "units base hearing scene implant implant/tables implant/coding ear io io/files"),
    ("io/timelines", "markers of editors and workstations",
     "units base hearing scene ear io io/files io/views"),
    ("io/pages", "pages for browsers", "units base metrics io io/files io/views"),
    ("io/captions", "captions: formats, words, rules",
     "units base hearing scene ear io io/files"),
    ("io/ribbons", "audibility along a film", "units base metrics io io/views"),
    ("io/strip", "what is heard, drawn into pictures", "units base metrics io io/views io/ribbons"),
    ("jobs/measure", "what is known before", "*"),
    ("jobs/haptics", "vibration beside a render", "*"),
    ("jobs/models", "what renders the tracks of a file", "*"),
    ("jobs/audibility", "how much of the speech can be used", "*"),
    ("jobs/captions", "captions of a film and a scene", "*"),
    ("jobs/interchange", "markers in and out", "*"),
    ("jobs/report", "the page about a render", "*"),
    ("jobs", "what a command does", "*"),
    ("jobs/video", "what is heard, in a film's picture", "*"),
    ("otoscape", "what other C++ programs include", "*"),
    ("otoscape/c", "what C programs include", "* -io/media -io/media/read -io/media/picture -io/media/write -jobs/measure -jobs/haptics -jobs/models -jobs/interchange -jobs/report -jobs -jobs/video"),
    ("apps/web/engine", "the C interface for browsers", "units base io otoscape/c"),
    ("apps/cli", "the program", "* -otoscape -otoscape/c"),
    ("apps/demo/tools", "files and other programs", "units base"),
    ("apps/demo/sound", "instruments, voices, rooms", "units base dsp apps/demo/tools"),
    ("apps/demo/picture", "people and places, drawn", "units base dsp apps/demo/tools apps/demo/sound"),
    ("apps/demo/film", "films, subtitles, renders",
     "units base dsp hearing scene io io/files apps/demo/tools apps/demo/sound apps/demo/picture"),
    ("apps/demo/page", "the page of examples",
     "units base dsp hearing scene metrics io io/files io/views io/pages jobs/report "
     "apps/demo/tools apps/demo/sound apps/demo/film"),
    ("apps/demo", "the demonstration", "* -apps/cli -otoscape -otoscape/c"),
)

# Folders that hold others and no source of their own, drawn as frames.
GROUPS = {"otoscape": "the library: it links Highway and nothing else"}

# Folders whose sources nobody includes from: they may include anything.
FREE = ("tests/", "bench/", "examples/", "fuzz/", "tools/")


@dataclass(frozen=True)
class Layer:
    folder: str
    meaning: str
    below: tuple  # every folder it may include, beside itself


def resolved(words, above):
    """The folders that a row's words name, in the table's order."""
    names = words.split()
    full = {name: "otoscape/" + name if "otoscape/" + name in above else name
            for name in (word.lstrip("-") for word in names) if name != "*"}
    unknown = [name for name in full.values() if name not in above]
    if unknown:
        raise ValueError(f"no row above has the folder {unknown[0]}")
    dropped = {full[name[1:]] for name in names if name.startswith("-")}
    kept = {full[name] for name in names if name in full} if "*" not in names else set(above)
    return tuple(folder for folder in above if folder in kept - dropped)


def make_layers(rows):
    """The table by folder. A row may name rows above it alone, so that no circle can be written."""
    layers = {}
    for folder, meaning, words in rows:
        layers[folder] = Layer(folder, meaning, resolved(words, list(layers)))
    return layers


LAYERS = make_layers(ROWS)


def layer_of(path, layers=None):
    """The innermost folder of the table that `path` lies in, or None."""
    layers = LAYERS if layers is None else layers
    folder = path.rpartition("/")[0]
    while folder and folder not in layers:
        folder = folder.rpartition("/")[0]
    return folder or None


# Headers of other projects, the folders that may include them, and how a fault is told.
FOREIGN = (
    (r"hwy/", ("otoscape/", "apps/web/engine/"), "Highway belongs to otoscape/ and apps/web/engine/"),
    (r"libav|libsw|io/media/ffmpeg\.h$", ("io/media/",), "FFmpeg belongs to io/media/"),
    (r"mysofa", ("io/sofa/",), "libmysofa belongs to io/sofa/"),
    (r"toml\+\+/", ("io/files/",), "toml++ belongs to io/files/"),
    (r"nlohmann/", ("io/json_text.", "io/files/", "io/haptics/", "io/stems/", "io/timelines/", "jobs/",
                     "apps/"),
     "nlohmann-json belongs to io/json_text, io/files/, io/haptics/, io/stems/, io/timelines/, jobs/ and apps/"),
    (r"fmt/", ("io/", "jobs/", "apps/"), "{fmt} belongs to io/, jobs/ and apps/"),
    (r"CLI/", ("apps/cli/",), "CLI11 belongs to apps/cli/"),
)
FFMPEG_HEADER = "io/media/ffmpeg.h"
