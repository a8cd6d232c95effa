# SPDX-License-Identifier: Apache-2.0
"""Makes one rich input for each container: all that it can hold, a second long, by FFmpeg's program."""
import os
import struct
import subprocess
import zlib

import bitmap

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1"]
DV_PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=720x576:r=25:d=1"]
TONE = ["-f", "lavfi", "-i", "sine=f=440:r=48000:d=1"]
OTHER = ["-f", "lavfi", "-i", "sine=f=550:r=48000:d=1"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
HDR = ("hdr10=1:repeat-headers=1:log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:"
       "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400")
TAGS = ["-metadata", "title=A film", "-metadata", "artist=Nobody", "-metadata", "date=2024-05-06"]
TRACKS = ["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu",
          "-metadata:s:a:1", "title=Second", "-disposition:a:0", "default", "-disposition:a:1", "comment"]
CHAPTERS = (";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=One\n"
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=1000\ntitle=Two\n")
SRT = "1\n00:00:00,100 --> 00:00:00,400\nHello.\n\n2\n00:00:00,500 --> 00:00:00,900\nWhat?\n"


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *words], check=True)


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(3 * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) +
            chunk(b"IEND", b""))


class Parts:
    """Texts and pictures from which the inputs are made."""

    def __init__(self, folder):
        self.folder = folder
        for name, data in {"chapters.txt": CHAPTERS.encode(), "a.srt": SRT.encode(),
                           "cover.png": png(32, 32), "font.ttf": b"\0\1\0\0" + bytes(200),
                           "a.sup": bitmap.subtitle()}.items():
            with open(self.at(name), "wb") as file:
                file.write(data)
        ffmpeg("-i", self.at("a.srt"), self.at("a.ass"))
        ffmpeg("-i", self.at("a.srt"), self.at("a.vtt"))

    def at(self, name):
        return os.path.join(self.folder, name)

    def text(self, name="a.srt"):
        return ["-i", self.at(name)]

    def chapters(self, index):
        """The options that take chapters from input `index`, which must be this one."""
        return ["-map_chapters", str(index)]

    def cover(self):
        return ["-i", self.at("cover.png")]


def maps(*inputs):
    return [word for i in inputs for word in ("-map", str(i))]


def matroska(p, out):
    ffmpeg(*PICTURE, "-itsoffset", "0.1", *TONE, *OTHER, *p.text(), *p.text("a.ass"),
           *p.text("chapters.txt"), *maps(0, 1, 2, 3, 4), *p.chapters(5), *H264, "-aspect", "16:9",
           "-c:a:0", "flac", "-c:a:1", "aac", "-c:s:0", "srt", "-c:s:1", "ass", *TAGS, *TRACKS,
           "-metadata", "custom=value", "-metadata:s:s:0", "language=fra", "-disposition:s:0", "forced",
           "-attach", p.at("cover.png"), "-metadata:s:t:0", "mimetype=image/png",
           "-metadata:s:t:0", "filename=cover.png",
           "-attach", p.at("font.ttf"), "-metadata:s:t:1", "mimetype=application/x-truetype-font", out)


def hdr(p, out):
    ffmpeg(*PICTURE, *TONE, *p.text("a.sup"), *maps(0, 1, 2), "-c:s", "copy", "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt",
           "yuv420p10le", "-x265-params", HDR, "-c:a", "flac", out)


def mp4(p, out):
    plain = p.at("plain.mp4")
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text(), *p.text("chapters.txt"), *maps(0, 1, 2, 3),
           *p.chapters(4), *H264, "-c:a", "aac", "-c:s", "mov_text", *TRACKS, "-metadata:s:s:0",
           "language=fra", "-timecode", "01:00:00:00", plain)
    ffmpeg("-i", plain, *p.cover(), "-map", "0:v", "-map", "0:a", "-map", "0:s", "-map", "1", "-c", "copy",
           "-disposition:v:1", "attached_pic", "-metadata:s:v:0", "rotate=90", *TAGS, out)


def m4v(p, out):
    ffmpeg(*PICTURE, *TONE, *p.text("chapters.txt"), *maps(0, 1), *p.chapters(2), *H264, "-c:a", "aac",
           *TAGS, out)


def quicktime(p, out):
    ffmpeg(*PICTURE, "-itsoffset", "0.1", *TONE, *OTHER, *p.text(), *p.text("chapters.txt"),
           *maps(0, 1, 2, 3), *p.chapters(4), "-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le",
           "-c:s", "mov_text", *TAGS, *TRACKS, "-timecode", "01:00:00:00", "-metadata",
           "com.apple.quicktime.make=Acme", "-metadata", "com.apple.quicktime.model=Phone 9", "-movflags",
           "use_metadata_tags", out)


def webm(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text("a.vtt"), *p.text("chapters.txt"), *maps(0, 1, 2, 3),
           *p.chapters(4), "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus",
           "-c:s", "webvtt", *TAGS, *TRACKS, out)


def avi(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *maps(0, 1, 2), "-c:v", "mpeg4", "-bf", "0", "-c:a:0", "libmp3lame",
           "-c:a:1", "pcm_s16le", *TAGS, *TRACKS, out)


def transport(p, out, codecs=("mp2", "ac3", "dvbsub")):
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text("a.sup"), *maps(0, 1, 2, 3), "-c:s", codecs[2], *H264, "-c:a:0", codecs[0], "-c:a:1", codecs[1], "-metadata:s:a:0", "language=eng",
           "-metadata:s:a:1", "language=deu", "-metadata", "service_name=Erstes", "-metadata",
           "service_provider=Sender", "-mpegts_service_id", "4711", "-streamid", "0:300", "-streamid",
           "1:301", "-streamid", "2:305", out)


def blu_ray(p, out):
    transport(p, out, ("ac3", "ac3", "copy"))


def program(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *maps(0, 1, 2), "-c:v", "mpeg2video", "-bf", "2", "-aspect", "16:9",
           "-c:a", "mp2", "-q:v", "4", out)


def dvd(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text("a.sup"), *maps(0, 1, 2, 3), "-c:s", "dvdsub", "-c:v",
           "mpeg2video", "-bf", "2", "-c:a:0", "ac3", "-c:a:1", "mp2", out)


def mxf(p, out):
    ffmpeg(*DV_PICTURE, *TONE, *OTHER, *maps(0, 1, 2), "-c:v", "mpeg2video", "-b:v", "8M", "-pix_fmt",
           "yuv422p", "-c:a", "pcm_s16le", "-timecode", "01:00:00:00", out)


def ogg_film(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *maps(0, 1, 2), "-c:v", "libtheora", "-c:a", "libvorbis", *TAGS,
           "-metadata:s:a:0", "language=eng", out)


def mobile(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text(), *maps(0, 1, 2, 3), *H264, "-c:a", "aac", "-c:s", "mov_text",
           *TAGS, *TRACKS, out)


def nut(p, out):
    ffmpeg(*PICTURE, *TONE, *OTHER, *p.text("chapters.txt"), *maps(0, 1, 2), *p.chapters(3), "-c:v", "ffv1",
           "-c:a", "pcm_s16le", *TAGS, *TRACKS, out)


def sound(codec, *options, cover=False, chapters=False, tracks=1):
    def make(p, out):
        plain = p.at("plain" + os.path.splitext(out)[1]) if cover else out
        words = [*TONE, *(OTHER if tracks == 2 else []), *p.text("chapters.txt"), *maps(*range(tracks)),
                 "-map_chapters", str(tracks) if chapters else "-1", "-c:a", codec, *TAGS, *options]
        ffmpeg(*words, plain)
        if cover:
            ffmpeg("-i", plain, *p.cover(), "-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v:0",
                   "attached_pic", "-metadata:s:v", "title=Cover", "-metadata:s:v", "comment=Cover (front)",
                   out)
    return make


def audiobook(p, out):
    plain = p.at("plain-book.mka")
    ffmpeg(*TONE, *OTHER, *p.text("chapters.txt"), *maps(0, 1), *p.chapters(2), "-c:a:0", "flac", "-c:a:1",
           "aac", *TAGS, *TRACKS, "-attach", p.at("cover.png"), "-metadata:s:t", "mimetype=image/png",
           "-metadata:s:t", "filename=cover.png", plain)
    os.replace(plain, out)


FILMS = {"mkv": matroska, "mp4": mp4, "mov": quicktime, "m4v": m4v, "webm": webm, "avi": avi, "ts": transport,
         "m2ts": blu_ray, "mpg": program, "vob": dvd, "mxf": mxf, "ogv": ogg_film, "3gp": mobile, "nut": nut}
SOUNDS = {
    "wav": sound("pcm_s16le", "-metadata", "originator=Recorder", "-metadata", "time_reference=48000",
                 "-write_bext", "1"),
    "rf64": sound("pcm_s24le", "-f", "wav", "-rf64", "always"),
    "w64": sound("pcm_s16le"),
    "aiff": sound("pcm_s16be", "-write_id3v2", "1"),
    "caf": sound("pcm_s16le"),
    "flac": sound("flac", cover=True),
    "ogg": sound("libvorbis", chapters=True),
    "opus": sound("libopus", chapters=True),
    "mp3": sound("libmp3lame", cover=True, chapters=True),
    "m4a": sound("aac", cover=True, chapters=True),
    "m4b": sound("aac", cover=True, chapters=True),
    "mka": audiobook,
    "wv": sound("wavpack"),
    "au": sound("pcm_s16be"),
    "ac3": sound("ac3"),
    "eac3": sound("eac3"),
    "aac": sound("aac"),
}
EXTRA = {"hdr.mkv": hdr}  # beside a container's usual one


def make_all(folder):
    """All inputs, by name; the name without a dot is the extension."""
    parts = Parts(folder)
    made = {}
    for name, make in {**FILMS, **SOUNDS, **EXTRA}.items():
        out = os.path.join(folder, name if "." in name else f"in.{name}")
        make(parts, out)
        made[name] = out
    return made
