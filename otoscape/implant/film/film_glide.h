// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/film/film_params.h"

namespace otoscape::implant::film {

// The values of a film percept along a glide between two FilmParams: levels in dB, limits in
// octaves, shares linearly.
class FilmGlide {
 public:
  struct Values {
    double sines_db = 0.0, transients_db = 0.0, noise_db = 0.0, gain_db = 0.0;
    double snapped = 0.0, roughness = 0.0, noise_bands = 0.0;
    double variety = 0.0, clarity = 0.0;
    double low_hz = 0.0, high_hz = 0.0;
    bool operator==(const Values&) const = default;
  };

  explicit FilmGlide(const FilmParams& first) : from_(of(first)), to_(from_) {}

  void adopt(const FilmParams& params, std::int64_t start, int frames) noexcept OTOSCAPE_RT;
  Values at(std::int64_t frame) const noexcept OTOSCAPE_RT;
  std::int64_t end() const noexcept { return end_; }

 private:
  static Values of(const FilmParams& params) noexcept;

  Values from_, to_;
  std::int64_t start_ = 0, end_ = 0;
};

}  // namespace otoscape::implant::film
