// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/offline.h"

#include <algorithm>
#include <utility>

#include "otoscape/render/quantum/batch.h"

namespace otoscape::render {
namespace {

constexpr int kBatchFrames = 4096;  // more would only take more memory

FullScaleBlock view(std::array<std::vector<float>, kMostChannels>& memory, int channels) {
  std::array<float*, kMostChannels> rows{};
  std::ranges::transform(memory, rows.begin(), [](auto& channel) { return channel.data(); });
  return {std::span<float* const>(rows).first(static_cast<std::size_t>(channels)),
          static_cast<int>(memory[0].size())};
}

}  // namespace

OfflineRenderer::OfflineRenderer(std::unique_ptr<StagedRenderer> renderer)
    : renderer_(std::move(renderer)),
      to_push_(renderer_->latency().value()),
      early_(renderer_->whole_latency().value()) {}

OfflineRenderer::OfflineRenderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                                 const RenderParams& params)
    : OfflineRenderer(std::make_unique<Renderer>(spec, listener, params)) {}

quantum::Batch OfflineRenderer::begin(ConstBlock<FullScaleUnit> sound) {
  quantum::Batch batch = renderer_->begin(sound);
  batch.frames = sound.frames();
  return batch;
}

std::optional<quantum::Batch> OfflineRenderer::begin_rest() {
  if (to_push_ <= 0) return std::nullopt;
  to_push_ -= kBatchFrames;
  const std::vector<float> silence(kBatchFrames);
  std::array<const float*, kMostChannels> rows{};
  rows.fill(silence.data());
  const auto channels = static_cast<std::size_t>(renderer_->channels());
  return renderer_->begin({std::span<const float* const>(rows).first(channels), kBatchFrames});
}

FullScaleBlock OfflineRenderer::end(quantum::Batch& batch) {
  std::size_t frames = 0;
  for (const quantum::RenderQuantum& work : batch.quanta())
    frames += static_cast<std::size_t>(work.in.frames());
  for (int c = 0; c < renderer_->channels(); ++c) {
    heard_[static_cast<std::size_t>(c)].resize(frames);
  }
  const FullScaleBlock heard = view(heard_, renderer_->channels());
  renderer_->end(batch, heard);
  owed_ += batch.frames;
  const int cut = static_cast<int>(std::min<std::int64_t>(early_, heard.frames()));
  early_ -= cut;
  const int due = static_cast<int>(std::min<std::int64_t>(owed_, heard.frames() - cut));
  owed_ -= due;
  return heard.part(cut, due);
}

void OfflineRenderer::finish(quantum::Batch batch) {
  for (int stage = 1; stage < stages() - 1; ++stage) work(stage, batch);
  const FullScaleBlock part = end(batch);
  for (int c = 0; c < part.channels(); ++c) {
    auto& to = done_[static_cast<std::size_t>(c)];
    to.insert(to.end(), part.channel(c).begin(), part.channel(c).end());
  }
}

FullScaleBlock OfflineRenderer::render(ConstBlock<FullScaleUnit> sound) {
  for (auto& channel : done_) channel.clear();
  for (int first = 0; first < sound.frames(); first += kBatchFrames) {
    finish(begin(sound.part(first, std::min(kBatchFrames, sound.frames() - first))));
  }
  return view(done_, renderer_->channels());
}

FullScaleBlock OfflineRenderer::rest() {
  for (auto& channel : done_) channel.clear();
  while (auto batch = begin_rest()) finish(*std::move(batch));
  return view(done_, renderer_->channels());
}

}  // namespace otoscape::render
