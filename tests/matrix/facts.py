# SPDX-License-Identifier: Apache-2.0
"""What ffprobe and FFmpeg's stream hashes find in a file, and how two files differ in it."""
import json
import subprocess

# Written by muxers and encoders; they say nothing of the film.
STAMPS = ("encoder", "major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "duration",
          "bps", "number_of", "_statistics", "software", "creation_time", "file_package", "material_package",
          "uid", "generation_uid", "product", "company", "application_platform", "toolkit", "operational_pattern",
          "modification_date", "reel_umid", "umid", "coding_history", "encoded_by", "track_name", "data_type")
TICK = 0.03  # s: frames of lossy codecs and picture frames do not begin at the same time


def probe(path):
    ran = subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-show_chapters",
                          "-show_programs", "-count_packets", "-of", "json", path],
                         capture_output=True, text=True)
    return json.loads(ran.stdout) if ran.returncode == 0 and ran.stdout else {"streams": []}


def hashes(path):
    """MD5 of each stream's packets; FFmpeg maps no attachments there."""
    ran = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0", "-map", "-0:t?", "-c",
                          "copy", "-f", "streamhash", "-hash", "md5", "-"], capture_output=True, text=True)
    found = {}
    for line in ran.stdout.splitlines():
        index, _, value = line.split(",")
        found[int(index)] = value
    return found


def tags_of(thing):
    tags = {key.lower(): value for key, value in thing.get("tags", {}).items()}
    return {key: value for key, value in tags.items()
            if not key.startswith(STAMPS) and value not in ("und", "")}


class Facts:
    def __init__(self, path):
        self.path = path
        self.all = probe(path)
        self.hashes = hashes(path) if self.all["streams"] else {}
        self.streams = self.all["streams"]

    def alike(self, stream):
        """What two streams must share to be the same one."""
        kind = stream.get("codec_type")
        return (kind, stream.get("codec_name") if kind != "attachment" else tags_of(stream).get("filename"))

    def starts(self):
        """Start of each stream re the earliest, s."""
        known = [float(s["start_time"]) for s in self.streams if "start_time" in s]
        first = min(known, default=0.0)
        return [float(s["start_time"]) - first if "start_time" in s else None for s in self.streams]


def stream_facts(stream):
    facts = {key: stream.get(key) for key in ("sample_aspect_ratio", "color_space", "color_transfer",
                                              "color_primaries", "color_range", "field_order", "id")}
    facts["dispositions"] = sorted(k for k, v in stream.get("disposition", {}).items() if v)
    facts["side data"] = sorted(d["side_data_type"] for d in stream.get("side_data_list", []))
    return facts


def is_made_anew(stream):
    """The text of chapters and the time code of QuickTime: written again from chapters and tags."""
    return stream.get("codec_tag_string") in ("text", "tmcd") and stream["codec_type"] in ("data", "subtitle")


def compare_streams(name, source, theirs, ours, container):
    """Facts of the source's stream that `theirs` has and `ours` lacks. source: whether `ours` is its render,
    whose codec's facts are its own, and the source's stream."""
    lost = []
    rendered, source = source
    for key, value in tags_of(theirs).items():
        if tags_of(source).get(key) == value and tags_of(ours).get(key) != value:
            lost.append(f"{key} of {name} ({value})")
    was, a, b = stream_facts(source), stream_facts(theirs), stream_facts(ours)
    for key, value in a.items():
        if rendered and key not in ("dispositions", "id"):
            continue
        # Program streams number their sound by its codec.
        if key == "id" and container != "mpegts":
            continue
        if isinstance(value, list):
            missing = (set(value) & set(was[key])) - set(b[key])
        else:
            missing = value is not None and value == was[key] and value != b[key]
        if missing:
            lost.append(f"{key} of {name} ({value}, now {b[key]})")
    return lost


class Copied:
    """A copy beside its source. kept: the source's streams in it, in order."""

    def __init__(self, source, copy, kept, rendered):
        self.source, self.copy, self.rendered = source, copy, rendered
        self.source_starts, self.starts = source.starts(), copy.starts()
        left = list(kept)
        self.numbers = []  # the source's of each of the copy's streams; None: came back as something else
        for stream in copy.streams:
            fits = [n for n in left if source.alike(source.streams[n]) == copy.alike(stream)]
            self.numbers.append(fits[0] if fits else None)
            if fits:
                left.remove(fits[0])

    def start(self, i):
        """Of stream i, where the copy keeps the source's; else None."""
        was, now = self.source_starts[self.numbers[i]], self.starts[i]
        return now if was is not None and now is not None and abs(was - now) <= TICK else None


def match(copied, ours, i, left):
    """Our stream for stream i of the copy; None: there is none."""
    stream = copied.copy.streams[i]
    if copied.numbers[i] == copied.rendered:
        fits = [k for k in left if ours.streams[k]["codec_type"] == "audio"]
        return fits[0] if fits else None
    fits = [k for k in left if ours.alike(ours.streams[k]) == ours.alike(stream)]
    same = [k for k in fits if ours.hashes.get(k) == copied.copy.hashes.get(i)]
    return (same or fits or [None])[0]


def compare(copied, ours):
    """What the source has and FFmpeg's copy keeps, but the render does not."""
    lost, left, our_starts = [], list(range(len(ours.streams))), ours.starts()
    for i, stream in enumerate(copied.copy.streams):
        number = copied.numbers[i]
        if number is None:
            continue
        source = copied.source.streams[number]
        name = f"stream {number} ({stream.get('codec_name', stream.get('codec_tag_string'))})"
        k = match(copied, ours, i, left)
        if k is None:
            lost.append(name)
            continue
        left.remove(k)
        rendered = number == copied.rendered
        if not rendered and stream["codec_type"] != "attachment" and \
                copied.copy.hashes.get(i) != ours.hashes.get(k):
            lost.append(f"packets of {name} ({stream.get('nb_read_packets')}, now "
                        f"{ours.streams[k].get('nb_read_packets')})")
        lost += compare_streams(name, (rendered, source), stream, ours.streams[k],
                                copied.copy.all["format"]["format_name"])
        start = copied.start(i)
        if start is not None and our_starts[k] is not None and \
                stream["codec_type"] in ("audio", "video") and abs(start - our_starts[k]) > TICK:
            lost.append(f"start of {name} ({start:.3f}, now {our_starts[k]:.3f})")
    return lost + compare_files(copied.source.all, copied.copy.all, ours.all)


def compare_files(source, a, b):
    lost = []
    was = tags_of(source.get("format", {}))
    ours = [tags_of(x) for x in [b.get("format", {}), *b.get("streams", [])]]
    for key, value in tags_of(a.get("format", {})).items():
        if was.get(key) == value and not any(value in tags.get(key, "") for tags in ours):
            lost.append(f"tag {key} ({value})")
    titles = [[c.get("tags", {}).get("title") for c in x.get("chapters", [])] for x in (source, a, b)]
    if titles[0] and titles[0] == titles[1] != titles[2]:
        lost.append(f"chapters ({titles[0]}, now {titles[2]})")
    names = [[p.get("tags", {}).get("service_name") for p in x.get("programs", [])] for x in (source, a, b)]
    if any(names[0]) and names[0] == names[1] != names[2]:
        lost.append(f"programmes ({names[0]}, now {names[2]})")
    return lost
