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

// A sound file beside the programme, decoded on demand. The samples of a frame do not depend on
// where reading began: the file is always decoded and resampled from its start.
class SideTrack : public render::SideSound {
 public:
  // Opens the file's default track. Its first sample lies `offset` after the programme's first, to
  // the nearest frame. rate: the programme's. Fails for more than two channels.
  static Result<std::unique_ptr<SideTrack>> open(const std::string& path, Hertz rate,
                                                 Seconds offset);
  ~SideTrack() override;

  // A mono file gives both ears the same; an output of one channel gets the mean of two. NaN and
  // samples more than 120 dB above full scale become 0. Frames outside the file are 0. first_frame
  // may not fall from call to call.
  void read(std::int64_t first_frame, FullScaleBlock out) override;

  // Defects of the file found so far, for the summary.
  std::vector<std::string> troubles() const;

 private:
  struct Impl;
  explicit SideTrack(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::jobs::models
