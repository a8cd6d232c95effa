// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "jobs/models/binaural_sound.h"
#include "jobs/models/rendered_track.h"

namespace otoscape::jobs::models {

// A track that gets loudspeakers' channels and renders what reaches two ears from them.
class BinauralTrack final : public RenderedTrack {
 public:
  BinauralTrack(const spatial::Hrirs& hrirs, std::unique_ptr<RenderedTrack> ears)
      : sound_(hrirs), ears_(std::move(ears)) {}

  Hertz rate() const override { return ears_->rate(); }
  int channels() const override { return ears_->channels(); }
  std::int64_t first_heard(std::int64_t begin) const override {
    const std::int64_t wanted = ears_->first_heard(begin) - kRunIn - begin;
    return begin + std::max<std::int64_t>(wanted, 0) / kGrid * kGrid;
  }
  void begin_at(std::int64_t begin) override {
    from_ = first_heard(begin);
    ears_->begin_at(begin);
  }
  int stages() const override { return ears_->stages(); }
  Status begin(io::media::SoundPiece piece, const Give& give) override {
    if (!from_) from_ = first_heard(piece.first);
    const auto skip = std::clamp<std::int64_t>(*from_ - piece.first, 0, piece.frames);
    if (skip == piece.frames) return ok();
    piece = sound_.push(without(std::move(piece), static_cast<int>(skip)));
    return piece.frames == 0 ? ok() : ears_->begin(std::move(piece), give);
  }
  Status rest(const Give& give) override {
    io::media::SoundPiece piece = sound_.rest();
    if (piece.frames > 0) {
      if (auto status = ears_->begin(std::move(piece), give); !status) return status;
    }
    return ears_->rest(give);
  }
  void work(int stage, TrackBatch& batch) override { ears_->work(stage, batch); }
  Status end(TrackBatch batch, const Take& take) override {
    return ears_->end(std::move(batch), take);
  }
  const measure::ProgrammeLevel& level_in() const override { return ears_->level_in(); }
  const measure::ProgrammeLevel& level_out() const override { return ears_->level_out(); }
  std::int64_t frames() const override { return ears_->frames(); }
  render::RenderReport report() const override { return ears_->report(); }
  std::vector<std::int64_t> guarded_at() const override { return ears_->guarded_at(); }

 private:
  // Blocks of the filters are counted from a frame on this grid, counted from the track's first, so
  // that a region has the bits of the whole; and the filters fill before the ears begin.
  static constexpr std::int64_t kGrid = 4096, kRunIn = 8192;
  static io::media::SoundPiece without(io::media::SoundPiece piece, int skip) {
    for (int c = 0; c < piece.channels; ++c) {
      auto& samples = piece.samples[static_cast<std::size_t>(c)];
      samples.erase(samples.begin(), samples.begin() + skip);
    }
    piece.first += skip;
    piece.frames -= skip;
    return piece;
  }

  BinauralSound sound_;
  std::unique_ptr<RenderedTrack> ears_;
  std::optional<std::int64_t> from_;  // the first frame that is used
};

}  // namespace otoscape::jobs::models
