// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

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
  std::int64_t first_heard(std::int64_t begin) const override { return ears_->first_heard(begin); }
  void begin_at(std::int64_t begin) override { ears_->begin_at(begin); }
  int stages() const override { return ears_->stages(); }
  Status begin(io::media::SoundPiece piece, const Give& give) override {
    piece = sound_.push(std::move(piece));
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

 private:
  BinauralSound sound_;
  std::unique_ptr<RenderedTrack> ears_;
};

}  // namespace otoscape::jobs::models
