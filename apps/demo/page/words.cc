// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/words.h"

#include <fmt/format.h>

#include "otoscape/metrics/audibility_summary.h"

namespace otoscape::demo::page {
namespace {

constexpr const char* kOctaveNames[kOctaves] = {"63 Hz", "125 Hz", "250 Hz", "500 Hz",
                                                "1 kHz", "2 kHz",  "4 kHz",  "8 kHz"};

bool heard(const std::array<double, kOctaves>& levels, int octave) {
  return levels[octave] >= octave_threshold_db_spl(octave);
}

// The highest octave band that is heard, −1 when none is.
int highest(const std::array<double, kOctaves>& levels) {
  for (int octave = kOctaves - 1; octave >= 0; --octave)
    if (heard(levels, octave)) return octave;
  return -1;
}

std::string level_words(double db_spl) {
  return db_spl < 0.0 ? "below 0 dB SPL" : fmt::format("{:.0f} dB SPL", db_spl);
}

std::string talk_words(const EarLevels& is) {
  if (is.talk_share < 0.02) return "The conversation is gone";
  if (is.talk_share < 0.25) return "Of the conversation only traces remain";
  if (is.talk_share < 0.75) return "The conversation is in pieces";
  return "The conversation is still there";
}

// Mean fall in dB over the octave bands first … last.
double fall(const EarLevels& was, const EarLevels& is, int first, int last) {
  double sum = 0.0;
  for (int octave = first; octave <= last; ++octave)
    sum += was.band_octaves_db_spl[octave] - is.band_octaves_db_spl[octave];
  return sum / (last - first + 1);
}

std::string band_words(const EarLevels& was, const EarLevels& is) {
  constexpr int k500 = 3, k4000 = 6, k8000 = 7;
  const int top = highest(is.band_octaves_db_spl);
  if (top < 0) return "and so is the band";
  if (top < k500) return "of the band, the drums and the bass remain";
  if (is.band_db_spl < was.talk_db_spl - 30.0) return "the band is faint";
  if (fall(was, is, k4000, k8000) > fall(was, is, 0, k500) + 15.0)
    return "the band remains, its cymbals dulled or gone";
  if (is.band_db_spl < was.talk_db_spl - 6.0) return "the band is softer than talk was";
  if (is.band_db_spl < was.talk_db_spl + 6.0) return "the band is as loud as talk was";
  return was.band_db_spl - is.band_db_spl < 6.0 ? "the band is nearly as loud as before"
                                                : "the band remains, softer";
}

// "left ear from 65 to 41 dB SPL, right ear …; 5 of its 7 octave bands …"
std::string loss_sentence(const char* what, const Heard& scene, const Heard& render,
                          double EarLevels::*level,
                          std::array<double, kOctaves> EarLevels::*octaves) {
  const EarLevels& better = render.better();
  const auto& was = scene.ears[&better == &render.ears[1]].*octaves;
  const auto& is = better.*octaves;
  const int top = highest(is);
  std::string sentence = fmt::format(
      "{}: left ear from {:.0f} to {}, right ear from {:.0f} to {}; ", what, scene.ears[0].*level,
      level_words(render.ears[0].*level), scene.ears[1].*level, level_words(render.ears[1].*level));
  if (top < 0) return sentence + "below the threshold in every octave band.";
  return sentence + fmt::format("{} of its {} octave bands are heard, the highest at {}.",
                                octaves_heard(is), octaves_heard(was), kOctaveNames[top]);
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

std::string describe(const sound::SceneLevels& is) {
  return fmt::format(
      "Measured at the ears: conversation {:.1f} dB SPL while someone speaks, band {:.1f} dB SPL, "
      "party {:.1f} dB SPL, street {:.1f} dB SPL, room tone {:.1f} dB SPL; in all {:.1f} LUFS, "
      "true peak {:.1f} dBFS.",
      is.talk_db_spl, is.band_db_spl, is.party_db_spl, is.street_db_spl, is.room_db_spl,
      is.integrated_lufs, is.true_peak_dbfs);
}

Findings describe(const Heard& scene, const Heard& render) {
  const EarLevels& is = render.better();
  const EarLevels& was = scene.ears[&is == &render.ears[1]];
  Findings found{talk_words(is) + "; " + band_words(was, is) + ".", {}};
  found.sentences.push_back(loss_sentence("Conversation", scene, render, &EarLevels::talk_db_spl,
                                          &EarLevels::talk_octaves_db_spl));
  found.sentences.push_back(
      fmt::format("Of the speech that typical hearing receives, {} is above this listener’s "
                  "threshold (moments and bands, weighted by their importance for understanding).",
                  metrics::share_words(is.talk_share)));
  found.sentences.push_back(loss_sentence("Band", scene, render, &EarLevels::band_db_spl,
                                          &EarLevels::band_octaves_db_spl));
  if (const std::string growth = growth_sentence(was, is); !growth.empty())
    found.sentences.push_back(growth);
  return found;
}

}  // namespace otoscape::demo::page
