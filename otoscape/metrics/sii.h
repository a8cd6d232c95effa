// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/metrics/sii_tables.h"
#include "otoscape/units/level.h"

// Speech intelligibility index, ANSI S3.5-1997: the share of speech, weighted by the importance of
// its bands, that lies above what masks it and above the threshold. E′ speech, N′ noise, T′
// threshold in dB HL; all but the last spectrum levels, dB re 20 µPa in 1 Hz, where the middle of
// the head would be. Per band:
//   V = E′ − 24;  B = max(N′, V);  C = −80 + 0.6 (B + 10 lg width), dB/octave;
//   Z = N′ ⊕ Σ over lower bands k of B_k + 3.32 C_k lg(F / h_k)   (⊕ and Σ: of powers)
//   D = max(Z, X + T′);  K = (E′ − D + 15)/30;  L = 1 − (E′ − U − 10)/160, each within 0…1;
//   SII = Σ I K L,
// X internal noise, U speech of normal effort, h_k the upper limit of band k, I importance. In
// octaves Z = N′.
//
// Not modelled: what a loss does to sound above its threshold (wider filters, slower decay), age,
// two ears together, language, context. An index is no percentage of words: how it maps to them
// depends on the words.

namespace otoscape::metrics {

class Sii {
 public:
  // importance: one value a band, for other speech than the average; empty: the standard's own.
  explicit Sii(SiiProcedure procedure, std::span<const double> importance = {});

  std::size_t bands() const { return table_.bands(); }
  const SiiTable& table() const { return table_; }

  // One value a band, each finite. Levels far below hearing stand for none: −50 dB in the standard.
  struct Spectra {
    std::span<const double> speech_db, noise_db, threshold_db_hl;
  };
  using Bands = std::array<double, kMostSiiBands>;  // the first bands() of them
  double index(const Spectra& spectra) const;
  // Z, the equivalent masking spectrum level.
  Bands masking(const Spectra& spectra) const;

 private:
  const SiiTable& table_;
  std::span<const double> importance_;
  bool spreads_;
  Bands slope_width_db_{};  // the standard rounds the widths of third octaves elsewhere
  std::array<Bands, kMostSiiBands> octaves_{};  // 3.32 lg(F_i / h_k): [k][i], i above k
};

// Speech of an effort from the front, in free field (clause 5.1).
Sii::Bands direct_speech(SiiProcedure procedure, VocalEffort effort, double metres);
// E′ and N′ of speech and noise by their modulation transfer m, 0…1, at nine rates, and their
// combined spectrum level (clause 5.2).
struct SpeechAndNoise {
  double speech_db, noise_db;
};
inline constexpr std::array kModulationHz = {0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 16.0};
SpeechAndNoise from_modulation(std::span<const double, kModulationHz.size()> transfer,
                               double together_db);

}  // namespace otoscape::metrics
