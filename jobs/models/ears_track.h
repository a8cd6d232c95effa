// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "jobs/models/rendered_track.h"
#include "jobs/models/track_spec.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/renderer.h"

namespace otoscape::jobs::models {

// One track of a programme on its way through the listener's ears, in stages that may run side by
// side, each on one thread.
class EarsTrack final : public RenderedTrack {
 public:
  // Makes the renderer of a track. Places are frames of the clock that the range counts on: the
  // programme's first frame, and the first that will be heard.
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

  // Channels that come out: one for one ear, or where mono sound meets two ears alike.
  int channels() const override;
  Hertz rate() const override { return spec_.rate; }

  std::int64_t first_heard(std::int64_t begin) const override;
  void begin_at(std::int64_t begin) override;

  int stages() const override { return render::stages_with(factory_.electric ? stream_.ears : 0); }
  Status begin(io::media::SoundPiece piece, const Give& give) override;
  Status rest(const Give& give) override;
  void work(int stage, TrackBatch& batch) override { renderer_->work(stage, batch.batch); }
  Status end(TrackBatch batch, const Take& take) override;

  // Levels of what went in and came out, of the range alone.
  const measure::ProgrammeLevel& level_in() const override { return level_in_; }
  const measure::ProgrammeLevel& level_out() const override { return level_out_; }
  std::int64_t frames() const override { return written_; }
  // Of the range, to a piece.
  render::RenderReport report() const override;

 private:
  Status pass_on(FullScaleBlock heard, const Take& take);
  FullScaleBlock inside(FullScaleBlock sound, std::int64_t first) const;
  FrameRange range_in(std::int64_t begin) const;

  TrackSpec spec_;
  RendererFactory factory_;
  StreamSpec stream_;  // as rendered
  std::optional<render::OfflineRenderer> renderer_;
  // Of the first stage.
  measure::ProgrammeLevel level_in_;
  bool begun_ = false;
  std::int64_t begin_ = 0;  // of the track, its first frame
  std::int64_t from_ = 0;   // the first frame heard
  // Of the last.
  measure::ProgrammeLevel level_out_;
  std::optional<std::int64_t> out_;  // the next frame out
  render::RenderReport run_in_;      // what happened before the range
  std::int64_t written_ = 0;
};

}  // namespace otoscape::jobs::models
