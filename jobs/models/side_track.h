// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/render/quantum/side_sound.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::models {

// A sound file beside the programme, read as it is needed. What it gives for a frame depends on the
// frame alone, not on where reading began: it is decoded and resampled from its start every time.
class SideTrack : public render::SideSound {
 public:
  // The file's default track with its first sample `offset` after the programme's first, to a
  // frame. rate: the programme's. Refuses more than two channels.
  static Result<std::unique_ptr<SideTrack>> open(const std::string& path, Hertz rate,
                                                 Seconds offset);
  ~SideTrack() override;

  // A mono file feeds both ears; one ear gets the mean of two channels. Samples that are no
  // numbers, or 120 dB above full scale, are silence.
  void read(std::int64_t first_frame, FullScaleBlock out) override;

  // What was wrong with the file so far, for the summary: empty if nothing.
  std::vector<std::string> troubles() const;

 private:
  struct Impl;
  explicit SideTrack(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::jobs::models
