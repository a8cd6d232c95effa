// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/render/renderer.h"

namespace otoscape::render {

// Renders offline without delay: as many frames come out as went in, in time with them. Use either
// render and rest, or the stages.
class OfflineRenderer {
 public:
  explicit OfflineRenderer(std::unique_ptr<StagedRenderer> renderer);
  OfflineRenderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                  const RenderParams& params);

  // All stages in turn. Returns what is complete, the latency cut off: 0 frames or more, valid
  // until the next call.
  FullScaleBlock render(ConstBlock<FullScaleUnit> sound);
  // After the programme's end: the frames still to come, all at once.
  FullScaleBlock rest();

  // The stages, each on one thread: begin, work for 1 … stages() − 2, end.
  int stages() const { return renderer_->stages(); }
  quantum::Batch begin(ConstBlock<FullScaleUnit> sound);
  // In place of begin after the programme's end, until it returns nothing.
  std::optional<quantum::Batch> begin_rest();
  void work(int stage, quantum::Batch& batch) { renderer_->work(stage, batch); }
  // Returns the batch's part of the programme, valid until the next call.
  FullScaleBlock end(quantum::Batch& batch);

  RenderReport report() const { return renderer_->report(); }

 private:
  void finish(quantum::Batch batch);

  std::unique_ptr<StagedRenderer> renderer_;
  // Of begin.
  std::int64_t to_push_;  // frames of silence that push the rest out
  // Of end.
  std::int64_t early_;     // frames still to be cut off at the start
  std::int64_t owed_ = 0;  // frames that went in and have not come out
  std::array<std::vector<float>, kMostChannels> heard_;
  // Of render and rest.
  std::array<std::vector<float>, kMostChannels> done_;
};

}  // namespace otoscape::render
