// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "io/media/media.h"
#include "jobs/measure/programme_level.h"
#include "otoscape/base/result.h"
#include "otoscape/render/quantum/render_report.h"

namespace otoscape::jobs {

class EarsTrack;

// One track of a programme on its way through ears, piece by piece.
class RenderedTrack {
 public:
  using Take = std::function<Status(io::media::SoundPiece)>;
  virtual ~RenderedTrack() = default;

  // Of what comes out.
  virtual Hertz rate() const = 0;
  virtual int channels() const = 0;

  // The first frame it has a use for, in a track that begins at `begin`.
  virtual std::int64_t first_heard(std::int64_t begin) const = 0;
  // Before the first piece, where that is not the track's first.
  virtual void begin_at(std::int64_t begin) = 0;
  virtual Status hear(io::media::SoundPiece piece, const Take& take) = 0;
  virtual Status finish(const Take& take) = 0;
  // Where its work may run side by side: itself, with its stages.
  virtual EarsTrack* in_stages() { return nullptr; }

  // What went in and came out.
  virtual const measure::ProgrammeLevel& level_in() const = 0;
  virtual const measure::ProgrammeLevel& level_out() const = 0;
  virtual std::int64_t frames() const = 0;
  virtual render::RenderReport report() const = 0;
};

}  // namespace otoscape::jobs
