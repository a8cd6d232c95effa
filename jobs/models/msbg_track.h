// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "jobs/models/guarded_sound.h"
#include "jobs/models/msbg_input.h"
#include "jobs/models/rendered_track.h"
#include "otoscape/loss/msbg/sampling.h"
#include "otoscape/loss/msbg/simulator.h"

namespace otoscape::jobs::models {

// MSBG's second pass over a track: the simulation, then the guard.
class MsbgTrack final : public RenderedTrack {
 public:
  // One channel of the output.
  struct Ear {
    int channel = 0;  // of the input
    loss::msbg::Design design;
    double gain = 1.0;  // of the level step
  };
  struct Spec {
    int stream = 0;
    Hertz rate;  // of the input
    int channels = 2;
    bool single_precision = false;
    bool keeps_clock = false;  // frames count on the file's clock, as in a film
    bool side_by_side = true;  // two ears in two threads; the result is the same
    double ceiling_dbtp = -1.0;
  };
  static Result<std::unique_ptr<RenderedTrack>> make(const Spec& spec,
                                                     const std::vector<Ear>& ears);
  MsbgTrack(const Spec& spec, const std::vector<Ear>& ears, MsbgInput input);
  ~MsbgTrack() override;

  Hertz rate() const override { return Hertz(loss::msbg::kRateHz); }
  int channels() const override { return static_cast<int>(ears_.size()); }
  std::int64_t first_heard(std::int64_t begin) const override { return begin; }
  void begin_at(std::int64_t) override {}
  Status begin(io::media::SoundPiece piece, const Give& give) override;
  Status rest(const Give& give) override;
  const measure::ProgrammeLevel& level_in() const override { return level_in_; }
  const measure::ProgrammeLevel& level_out() const override { return level_out_; }
  std::int64_t frames() const override { return written_; }
  render::RenderReport report() const override;

  class Simulated;  // one ear's simulation, in one precision or the other

 private:
  void simulate(bool end);
  Status guard(bool end, const Give& give);

  Spec spec_;
  MsbgInput input_;
  std::vector<std::unique_ptr<Simulated>> ears_;
  MsbgInput::Channels waiting_;
  GuardedSound::Channels heard_, guarded_;
  GuardedSound guard_;
  measure::ProgrammeLevel level_in_, level_out_;
  std::optional<std::int64_t> begin_;  // of the track, in frames of the output
  std::int64_t heard_frames_ = 0, written_ = 0;
};

}  // namespace otoscape::jobs::models
