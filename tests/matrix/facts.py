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


def compare_streams(name, theirs, ours, rendered):
    """Facts that `theirs` has and `ours` lacks."""
    lost = []
    for key, value in tags_of(theirs).items():
        if tags_of(ours).get(key) != value:
            lost.append(f"{key} of {name} ({value})")
    a, b = stream_facts(theirs), stream_facts(ours)
    for key, value in a.items():
        if rendered and key not in ("dispositions", "id"):
            continue
        missing = set(value) - set(b[key]) if isinstance(value, list) else value not in (None, b[key])
        if missing:
            lost.append(f"{key} of {name} ({value}, now {b[key]})")
    return lost


def compare(theirs, ours, rendered_kinds):
    """What FFmpeg's copy keeps and the render does not. rendered_kinds: codecs of the rendered track in
    the copy, which the render replaces."""
    lost = []
    left = list(range(len(ours.streams)))
    their_starts, our_starts = theirs.starts(), ours.starts()
    for i, stream in enumerate(theirs.streams):
        name = f"stream {i} ({stream.get('codec_name', stream.get('codec_tag_string'))})"
        rendered = i == rendered_kinds
        fits = [k for k in left if (ours.streams[k]["codec_type"] == "audio" if rendered else
                                    ours.alike(ours.streams[k]) == theirs.alike(stream))]
        same = [k for k in fits if ours.hashes.get(k) == theirs.hashes.get(i)] or fits
        if not fits:
            lost.append(name)
            continue
        k = fits[0] if rendered else same[0]
        left.remove(k)
        if not rendered and stream["codec_type"] != "attachment" and theirs.hashes.get(i) != ours.hashes.get(k):
            lost.append(f"packets of {name} ({stream.get('nb_read_packets')}, now "
                        f"{ours.streams[k].get('nb_read_packets')})")
        lost += compare_streams(name, stream, ours.streams[k], rendered)
        if their_starts[i] is not None and our_starts[k] is not None and \
                stream["codec_type"] in ("audio", "video") and abs(their_starts[i] - our_starts[k]) > TICK:
            lost.append(f"start of {name} ({their_starts[i]:.3f}, now {our_starts[k]:.3f})")
    return lost + compare_files(theirs.all, ours.all)


def compare_files(a, b):
    lost = []
    ours = tags_of(b["format"]) if "format" in b else {}
    for key, value in tags_of(a["format"]).items():
        if value not in ours.get(key, ""):
            lost.append(f"tag {key} ({value})")
    titles = [[c.get("tags", {}).get("title") for c in x.get("chapters", [])] for x in (a, b)]
    if titles[0] and titles[0] != titles[1]:
        lost.append(f"chapters ({titles[0]}, now {titles[1]})")
    names = [[p.get("tags", {}).get("service_name") for p in x.get("programs", [])] for x in (a, b)]
    if any(names[0]) and names[0] != names[1]:
        lost.append(f"programmes ({names[0]}, now {names[1]})")
    return lost
