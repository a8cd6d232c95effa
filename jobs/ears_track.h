// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "jobs/rendered_track.h"
#include "otoscape/render/offline_stages.h"
#include "otoscape/render/renderer.h"

namespace otoscape::jobs {

enum class Ears { both, left, right };

// A part of the time line, in frames: [first, end).
struct FrameRange {
  std::int64_t first = -kFar;
  std::int64_t end = kFar;

  static constexpr std::int64_t kFar = std::int64_t{1} << 60;
};

// One track of a programme on its way through the listener's ears, in stages that may run side by
// side, each on one thread.
class EarsTrack final : public RenderedTrack {
 public:
  struct Spec {
    int stream = 0;
    Hertz rate;
    int channels = 2;  // 1 or 2, of the pieces that come
    Ears ears = Ears::both;
    FrameRange range;
    bool from_first_frame = false;  // the range counts from the track's first frame, not its clock
    measure::ProgrammeLevel::Measure measure = measure::ProgrammeLevel::Measure::rms;
  };

  // What renders a track. Places are frames of the clock that the range counts on: the programme's
  // first frame, and the first that will be heard.
  struct Renders {
    bool ears_alike = false;  // mono sound may stay mono
    bool electric = false;    // some ear has an implant
    std::function<std::unique_ptr<render::Rendering>(const StreamSpec&, std::int64_t begin,
                                                     std::int64_t first)>
        make;
  };
  static Renders listener(hearing::HearingProfile listener, const render::RenderParams& params,
                          Ears ears);

  EarsTrack(const Spec& spec, Renders renders);

  // Channels that come out: one for one ear, or where mono sound meets two ears alike.
  int channels() const override;
  Hertz rate() const override { return spec_.rate; }

  std::int64_t first_heard(std::int64_t begin) const override;
  void begin_at(std::int64_t begin) override;
  // All stages in turn.
  Status hear(io::media::SoundPiece piece, const Take& take) override;
  Status finish(const Take& take) override;
  EarsTrack* in_stages() override { return this; }

  // Some of the track between two stages.
  struct Passing {
    int stream = 0;
    std::int64_t first = 0;  // of the frames that went in
    render::quantum::Batch batch;
  };
  using Pass = std::function<Status(Passing)>;
  int stages() const { return render::stages_with(renders_.electric ? stream_.ears : 0); }
  // The first stage; rest after the last piece.
  Status begin(io::media::SoundPiece piece, const Pass& pass);
  Status rest(const Pass& pass);
  // Those between: 1 … stages() − 2.
  void work(int stage, Passing& passing) { renderer_->work(stage, passing.batch); }
  // The last.
  Status end(Passing passing, const Take& take);

  // Levels of what went in and came out, of the range alone.
  const measure::ProgrammeLevel& level_in() const override { return level_in_; }
  const measure::ProgrammeLevel& level_out() const override { return level_out_; }
  std::int64_t frames() const override { return written_; }
  // Of the range, to a piece.
  render::RenderReport report() const override;

 private:
  Status work_and_end(Passing passing, const Take& take);
  Status pass_on(FullScaleBlock heard, const Take& take);
  FullScaleBlock inside(FullScaleBlock sound, std::int64_t first) const;
  FrameRange range_in(std::int64_t begin) const;

  Spec spec_;
  Renders renders_;
  StreamSpec stream_;  // as rendered
  std::optional<render::OfflineStages> renderer_;
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

}  // namespace otoscape::jobs
