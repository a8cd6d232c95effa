// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace otoscape::metrics {

// The four procedures of ANSI S3.5-1997, by their bands.
enum class SiiProcedure { critical_bands, equal_critical_bands, third_octaves, octaves };
enum class VocalEffort { normal, raised, loud, shout };
// Materials with band importances of their own, in third octaves (ANSI S3.5-1997, table B.2; the
// last from Sherbecoe & Studebaker 2003).
enum class SpeechMaterial { average, nonsense, cid_22, nu_6, rhyme, passages, spin, connected };

// The constants of a procedure (ANSI S3.5-1997, tables 1 to 4), one value a band, bands rising.
struct SiiTable {
  std::span<const double> low_hz, high_hz, centre_hz;  // limits; where masking begins and is judged
  std::span<const double> width_db;                    // 10 lg of the width in Hz
  std::span<const double> importance;                  // of average speech; they sum to 1
  std::span<const double> internal_db;  // noise of the typical ear, spectrum level at 0 dB HL
  std::span<const double> drum_db;      // eardrum re free field
  std::array<std::span<const double>, 4> speech_db;  // by vocal effort, at 1 m, spectrum level

  std::size_t bands() const { return importance.size(); }
  std::span<const double> speech(VocalEffort effort) const {
    return speech_db[static_cast<std::size_t>(effort)];
  }
};

inline constexpr std::size_t kMostSiiBands = 21;
inline constexpr std::size_t kThirdOctaves = 18;

const SiiTable& sii_table(SiiProcedure procedure);
// Importances of the third octaves for a material.
std::span<const double, kThirdOctaves> sii_importance(SpeechMaterial material);

}  // namespace otoscape::metrics
