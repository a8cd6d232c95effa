// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/offline_stages.h"

#include <algorithm>

namespace otoscape::render {
namespace {

constexpr int kRestFrames = 4096;

}  // namespace

OfflineStages::OfflineStages(std::unique_ptr<Rendering> rendering)
    : rendering_(std::move(rendering)),
      to_push_(rendering_->latency().value()),
      early_(rendering_->whole_latency().value()) {}

quantum::Batch OfflineStages::begin(ConstBlock<FullScaleUnit> sound) {
  quantum::Batch batch = rendering_->begin(sound);
  batch.frames = sound.frames();
  return batch;
}

std::optional<quantum::Batch> OfflineStages::rest() {
  if (to_push_ <= 0) return std::nullopt;
  to_push_ -= kRestFrames;
  const std::vector<float> silence(kRestFrames);
  return rendering_->begin({{silence.data(), silence.data()}, rendering_->ears(), kRestFrames});
}

FullScaleBlock OfflineStages::end(quantum::Batch& batch) {
  std::size_t frames = 0;
  for (const quantum::RenderQuantum& work : batch.quanta())
    frames += static_cast<std::size_t>(work.in.frames());
  for (auto& channel : heard_) channel.resize(frames);
  const FullScaleBlock heard({heard_[0].data(), heard_[1].data()}, rendering_->ears(),
                             static_cast<int>(frames));
  rendering_->end(batch, heard);
  owed_ += batch.frames;
  const int cut = static_cast<int>(std::min<std::int64_t>(early_, heard.frames()));
  early_ -= cut;
  const int due = static_cast<int>(std::min<std::int64_t>(owed_, heard.frames() - cut));
  owed_ -= due;
  return heard.part(cut, due);
}

}  // namespace otoscape::render
