#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The parts of ./run bench truth that need neither HASPI nor the program: sounds, filter, figures, lists.

    truth_test.py [unittest's own arguments]
"""
import collections
import math
import os
import tempfile
import unittest

import numpy as np

import figures
import fir
import pairs
import report
import sounds
import talkers
import wave_file
from fault import Fault
from score_store import ScoreStore

S2 = {250: 20, 375: 20, 500: 20, 750: 22.5, 1000: 25, 1500: 35, 2000: 55, 3000: 75, 4000: 95, 6000: 95}


def speech_like(seconds=2.0, seed=5):
    """Noise that falls by 6 dB an octave, in syllables, between two pauses."""
    count = round(seconds * sounds.RATE_HZ)
    noise = np.cumsum(np.random.Generator(np.random.PCG64(seed)).standard_normal(count))
    noise = noise - np.convolve(noise, np.ones(400) / 400, "same")
    syllables = 0.6 + 0.4 * np.sin(2 * np.pi * 4.0 * np.arange(count) / sounds.RATE_HZ)
    pause = np.zeros(sounds.RATE_HZ // 3)
    return np.concatenate([pause, noise * syllables, pause])


def db(ratio):
    return 20.0 * math.log10(ratio)


class Sounds(unittest.TestCase):
    def test_speech_has_its_level_without_its_pauses(self):
        for level in pairs.LEVELS_DB_SPL:
            sound = sounds.made(speech_like(), level, None, 1)
            first = round(sounds.LEAD_SECONDS * sounds.RATE_HZ)
            last = len(sound) - round(sounds.TAIL_SECONDS * sounds.RATE_HZ)
            self.assertAlmostEqual(sounds.FULL_SCALE_DB_SPL + db(sounds.rms(sound[first:last])), level, places=4)
            self.assertFalse(np.any(sound[:first]) or np.any(sound[last:]))

    def test_noise_has_its_distance_from_speech_and_is_there_from_the_start(self):
        clean = sounds.made(speech_like(), 65, None, 1)
        for snr in (10, 5, 0):
            noise = sounds.made(speech_like(), 65, snr, 1).astype(float) - clean
            steady = noise[round(sounds.RAMP_SECONDS * sounds.RATE_HZ):-round(sounds.RAMP_SECONDS * sounds.RATE_HZ)]
            self.assertAlmostEqual(sounds.FULL_SCALE_DB_SPL + db(sounds.rms(steady)), 65 - snr, delta=0.2)
            self.assertGreater(db(sounds.rms(steady[:4410]) / sounds.rms(steady)), -3.0)

    def test_noise_has_the_spectrum_of_speech(self):
        speech = sounds.trimmed(speech_like())
        noise = sounds.speech_shaped(speech, 20 * sounds.RATE_HZ, 1)
        ratio = sounds.long_term_spectrum(noise) / sounds.long_term_spectrum(speech)
        hz = np.arange(len(ratio)) * sounds.RATE_HZ / sounds.FRAME
        octaves = [np.mean(10 * np.log10(ratio[(hz >= f) & (hz < 2 * f)])) for f in (250, 500, 1000, 2000, 4000, 8000)]
        self.assertLess(max(octaves) - min(octaves), 1.5)  # while the spectrum falls by 30 dB

    def test_noise_is_a_talkers_own_and_stays(self):
        one, same, other = (sounds.made(speech_like(), 65, 0, seed) for seed in (1, 1, 2))
        self.assertTrue(np.array_equal(one, same))
        self.assertFalse(np.array_equal(one, other))

    def test_a_file_gives_the_samples_back(self):
        sound = sounds.made(speech_like(0.2), 65, 5, 1)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "sound.wav")
            wave_file.write(path, sound, sounds.RATE_HZ)
            self.assertTrue(np.array_equal(wave_file.read(path, sounds.RATE_HZ), sound))
            with self.assertRaises(Fault):
                wave_file.read(path, 48000)


class PlainFilter(unittest.TestCase):
    def test_it_attenuates_by_the_audiogram(self):
        taps = fir.designed(S2, sounds.RATE_HZ)
        for hz, loss in S2.items():
            gain = abs(np.dot(taps, np.exp(-2j * np.pi * hz / sounds.RATE_HZ * np.arange(len(taps)))))
            # The Hann window's 4 bins of 11 Hz blur the corners, and what leaks in from 60 dB above.
            self.assertAlmostEqual(db(gain), -loss, delta=0.6, msg=f"{hz} Hz")

    def test_its_delay_is_taken_out(self):
        click = np.zeros(9000, np.float32)
        click[3000] = 1.0
        out = fir.filtered(click, S2, sounds.RATE_HZ)
        self.assertEqual(len(out), len(click))
        self.assertEqual(int(np.argmax(np.abs(out))), 3000)
        self.assertTrue(np.allclose(out[2900:3000], out[3100:3000:-1], atol=1e-9))

    def test_without_a_loss_it_passes_every_bit(self):
        sound = sounds.made(speech_like(), 65, 5, 1)
        self.assertTrue(np.array_equal(fir.filtered(sound, dict.fromkeys(S2, 0.0), sounds.RATE_HZ), sound))


class Figures(unittest.TestCase):
    def test_correlation_bias_and_error(self):
        truth, guess = [0.1, 0.5, 0.9], [0.2, 0.4, 1.2]
        self.assertAlmostEqual(figures.correlation(truth, guess), np.corrcoef(truth, guess)[0, 1])
        self.assertAlmostEqual(figures.bias(truth, guess), 0.1)
        self.assertAlmostEqual(figures.rmse(truth, guess), math.sqrt(0.11 / 3))
        self.assertTrue(math.isnan(figures.correlation([0.5, 0.5], [0.1, 0.2])))

    def test_sign_test(self):
        self.assertAlmostEqual(figures.sign_test(8, 0), 2 / 256)
        self.assertAlmostEqual(figures.sign_test(1, 7), 2 * 9 / 256)
        self.assertEqual(figures.sign_test(4, 4), 1.0)
        self.assertEqual(figures.sign_test(0, 0), 1.0)

    def test_the_lead_is_counted_by_talker(self):
        rows = [{"talker": talker, "ear": 0.5, "live": 0.5 + live, "before": 0.5 + before}
                for talker, live, before in (("a", 0.1, 0.2), ("a", -0.1, -0.2), ("b", 0.3, 0.1), ("c", 0.0, 0.1))]
        leads = report.lead(rows, "live", "before")
        self.assertAlmostEqual(leads["a"], 0.1)
        self.assertAlmostEqual(leads["b"], -0.2)
        self.assertIn("closer than before for 2 of 3 talkers, further off for 1",
                      report.talkers_test(rows, "live", "before"))

    def test_the_table_has_a_row_for_each_value(self):
        rows = [{"talker": "a", "level": level, "noise": "clean", "listener": "N1", "ear": ear, "live": ear - 0.04}
                for level, ear in ((65, 0.9), (50, 0.2), (50, 0.3))]
        lines = report.table(rows, ["live"]).splitlines()
        self.assertIn("all             3  1.000 -.040 .040", lines)
        self.assertIn("  50            2  1.000 -.040 .040", lines)
        self.assertEqual(lines.index("  65            1      – -.040 .040"),
                         lines.index("  50            2  1.000 -.040 .040") + 1)


class Plan(unittest.TestCase):
    def test_no_voice_is_tuned_on_and_judged(self):
        tuned, judged = talkers.listed("tuned"), talkers.listed("judged")
        self.assertFalse({talkers.voice(each) for each in tuned} & {talkers.voice(each) for each in judged})
        self.assertFalse({each.get("package") for each in tuned} & {each.get("package") for each in judged} - {None})
        self.assertLess(len(tuned), len(judged))
        names = [each["name"] for each in tuned + judged]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(len({talkers.seed(each) for each in tuned + judged}), len(names))

    def test_the_default_is_a_balanced_half_of_at_least_250_pairs(self):
        names = [each["name"] for each in talkers.listed("judged")]
        whole, half = pairs.full(names), pairs.half(names)
        self.assertGreaterEqual(len(half), 250)
        self.assertEqual(2 * len(half), len(whole))
        for field in ("talker", "level", "noise", "listener"):
            counts = collections.Counter(getattr(pair, field) for pair in half)
            self.assertEqual(len(set(counts.values())), 1, field)

    def test_a_dozen_pairs_have_every_level_in_every_noise(self):
        quick = pairs.quick([each["name"] for each in talkers.listed("judged")])
        self.assertEqual(len({(pair.level, pair.snr) for pair in quick}), 12)
        self.assertEqual({pair.listener for pair in quick}, set(pairs.LISTENERS))


class Store(unittest.TestCase):
    def test_scores_come_back_to_the_last_digit_and_a_torn_line_is_left_out(self):
        one, two = "1" * 64, "2" * 64
        with tempfile.TemporaryDirectory() as folder:
            ScoreStore(folder).add({one: 0.1 + 0.2})
            with open(os.path.join(folder, "scores.txt"), "a", encoding="ascii") as file:
                file.write(two + " 0.5")
            store = ScoreStore(folder)
            self.assertEqual((store.get(one), store.get(two)), (0.1 + 0.2, None))
            store.add({two: 0.75})
            self.assertEqual([ScoreStore(folder).get(key) for key in (one, two)], [0.1 + 0.2, 0.75])


if __name__ == "__main__":
    unittest.main()
