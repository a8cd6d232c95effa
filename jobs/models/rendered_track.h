// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <variant>

#include "io/media/media.h"
#include "jobs/measure/programme_level.h"
#include "otoscape/base/result.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/render_report.h"

namespace otoscape::jobs::models {

// Some of a track between two of its stages.
struct TrackBatch {
  int stream = 0;
  std::int64_t first = 0;  // frame of the programme with which it went in
  render::quantum::Batch batch;
};

// One track of a programme on its way through the model that renders it. A model whose work may run
// side by side renders in stages, each on one thread at a time: begin, work(1) … work(stages() −
// 2), end; all batches pass each stage in their order. A model with one stage hands out sound at
// once.
class RenderedTrack {
 public:
  using Take = std::function<Status(io::media::SoundPiece)>;
  using Give = std::function<Status(std::variant<io::media::SoundPiece, TrackBatch>)>;
  virtual ~RenderedTrack() = default;

  // Of what comes out.
  virtual Hertz rate() const = 0;
  virtual int channels() const = 0;

  // The first frame it has a use for, in a track that begins at `begin`.
  virtual std::int64_t first_heard(std::int64_t begin) const = 0;
  // Before the first piece, where that is not the track's first.
  virtual void begin_at(std::int64_t begin) = 0;

  virtual int stages() const { return 1; }
  // The first stage: a piece of the programme, then, after the last piece, what is left.
  virtual Status begin(io::media::SoundPiece piece, const Give& give) = 0;
  virtual Status rest(const Give& give) = 0;
  virtual void work(int /*stage*/, TrackBatch& /*batch*/) {}
  // The last stage, of batches.
  virtual Status end(TrackBatch /*batch*/, const Take& /*take*/) { return ok(); }

  // What went in and came out.
  virtual const measure::ProgrammeLevel& level_in() const = 0;
  virtual const measure::ProgrammeLevel& level_out() const = 0;
  virtual std::int64_t frames() const = 0;
  virtual render::RenderReport report() const = 0;
};

}  // namespace otoscape::jobs::models
