// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace otoscape::io::files {
namespace {

using hearing::EarProfile;
using hearing::Threshold;

constexpr DbHl kHighestUsed{104.0};
constexpr Decibels kOddGap{10.0};  // bone and air repeat within about 5 dB each

bool has_higher_than_used(const EarProfile& ear) {
  return std::ranges::any_of(
      ear.air.points(), [](const Threshold& t) { return t.response && t.level > kHighestUsed; });
}

// Sound that reaches the cochlea through the middle ear cannot be heard better than by bone alone.
void note_odd_bone(const EarProfile& ear, std::string_view side, std::vector<std::string>& notes) {
  if (!ear.bone) return;
  for (const Threshold& t : ear.bone->points()) {
    const Decibels worse = t.level - ear.air.at(t.frequency);
    if (worse <= kOddGap) continue;
    notes.push_back(fmt::format(
        "{} ear: bone conduction is {:.0f} dB worse than air conduction at {} Hz, which is unusual",
        side, worse.value(), t.frequency.value()));
    return;
  }
}

// Acoustic and electric hearing in one ear: what one of them leaves unused.
void note_acoustic_part(const EarProfile& ear, std::string_view side,
                        std::vector<std::string>& notes) {
  if (!ear.implant || ear.air == hearing::Audiogram()) return;
  const bool silent =
      std::ranges::none_of(ear.air.points(), [](const Threshold& t) { return t.response; });
  if (ear.implant->eas_crossover && silent) {
    notes.push_back(fmt::format(
        "{} ear: eas_crossover_hz keeps acoustic hearing, and the audiogram has no response",
        side));
  }
  if (!ear.implant->eas_crossover && !silent) {
    notes.push_back(
        fmt::format("{} ear: the audiogram is not heard beside the implant; "
                    "eas_crossover_hz would keep what lies below",
                    side));
  }
}

}  // namespace

std::vector<std::string> listener_notes(const hearing::HearingProfile& profile) {
  std::vector<std::string> notes;
  if (has_higher_than_used(profile.left) || has_higher_than_used(profile.right)) {
    notes.push_back("thresholds above 104 dB HL are taken as 104");
  }
  note_odd_bone(profile.left, "left", notes);
  note_odd_bone(profile.right, "right", notes);
  note_acoustic_part(profile.left, "left", notes);
  note_acoustic_part(profile.right, "right", notes);
  if (profile.left.implant || profile.right.implant) {
    notes.push_back(std::string(kImplantsDiffer));
  }
  return notes;
}

}  // namespace otoscape::io::files
