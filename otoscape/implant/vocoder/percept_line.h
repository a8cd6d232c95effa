// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/vocoder/published_carriers.h"
#include "otoscape/implant/vocoder/vocoder_design.h"

namespace otoscape::implant::vocoder {

// From cycles of stimulation to sound: amplitudes, envelopes linear from cycle to cycle, carriers.
// Settings glide with the cycles. Frames are counted from the programme's start.
class PerceptLine {
 public:
  // Later designs may have published carriers only if the first one has them.
  PerceptLine(const VocoderDesign& first, Hertz rate, double cycle_frames, std::uint64_t ear_key,
              std::int64_t first_frame);

  // Audio side.
  void adopt(const VocoderDesign& design, std::int64_t now, int frames) noexcept OTOSCAPE_RT;
  bool settled() const { return part_ >= 1.0f; }
  // The present delay of the envelopes' low-pass.
  double envelope_delay_frames() const { return envelope_delay_frames_; }
  // Begins cycle `number`, counted from the programme's start. Its line begins at `start`, at or
  // before frame `now`.
  void begin(const Frame& cycle, std::int64_t number, std::int64_t now,
             double start) noexcept OTOSCAPE_RT;
  // Renders from frame `now`; no cycle may begin within `out`.
  void run(std::int64_t now, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  void glide(std::int64_t now) noexcept OTOSCAPE_RT;
  void settle() noexcept OTOSCAPE_RT;
  void turn(std::int64_t now) noexcept OTOSCAPE_RT;
  void aim_weights() noexcept OTOSCAPE_RT;
  void hold(std::int64_t now) noexcept OTOSCAPE_RT;

  Hertz rate_;
  double frames_;  // of a cycle
  const VocoderDesign* design_;
  VocoderSettings from_, now_;
  std::int64_t glide_start_ = 0;
  int glide_frames_ = 0;
  float part_ = 1.0f;
  bool spread_moves_ = false, places_move_ = false, envelopes_move_ = false;
  SpreadDesign spread_;
  carriers::CarrierDesign carriers_;
  double envelope_delay_frames_ = 0.0;

  carriers::CarrierState state_;
  carriers::CarrierLine line_;
  carriers::Lanes from_level_, to_level_, noise_,
      sine_;  // ends of the lines of envelopes and weights
  double start_ = 0.0;
  std::int64_t line_first_ = 0, line_end_ = 0;  // frame 0 of the line; from here on it is level
  std::uint64_t phase_[carriers::kLanes] = {}, turn_[carriers::kLanes] = {};
  std::int64_t turned_to_ = 0;

  std::unique_ptr<PublishedCarriers> published_;
  PublishedCarriers::Weight published_weight_;
  float published_aim_ = 0.0f;
};

}  // namespace otoscape::implant::vocoder
