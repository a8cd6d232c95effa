# SPDX-License-Identifier: Apache-2.0
"""Speech and speech-shaped noise at levels in dB SPL, as mono 32-bit floats at one rate."""
import numpy as np

RATE_HZ = 44100  # the one rate of MSBG
FULL_SCALE_DB_SPL = 120.0  # of an RMS of 1.0: what is audible stays far below full scale
LEAD_SECONDS, TAIL_SECONDS, RAMP_SECONDS = 0.4, 0.2, 0.05  # the noise is steady before speech begins
FRAME = 1024  # of the long-term spectrum: 43 Hz, finer than an auditory filter above 250 Hz
QUIET = 0.01  # of the peak: what lies before and after that is pause


def rms(sound):
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def trimmed(speech):
    """Without the pauses at both ends."""
    loud = np.flatnonzero(np.abs(speech) > QUIET * np.max(np.abs(speech)))
    return speech[loud[0]:loud[-1] + 1]


def long_term_spectrum(speech):
    """Mean power in FRAME / 2 + 1 bins, Hann windows that overlap by half."""
    window = np.hanning(FRAME + 1)[:-1]
    starts = range(0, len(speech) - FRAME + 1, FRAME // 2)
    return np.mean([np.abs(np.fft.rfft(window * speech[start:start + FRAME])) ** 2 for start in starts], axis=0)


def speech_shaped(speech, count, seed):
    """`count` samples of Gaussian noise with the long-term spectrum of speech, RMS 1."""
    white = np.fft.rfft(np.random.Generator(np.random.PCG64(seed)).standard_normal(count))
    bins = np.linspace(0.0, FRAME / 2, len(white))
    shape = np.sqrt(np.interp(bins, np.arange(FRAME // 2 + 1), long_term_spectrum(speech)))
    noise = np.fft.irfft(white * shape, count)
    return noise / rms(noise)


def ramped(noise):
    count = round(RAMP_SECONDS * RATE_HZ)
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)
    noise = noise.copy()
    noise[:count] *= rise
    noise[-count:] *= rise[::-1]
    return noise


def amplitude(level_db_spl):
    return 10.0 ** ((level_db_spl - FULL_SCALE_DB_SPL) / 20.0)


def made(speech, level_db_spl, snr_db, seed):
    """Speech with silence around it at this level (its RMS without pauses at the ends), in noise
    from the first sample to the last where snr_db is a number; RMS against RMS."""
    speech = trimmed(np.asarray(speech, dtype=np.float64))
    speech = speech * (amplitude(level_db_spl) / rms(speech))
    sound = np.concatenate([np.zeros(round(LEAD_SECONDS * RATE_HZ)), speech,
                            np.zeros(round(TAIL_SECONDS * RATE_HZ))])
    if snr_db is not None:
        noise = speech_shaped(speech, len(sound), seed)
        sound = sound + ramped(noise) * amplitude(level_db_spl - snr_db)
    return sound.astype(np.float32)
