# SPDX-License-Identifier: Apache-2.0
"""FFmpeg's own copy of a file into another container: of all streams, or of those that it can hold."""
import os
import subprocess

# FFmpeg 5.1's MP4 muxer leaks 64 bytes of a track whose codec data it makes at the end.
LEAKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ffmpeg_leaks.txt")

MUXERS = {"rf64": ["-f", "wav", "-rf64", "always"], "aiff": ["-write_id3v2", "1"]}


def copy(source, out, streams):
    words = [word for s in streams for word in ("-map", f"0:{s}")]
    ran = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source, *words, "-c", "copy",
                          *MUXERS.get(out.rsplit(".", 1)[-1], []), out], capture_output=True)
    return ran.returncode == 0


def best_copy(source, out, streams):
    """Those of the streams that are copied: all, or one after the other as long as it works."""
    if copy(source, out, streams):
        return streams
    kept = []
    for stream in streams:
        if copy(source, out, kept + [stream]):
            kept.append(stream)
    return kept if kept and copy(source, out, kept) else []


def fits_beside(rendered, source, stream):
    """Whether the container of a render can hold one more stream of the source beside the rendered sound."""
    out = rendered.replace("-out.", "-both.")
    ran = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", rendered, "-i", source, "-map", "0:a:0",
                          "-map", f"1:{stream}", "-c", "copy", *MUXERS.get(out.rsplit(".", 1)[-1], []), out],
                         capture_output=True)
    if os.path.exists(out):
        os.remove(out)
    return ran.returncode == 0


def default_track(probed):
    """The stream that otoscape renders: the default sound track, or the first."""
    sounds = [s for s in probed["streams"] if s["codec_type"] == "audio"]
    chosen = [s for s in sounds if s["disposition"]["default"]] or sounds
    return chosen[0]["index"]


def render(program, source, out):
    """Exit status, notes and error text."""
    # Only for a program built with AddressSanitizer.
    env = dict(os.environ, LSAN_OPTIONS=f"suppressions={LEAKS}:print_suppressions=0",
               ASAN_OPTIONS="fast_unwind_on_malloc=0")
    ran = subprocess.run([program, "render", source, "-o", out, "--overwrite", "--listener", "preset:normal",
                          "--threads", "1", "--cache", "off"], capture_output=True, text=True, env=env)
    notes = [line.split(None, 1)[1].strip() for line in ran.stdout.splitlines()
             if line.strip().startswith("note ")]
    return ran.returncode, notes, ran.stderr.strip().replace("otoscape: ", "", 1)
