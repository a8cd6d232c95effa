// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <variant>
#include <vector>

#include "io/media/media.h"
#include "jobs/measure/programme_level.h"
#include "otoscape/base/result.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/render_report.h"

namespace otoscape::jobs::models {

// A batch of one track between two stages.
struct TrackBatch {
  int stream = 0;
  std::int64_t first = 0;  // first frame of its input, on the programme's time line
  render::quantum::Batch batch;
};

// Renders one track of a programme. It has one or more stages, each on one thread at a time: begin,
// work(1) … work(stages() − 2), end. All batches pass each stage in order. With one stage, begin
// and rest give sound instead of batches.
class RenderedTrack {
 public:
  using Take = std::function<Status(io::media::SoundPiece)>;
  using Give = std::function<Status(std::variant<io::media::SoundPiece, TrackBatch>)>;
  virtual ~RenderedTrack() = default;

  // Of the output.
  virtual Hertz rate() const = 0;
  virtual int channels() const = 0;
  virtual Layout surround() const { return {}; }  // of more than two channels

  // The first input frame that is needed, for a track that begins at `begin`.
  virtual std::int64_t first_heard(std::int64_t begin) const = 0;
  // Called before the first piece, where this is not the track's first. begin: the track's first
  // frame.
  virtual void begin_at(std::int64_t begin) = 0;

  virtual int stages() const { return 1; }
  // The first stage: `begin` for each piece of the programme, then `rest` for the remainder.
  virtual Status begin(io::media::SoundPiece piece, const Give& give) = 0;
  virtual Status rest(const Give& give) = 0;
  virtual void work(int /*stage*/, TrackBatch& /*batch*/) {}
  // The last stage.
  virtual Status end(TrackBatch /*batch*/, const Take& /*take*/) { return ok(); }

  // Levels of input and output.
  virtual const measure::ProgrammeLevel& level_in() const = 0;
  virtual const measure::ProgrammeLevel& level_out() const = 0;
  virtual std::int64_t frames() const = 0;
  virtual render::RenderReport report() const = 0;
  // Frames of the programme's clock at which the guard began to act, to one batch: the first
  // thousand.
  virtual std::vector<std::int64_t> guarded_at() const { return {}; }
};

}  // namespace otoscape::jobs::models
