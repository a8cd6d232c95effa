// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <optional>
#include <variant>

#include "otoscape/ear/matched_percept.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/implant/film/film_percept.h"
#include "otoscape/implant/vocoder/vocoder.h"

namespace otoscape::ear {

struct VocoderPercept {
  implant::CodingParams coding;
  implant::vocoder::VocoderParams carriers;
  // Set where electrodes are off, regions are dead, or low frequencies are left to acoustic
  // hearing: the implant without these restrictions. Its gain is used, so that the remaining bands
  // do not become louder.
  struct Whole {
    implant::CodingParams coding;
    implant::vocoder::VocoderParams carriers;
    bool operator==(const Whole&) const = default;
  };
  std::optional<Whole> whole;
  bool operator==(const VocoderPercept&) const = default;
};

// Parameters of the electric path of one ear.
struct PerceptParams {
  std::variant<VocoderPercept, MatchedParams, implant::film::FilmParams> what;
  double delay_s = 0.0;        // later than the acoustic ears
  double confusion_deg = 0.0;  // of directions, standard deviation
  bool operator==(const PerceptParams&) const = default;
};

// Whether a change from one to the other is a glide. With another map it is not: another map is
// another implant, and the two are crossfaded.
bool continues(const PerceptParams& from, const PerceptParams& to);

// Slice of the film percept, in frames at 48 kHz.
inline constexpr int kFilmSlice = 4096;

// The parts of the electric path that a listener, or all listeners of an arc, need. They determine
// the latency of the whole, which does not change while sound flows.
struct ElectricNeeds {
  bool vocoder = false, matched = false, film = false, confusion = false;
  double acoustic_delay_s = 0.0;  // acoustic ears later than electric ones

  void add(const hearing::EarProfile& ear);
  bool any() const { return vocoder || matched || film; }
  // Delay from a sound in its quantum to the slowest percept.
  Frames latency(Hertz rate) const;
  Frames acoustic_delay(Hertz rate) const {
    return Frames(std::lround(acoustic_delay_s * rate.value()));
  }
  bool operator==(const ElectricNeeds&) const = default;
};

}  // namespace otoscape::ear
