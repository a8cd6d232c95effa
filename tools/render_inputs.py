# SPDX-License-Identifier: Apache-2.0
"""What tools/same_renders.py renders: sounds, films, a listener, a scene; the same every time."""
import os

import numpy as np

from file_difference import decode, encode, tool

RATE = 48000
SENTENCE = "Six boats, four gulls, one dog. Who left the kettle on?"
SPEECH_S, PROGRAMME_S = 3.5, 40.0  # the scene sudden-loss needs 38.8 s
CODECS = {"mkv": "flac", "mp4": "aac", "mov": "pcm_s16le"}  # of films' sound
SUBTITLES = "1\n00:00:00,500 --> 00:00:01,500\nHello.\n\n2\n00:00:02,000 --> 00:00:03,000\nWhat?\n"

# Two ears that differ, one with a conductive part.
LISTENER = """format = "otoscape.listener/1"
name = "two ears"
[left]
air_db_hl  = { 250 = 30, 1000 = 35, 2000 = 45, 4000 = 70, 8000 = 60 }
bone_db_hl = { 500 = 10, 1000 = 15, 4000 = 55 }
[right]
air_db_hl  = { 250 = 15, 1000 = 20, 2000 = 35, 4000 = 65, 8000 = "no response" }
"""

# What the preset scenes lack: blasts, a muff, moves between acoustic and electric ears, a body's
# track, perspectives in between, a room brought down.
STORY = """format = "otoscape.scene/1"
title = "everything"
length = "9s"
[listeners]
worse = "preset:N4"
one_side = "preset:bimodal"
both_sides = "preset:two-years"
film = "preset:film-activation"
two_ears = "two_ears.toml"
[listeners.ringing.both]
air_db_hl = { 500 = 20, 4000 = 50 }
""" + "".join(f"""[[listeners.ringing.{ear}.tinnitus]]
name = "{kind}"
kind = "{kind}"
level_db_spl = {level}
stress = "on"
""" for ear, kind, level in (("left", "tone", 45), ("both", "noise", 35), ("left", "crickets", 40),
                             ("right", "pulsatile", 45), ("right", "low-fluctuating", 40))) + """
[[at]]
time = 0
listener = "ringing"
body = { breath_db = 0, heart_db = 6, thuds_db = 0, track_db = 0 }
stress = 0.5
[[at]]
time = 2
listener = "worse"
perspective = 0.5
leak_db = -30
ramp = "1.5s"
[[at]]
time = 3
event = { kind = "blast", recover = "5s", residual = 0.1, level_db = -6 }
[[at]]
time = 4
listener = "one_side"
event = { kind = "plug-in", protector = "muff", ears = "right" }
body = { heart_db = 0, heart_rate = 120, heart_tone = "film" }
[[at]]
time = 5.5
listener = "both_sides"
event = "plug-out"
[[at]]
time = 6.5
listener = { left = "film" }
ramp = "100ms"
[[at]]
time = 7
perspective = 0.0
room_level = "match"
[[at]]
time = 7.5
listener = "two_ears"
perspective = 1.0
ramp = { over = "0.4s", shape = "ease" }
event = { kind = "pop", stillness = "0.2s", back = "0.2s" }
"""


def speech(folder):
    """A sentence as people hear it from the left: later and softer in the right ear."""
    path = os.path.join(folder, "sentence.wav")
    tool("espeak-ng", "-v", "en-gb", "-w", path, SENTENCE)
    mono = decode(path, rate=RATE)[:int(SPEECH_S * RATE), 0]
    mono = np.pad(mono, (0, int(SPEECH_S * RATE) - len(mono))) * 0.4 / np.abs(mono).max()
    hiss = 1e-3 * np.random.default_rng(1).standard_normal((len(mono), 2))
    return np.stack([mono, 0.7 * np.roll(mono, 20)], axis=1) + hiss


def programme(sentence):
    """Chords, noise that moves like speech, the sentence, a loud passage and silence, in turn."""
    chance = np.random.default_rng(2)
    frames = int(PROGRAMME_S * RATE)
    t = np.arange(frames) / RATE
    out = np.zeros((frames, 2))
    for second in range(0, int(PROGRAMME_S)):
        at = slice(second * RATE, (second + 1) * RATE)
        part = t[at] - second
        base_hz = 110.0 * 2.0 ** (chance.integers(0, 36) / 12.0)
        chord = sum(np.sin(2 * np.pi * base_hz * k * part) / k for k in range(1, 7))
        level = (0.05, 0.1, 0.02, 0.4, 0.0)[second // 2 % 5]
        noise = chance.standard_normal((RATE, 2)) * np.abs(np.sin(2 * np.pi * 1.7 * part))[:, None]
        out[at] = level * (0.5 * (chord * np.exp(-4.0 * part))[:, None] + 0.3 * noise)
    for begin in range(0, int(PROGRAMME_S - SPEECH_S), 6):
        out[begin * RATE:begin * RATE + len(sentence)] += 0.5 * sentence
    return out


def broken(sound):
    """With a few samples that are no numbers or far too large."""
    sound = sound.copy()
    sound[10000:10010, 0], sound[20000, 1], sound[30000, 0] = np.nan, np.inf, 1e9
    return sound


def make_film(folder, name, sound="speech.wav"):
    """A moving picture as long as this sound, a second track and subtitles."""
    path = lambda name: os.path.join(folder, name)
    extension = name.rpartition(".")[2]
    subtitles = "srt" if extension == "mkv" else "mov_text"
    seconds = SPEECH_S if sound == "speech.wav" else PROGRAMME_S
    tool("ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=s=160x120:r=25:d={seconds}",
         "-i", path(sound), "-i", path("mono.wav"), "-i", path("words.srt"), "-map", "0",
         "-map", "1", "-map", "2", "-map", "3", "-c:v", "mpeg4", "-g", "25", "-bf", "2", "-c:a",
         CODECS[extension], "-c:s", subtitles, "-metadata:s:a:1", "language=deu",
         path(name))


def make_inputs(folder):
    """All that the cases read."""
    path = lambda name: os.path.join(folder, name)
    sentence = speech(folder)
    whole = programme(sentence)
    left = sentence[:, :1]
    encode(path("speech.wav"), sentence, RATE)
    encode(path("mono.wav"), left, RATE)
    encode(path("broken.wav"), broken(sentence), RATE)
    surround = np.concatenate([sentence, left, 0.3 * left, whole[:len(left)]], axis=1)
    encode(path("six.wav"), surround, RATE)
    encode(path("programme.wav"), whole, RATE)
    encode(path("voice.wav"), np.roll(whole[:, :1], RATE), RATE)
    encode(path("mono-16k.wav"), left, RATE, "-ar", "16000", "-c:a", "pcm_s16le")
    encode(path("speech-44k.wav"), sentence, RATE, "-ar", "44100", "-c:a", "pcm_f32le")
    encode(path("speech-96k.wav"), sentence, RATE, "-ar", "96000", "-c:a", "pcm_s24le")
    encode(path("speech.flac"), sentence, RATE, "-c:a", "flac", "-sample_fmt", "s16")
    encode(path("speech.mp3"), sentence, RATE, "-c:a", "libmp3lame", "-b:a", "192k")
    for name, text in (("two_ears.toml", LISTENER), ("story.toml", STORY),
                       ("words.srt", SUBTITLES)):
        with open(path(name), "w", encoding="utf-8") as file:
            file.write(text)
    for extension in CODECS:
        make_film(folder, "film." + extension)
    make_film(folder, "long.mkv", "programme.wav")
