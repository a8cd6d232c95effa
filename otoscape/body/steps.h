// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/body/grains.h"
#include "otoscape/body/levels.h"
#include "otoscape/body/takes.h"

// One's own steps from inside: heel and toe of two feet that differ, on a floor. Low modes that
// come up through the bones, modes of the floor, grains of its surface, the foot that pushes off.
// Ours. Not modelled: shoes, stairs, running.

namespace otoscape::body {

struct Step {
  std::int64_t number = 0, frame = 0;  // odd numbers: the right foot
  double interval_s = 0.6;             // to the next
  Floor floor = Floor::wood;
  bool at_end = false;  // the first or last of a walk, which are softer

  bool operator==(const Step&) const = default;
};

class Steps {
 public:
  // Control side. floors: those that steps may name.
  Steps(std::shared_ptr<const LowRate> low, std::uint64_t key, std::span<const Floor> floors);

  // Audio side. Adds at most 64 frames at an RMS of 1 in the long term. steps: ascending, all that
  // begin within lead_frames() after these frames or end_frames() before.
  void add(std::int64_t first_frame, int frames, std::span<const Step> steps,
           StereoRow& row) noexcept OTOSCAPE_RT;
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT { return takes_.lead_frames(); }
  std::int64_t end_frames() const noexcept OTOSCAPE_RT { return end_frames_; }

 private:
  struct Contact;
  struct Gait;
  struct Dust {
    std::int64_t heel = 0, toe = 0, push = 0;  // frames
    float heel_gain = 0.0f, toe_gain = 0.0f, push_gain = 0.0f;
    double rise_per_frame = 0.0, heel_per_frame = 0.0, toe_per_frame = 0.0, push_per_frame = 0.0;
    std::int64_t end = 0;

    float at(std::int64_t frame) const noexcept OTOSCAPE_RT;
  };
  Gait gait(const Step& step) const noexcept OTOSCAPE_RT;
  void draw(const Step& step, Take& take) const noexcept OTOSCAPE_RT;
  void draw_contact(const Step& step, const Contact& contact,
                    Take& take) const noexcept OTOSCAPE_RT;
  Dust dust(const Step& step) const noexcept OTOSCAPE_RT;

  std::shared_ptr<const LowRate> low_;
  std::uint64_t key_;
  Takes takes_;
  std::array<std::optional<GrainStream>, 4> grains_;  // of the floors named
  std::int64_t end_frames_ = 0;
  std::array<Dust, Takes::kSlots> dusts_;
  std::array<Step, Takes::kSlots> dust_of_;
};

}  // namespace otoscape::body
