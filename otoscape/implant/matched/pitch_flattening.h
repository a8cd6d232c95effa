// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::matched {

// Flattened pitch and shifted formants: the part of the matched percept that depends on the period
// of a voice.
struct FlatteningParams {
  double flattening = 0.0;     // κ: part of the pitch movement removed, 0…1
  double pitch_hz = 120.0;     // the fixed target
  double formant_shift = 1.0;  // factor of frequency, 0.7…1.5
  bool operator==(const FlatteningParams&) const = default;
};

// Pitch-synchronous overlap-add below 4 kHz, with the period of McLeod & Wyvill's (2005) normalised
// square difference; above 4 kHz a delay. Sound without a single pitch keeps its pitch. With κ = 0
// and no formant shift the whole is a delay, bit for bit.
class PitchFlattening {
 public:
  // first_frame: the programme's frame that process gets first. A region equals that part of the
  // whole from the first pause of the voice on.
  PitchFlattening(const FlatteningParams& first, Hertz rate, int largest_block,
                  std::int64_t first_frame = 0);
  ~PitchFlattening();

  static Frames latency(Hertz rate);
  // Audio side. Glides over `frames` frames.
  void adopt(const FlatteningParams& params, int frames) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::matched
