// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "jobs/models/rendered_track.h"
#include "jobs/models/track_spec.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/renderer.h"

namespace otoscape::jobs::models {

// Renders one track of a programme through the ears of a listener or of a scene, in stages that may
// run side by side, each on one thread.
class EarsTrack final : public RenderedTrack {
 public:
  // Makes the renderer of a track. begin: the track's first frame; first: the first frame that is
  // rendered. Both count on the clock of TrackSpec::range.
  struct RendererFactory {
    bool ears_alike = false;  // mono sound may stay mono
    bool electric = false;    // some ear has an implant
    std::function<std::unique_ptr<render::StagedRenderer>(const StreamSpec&, std::int64_t begin,
                                                          std::int64_t first)>
        make;
  };
  static RendererFactory listener(hearing::HearingProfile listener,
                                  const render::RenderParams& params, Ears ears);

  EarsTrack(const TrackSpec& spec, RendererFactory factory);

  // Channels of the output: 1 for one ear, and for mono sound with equal ears; those of
  // TrackSpec::surround.
  int channels() const override;
  Layout surround() const override { return stream_.surround; }
  Hertz rate() const override { return spec_.rate; }

  std::int64_t first_heard(std::int64_t begin) const override;
  void begin_at(std::int64_t begin) override;

  int stages() const override { return render::stages_with(factory_.electric ? stream_.ears : 0); }
  Status begin(io::media::SoundPiece piece, const Give& give) override;
  Status rest(const Give& give) override;
  void work(int stage, TrackBatch& batch) override { renderer_->work(stage, batch.batch); }
  Status end(TrackBatch batch, const Take& take) override;

  // Levels of input and output at the ears, within the range.
  const measure::ProgrammeLevel& level_in() const override { return level_in_; }
  const measure::ProgrammeLevel& level_out() const override { return level_out_; }
  std::int64_t frames() const override { return written_; }
  // Within the range, exact to one batch.
  render::RenderReport report() const override;
  std::vector<std::int64_t> guarded_at() const override { return guarded_at_; }

 private:
  void note_guard(int frames);
  Status pass_on(FullScaleBlock heard, const Take& take);
  FullScaleBlock inside(FullScaleBlock sound, std::int64_t first) const;
  FrameRange range_in(std::int64_t begin) const;
  // What of a layout's channels reaches the ears: levels are those of the fold.
  using Fold = std::array<std::vector<float>, 2>;
  FullScaleBlock at_ears(FullScaleBlock sound, Fold& fold) const;

  TrackSpec spec_;
  RendererFactory factory_;
  StreamSpec stream_;  // of the renderer
  std::optional<render::OfflineRenderer> renderer_;
  // Used by the first stage.
  measure::ProgrammeLevel level_in_;
  bool begun_ = false;
  std::int64_t begin_ = 0;  // the track's first frame
  std::int64_t from_ = 0;   // the first frame rendered
  Fold fold_in_;
  // Used by the last stage.
  measure::ProgrammeLevel level_out_;
  std::optional<std::int64_t> out_;  // the next frame out
  Fold fold_out_;
  render::RenderReport run_in_;  // counts before the range
  std::int64_t written_ = 0;
  std::vector<std::int64_t> guarded_at_;
};

}  // namespace otoscape::jobs::models
