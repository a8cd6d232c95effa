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
  // Where electrodes are off, regions dead, or low sound is left to acoustic hearing: the whole
  // implant, whose gain this one keeps, so that the rest does not get louder.
  struct Whole {
    implant::CodingParams coding;
    implant::vocoder::VocoderParams carriers;
    bool operator==(const Whole&) const = default;
  };
  std::optional<Whole> whole;
  bool operator==(const VocoderPercept&) const = default;
};

// What the electric path should do for one ear.
struct PerceptParams {
  std::variant<VocoderPercept, MatchedParams, implant::film::FilmParams> what;
  double delay_s = 0.0;        // later than the acoustic ears
  double confusion_deg = 0.0;  // of directions, standard deviation
  bool operator==(const PerceptParams&) const = default;
};

// Whether sound that runs through one goes on through the other by a glide. Maps never do: another
// map is another implant, and the two are blended.
bool continues(const PerceptParams& from, const PerceptParams& to);

// How fine the film percept cuts time, frames of 48 kHz.
inline constexpr int kFilmSlice = 4096;

// What a listener's ears, or all of an arc's, need of the electric path: that sets the latency of
// the whole, which never changes while sound flows.
struct ElectricNeeds {
  bool vocoder = false, matched = false, film = false, confusion = false;
  double acoustic_delay_s = 0.0;  // acoustic ears later than electric ones

  void add(const hearing::EarProfile& ear);
  bool any() const { return vocoder || matched || film; }
  // From a sound in its quantum to what the slowest percept makes of it.
  Frames latency(Hertz rate) const;
  Frames acoustic_delay(Hertz rate) const {
    return Frames(std::lround(acoustic_delay_s * rate.value()));
  }
  bool operator==(const ElectricNeeds&) const = default;
};

}  // namespace otoscape::ear
