// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/describe.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace otoscape::hearing {
namespace {

constexpr std::array kFourTones = {Hertz(500), Hertz(1000), Hertz(2000), Hertz(4000)};

struct Grade {
  DbHl below;
  std::string_view words;
};

// World report on hearing, WHO 2021; "normal hearing" there is "typical hearing" here.
constexpr std::array kGrades = {
    Grade{DbHl(20), "typical hearing"},       Grade{DbHl(35), "mild hearing loss"},
    Grade{DbHl(50), "moderate hearing loss"}, Grade{DbHl(65), "moderately severe hearing loss"},
    Grade{DbHl(80), "severe hearing loss"},   Grade{DbHl(95), "profound hearing loss"},
};

std::string rounded(double db) { return std::to_string(std::lround(db)); }

std::string conductive_part(const EarProfile& ear) {
  if (!ear.bone) return {};
  double sum_db = 0.0;
  for (Hertz tone : kFourTones) {
    sum_db += std::max(0.0, (ear.air.at(tone) - ear.bone->at(tone)).value());
  }
  const double gap_db = sum_db / kFourTones.size();
  if (std::lround(gap_db) < 1) return ", no conductive part";
  return ", of it " + rounded(gap_db) + " dB conductive";
}

std::string silent_tones(const EarProfile& ear) {
  const bool silent =
      std::ranges::any_of(ear.air.points(), [](const Threshold& t) { return !t.response; });
  return silent ? ", no response at some frequencies" : "";
}

std::string implant(const EarProfile& ear) {
  if (!ear.implant) return {};
  constexpr std::array<std::string_view, 3> percepts = {"vocoder", "matched", "film"};
  return ", with an implant (map " + ear.implant->map.name + ", percept " +
         std::string(percepts[static_cast<std::size_t>(ear.implant->percept)]) + ")";
}

std::string describe(const EarProfile& ear) {
  const DbHl average = four_tone_average(ear.air);
  return std::string(who_grade(average)) + ", average of 0.5, 1, 2 and 4 kHz " +
         rounded(average.value()) + " dB HL" + conductive_part(ear) + silent_tones(ear) +
         implant(ear) + (ear.tinnitus.empty() ? "" : ", with ringing");
}

}  // namespace

DbHl four_tone_average(const Audiogram& audiogram) {
  double sum_db = 0.0;
  for (Hertz tone : kFourTones) sum_db += audiogram.at(tone).value();
  return DbHl(sum_db / kFourTones.size());
}

std::string_view who_grade(DbHl average) {
  for (const Grade& grade : kGrades) {
    if (average < grade.below) return grade.words;
  }
  return "complete hearing loss";
}

std::string describe(const HearingProfile& profile) {
  return "left: " + describe(profile.left) +
         "; right: " + (profile.left == profile.right ? "the same" : describe(profile.right));
}

}  // namespace otoscape::hearing
