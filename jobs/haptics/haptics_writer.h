// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jobs/haptics/depth_course.h"
#include "jobs/haptics/haptics_file.h"
#include "otoscape/haptics/haptics_path.h"
#include "otoscape/render/body_tap.h"

namespace otoscape::jobs::haptics {

// Makes the vibration of one track's render and writes it, as long as the render and in time with
// it.
class HapticsWriter final : public render::BodyTap {
 public:
  // Frames after a region that it must be given for the region's end to be as within the whole.
  static constexpr double kRunOutSeconds = 0.35;

  // origin: the frame at which the mix begins; where its sound begins later, so does vibration.
  // options.facts.time_reference: of the programme's frame 0.
  HapticsWriter(HapticsFile::Options options, Hertz rate, std::int64_t origin)
      : options_(std::move(options)), rate_(rate), origin_(origin) {}

  // Before any sound. arc must outlive this.
  void follow(const scene::Arc& arc, double programme_lufs, std::uint64_t seed);
  void take(const render::BodyQuantum& quantum) override;

  // Whether OUT keeps the time at which its sound begins; else it begins with its first frame, and
  // so does vibration.
  void keep_clock(bool keeps) { keeps_clock_ = keeps; }

  // The mix has these frames, counted from the programme's frame `zero` on. Those of one call
  // follow those of the call before.
  Status write(std::int64_t first, int frames, std::int64_t zero);
  // Makes the file appear. Fails where there was no sound.
  Status close();

  HapticsSummary summary() const { return file_->summary(); }
  io::haptics::Pattern pattern() const { return file_->pattern(); }

 private:
  Status open(std::int64_t first, std::int64_t zero);
  Status silence(std::int64_t frames);
  Status drain();
  void process(const otoscape::haptics::HapticsPath::Quantum& in);
  void mix(const render::BodyQuantum& quantum);
  ConstBlock<FullScaleUnit> with_lfe(const render::BodyQuantum& quantum);

  HapticsFile::Options options_;
  Hertz rate_;
  std::int64_t origin_;
  bool keeps_clock_ = true;
  otoscape::haptics::HapticsParams params_;
  std::optional<DepthCourse> depth_;
  std::optional<HapticsFile> file_;
  std::unique_ptr<otoscape::haptics::HapticsPath> path_;
  int ears_ = 2, quantum_frames_ = 0;
  std::int64_t taken_ = 0;  // number of the next frame of the path
  std::vector<float> body_;
  std::array<std::vector<float>, 2> ringing_, programme_, out_;
  std::array<std::vector<float>, 2> waiting_;  // of each channel
  std::int64_t waiting_first_ = 0;             // number of the first frame that waits
  std::int64_t next_ = 0, end_ = 0;            // frames to write
};

}  // namespace otoscape::jobs::haptics
