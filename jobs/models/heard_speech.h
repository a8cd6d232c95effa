// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "jobs/models/rendered_track.h"
#include "otoscape/metrics/speech_levels_maker.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::jobs::models {

// What two ears get of a piece: its channels, folded where they are more than two.
class AtTwoEars {
 public:
  explicit AtTwoEars(const Layout& layout) : layout_(layout) {}

  metrics::BothEars of(io::media::SoundPiece& piece) {
    const FullScaleBlock sound = piece.block();
    if (piece.channels <= 2) return {sound.channel(0), sound.channel(piece.channels - 1)};
    for (auto& ear : folded_) ear.resize(static_cast<std::size_t>(piece.frames));
    surround::fold(sound, layout_,
                   FullScaleBlock({folded_[0].data(), folded_[1].data()}, 2, piece.frames));
    return {folded_[0], folded_[1]};
  }

 private:
  Layout layout_;
  std::array<std::vector<float>, 2> folded_;
};

// A track that also finds the speech in what it gets, for a render that reads its input once.
class HeardSpeech final : public RenderedTrack {
 public:
  // is_film: pieces count on a clock, else from the first one. layout: of pieces of more than two
  // channels. found: gets the speech after rest().
  HeardSpeech(std::unique_ptr<RenderedTrack> track, const io::media::StreamInfo& about,
              bool is_film, metrics::SpeechLevels& found)
      : track_(std::move(track)),
        rate_(about.rate),
        is_film_(is_film),
        ears_(about.layout),
        found_(found) {}

  Hertz rate() const override { return track_->rate(); }
  int channels() const override { return track_->channels(); }
  Layout surround() const override { return track_->surround(); }
  std::int64_t first_heard(std::int64_t begin) const override { return track_->first_heard(begin); }
  void begin_at(std::int64_t begin) override { track_->begin_at(begin); }
  int stages() const override { return track_->stages(); }
  Status begin(io::media::SoundPiece piece, const Give& give) override {
    if (!maker_) {
      const Seconds begin = is_film_ ? to_seconds(Frames(piece.first), rate_) : Seconds(0);
      maker_.emplace(metrics::SpeechLevelsMaker::Setup{.rate = rate_, .begin = begin});
    }
    maker_->add(ears_.of(piece));
    return track_->begin(std::move(piece), give);
  }
  Status rest(const Give& give) override {
    if (maker_) found_ = maker_->finish();
    maker_.reset();
    return track_->rest(give);
  }
  void work(int stage, TrackBatch& batch) override { track_->work(stage, batch); }
  Status end(TrackBatch batch, const Take& take) override {
    return track_->end(std::move(batch), take);
  }
  const measure::ProgrammeLevel& level_in() const override { return track_->level_in(); }
  const measure::ProgrammeLevel& level_out() const override { return track_->level_out(); }
  std::int64_t frames() const override { return track_->frames(); }
  render::RenderReport report() const override { return track_->report(); }
  std::vector<std::int64_t> guarded_at() const override { return track_->guarded_at(); }

 private:
  std::unique_ptr<RenderedTrack> track_;
  Hertz rate_;
  bool is_film_;
  AtTwoEars ears_;
  std::optional<metrics::SpeechLevelsMaker> maker_;
  metrics::SpeechLevels& found_;
};

}  // namespace otoscape::jobs::models
