// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/rendering.h"

namespace otoscape::render {

// A rendering's stages without its delay: as many frames come out as went in, in time with them.
class OfflineStages {
 public:
  explicit OfflineStages(std::unique_ptr<Rendering> rendering);

  int stages() const { return rendering_->stages(); }

  // The first stage. After the programme's end, rest brings what is to come; nothing once all is
  // under way.
  quantum::Batch begin(ConstBlock<FullScaleUnit> sound);
  std::optional<quantum::Batch> rest();
  void work(int stage, quantum::Batch& batch) { rendering_->work(stage, batch); }
  // The last stage. What it returns is programme, and valid until it is called again.
  FullScaleBlock end(quantum::Batch& batch);

  RenderReport report() const { return rendering_->report(); }

 private:
  std::unique_ptr<Rendering> rendering_;
  // Of the first stage.
  std::int64_t to_push_;  // frames of silence that push the rest out
  // Of the last stage.
  std::int64_t early_;     // frames still to be cut off at the start
  std::int64_t owed_ = 0;  // frames that went in and have not come out
  std::array<std::vector<float>, 2> heard_;
};

}  // namespace otoscape::render
