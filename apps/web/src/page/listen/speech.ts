// SPDX-License-Identifier: Apache-2.0
// Table: an ordinary voice at one metre and the weight of its bands, third octaves from 125 Hz to 8 kHz as kFactHz.
// ANSI S3.5-1997, table 3: normal vocal effort (spectrum level, dB) and band importance; it begins at 160 Hz.
const kSpectrumDb = [NaN, 32.41, 34.48, 34.75, 33.98, 34.59, 34.27, 32.06, 28.3, 25.01, 23.0, 20.15, 17.32, 13.18, 11.55, 9.33,
  5.31, 2.59, 1.13];
export const kImportance = [0, 0.0083, 0.0095, 0.015, 0.0289, 0.044, 0.0578, 0.0653, 0.0711, 0.0818, 0.0844, 0.0882, 0.0898, 0.0868,
  0.0844, 0.0771, 0.0527, 0.0364, 0.0185];
const kCentreHz = [125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000];
const kThirdOctave = 2 ** (1 / 6) - 2 ** (-1 / 6);  // a band's width re its centre

/** Band levels of the voice in dB SPL; NaN at 125 Hz, where the standard has none. */
export const kSpeechDbSpl: readonly number[] = kSpectrumDb.map((db, i) => db + 10 * Math.log10(kCentreHz[i] * kThirdOctave));
/** Peaks of speech lie 15 dB above its mean, its soft parts as far below (ANSI S3.5-1997, 5.4). */
export const kSpeechReachDb = 15;
