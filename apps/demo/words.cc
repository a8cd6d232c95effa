// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/words.h"

#include <fmt/format.h>

#include <cmath>

namespace otoscape::demo {
namespace {

std::string spoken_hz(double hz) {
  return hz < 1000.0 ? fmt::format("{:.0f} Hz", hz)
                     : fmt::format("{:g} kHz", std::round(hz / 100.0) / 10.0);
}

bool heard(const std::array<double, kOctaves>& levels, int octave) {
  return levels[octave] >= octave_threshold_db_spl(octave);
}

// The highest octave band that is heard, −1 when none is.
int highest(const std::array<double, kOctaves>& levels) {
  for (int octave = kOctaves - 1; octave >= 0; --octave)
    if (heard(levels, octave)) return octave;
  return -1;
}

std::string talk_words(const EarLevels& is) {
  if (is.talk_share < 0.02) return "The conversation is gone";
  if (is.talk_share < 0.25) return "Of the conversation only traces remain";
  if (is.talk_share < 0.75) return "The conversation is in pieces";
  return "The conversation is still there";
}

std::string band_words(const EarLevels& was, const EarLevels& is) {
  const int top = highest(is.band_octaves_db_spl), top_before = highest(was.band_octaves_db_spl);
  if (top < 0) return "and so is the band";
  if (octave_hz(top) < 400.0) return "of the band, the drums and the bass remain";
  if (top < top_before) return "the drums remain, the cymbals do not";
  return is.band_db_spl > was.band_db_spl - 12.0 ? "the band is nearly as loud as before"
                                                 : "the drums and the guitars remain";
}

std::string talk_sentence(const EarLevels& was, const EarLevels& is) {
  const int top = highest(is.talk_octaves_db_spl);
  if (top < 0)
    return fmt::format(
        "Conversation: from {:.0f} dB SPL to below the threshold in every octave band.",
        was.talk_db_spl);
  return fmt::format(
      "Conversation: from {:.0f} to {:.0f} dB SPL; {} of its {} octave bands are heard, up "
      "to the one at {}.",
      was.talk_db_spl, is.talk_db_spl, octaves_heard(is.talk_octaves_db_spl),
      octaves_heard(was.talk_octaves_db_spl), spoken_hz(octave_hz(top)));
}

std::string band_sentence(const EarLevels& was, const EarLevels& is) {
  const int top = highest(is.band_octaves_db_spl);
  if (top < 0)
    return fmt::format("Band: from {:.0f} dB SPL to below the threshold.", was.band_db_spl);
  return fmt::format(
      "Band: from {:.0f} to {:.0f} dB SPL; {} of its {} octave bands are heard, up to the "
      "one at {}.",
      was.band_db_spl, is.band_db_spl, octaves_heard(is.band_octaves_db_spl),
      octaves_heard(was.band_octaves_db_spl), spoken_hz(octave_hz(top)));
}

std::string growth_sentence(const EarLevels& was, const EarLevels& is) {
  const double before = was.band_db_spl - was.talk_db_spl, after = is.band_db_spl - is.talk_db_spl;
  if (highest(is.talk_octaves_db_spl) < 0 || after < before + 3.0) return "";
  return fmt::format(
      "From talk to band the level grows by {:.0f} dB instead of {:.0f}: what is heard at "
      "all grows loud quickly (recruitment).",
      after, before);
}

}  // namespace

Findings describe(const Heard& scene, const Heard& render) {
  const EarLevels& is = render.better();
  const EarLevels& was = scene.ears[&is == &render.ears[1]];
  Findings found{talk_words(is) + "; " + band_words(was, is) + ".", {}};
  found.sentences.push_back(talk_sentence(was, is));
  found.sentences.push_back(
      fmt::format("Of the speech that typical hearing receives, {:.0f} % is above this listener’s "
                  "threshold (moments and "
                  "bands, weighted by their importance for understanding).",
                  100.0 * is.talk_share));
  found.sentences.push_back(band_sentence(was, is));
  if (const std::string growth = growth_sentence(was, is); !growth.empty())
    found.sentences.push_back(growth);
  return found;
}

}  // namespace otoscape::demo
