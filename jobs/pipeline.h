// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <variant>

#include "io/media/read/media_reader.h"
#include "jobs/models/rendered_track.h"

namespace otoscape::jobs {

// One pass over a file. Reading with decoding, each stage of the tracks' models, and `take` run
// side by side, each in a thread. Pieces and batches pass each stage in order, so that the result
// does not depend on the number of threads.
class Pipeline {
 public:
  using Tracks = std::map<int, std::unique_ptr<models::RenderedTrack>>;  // by stream
  using Take = std::function<Status(io::media::Piece)>;                  // on the caller's thread

  Pipeline(io::media::MediaReader& reader, Tracks& tracks) : reader_(reader), tracks_(tracks) {}

  // threads: with 1 everything runs on the caller's thread, with more each part has its own.
  // Stops at the first error.
  Status run(int threads, const Take& take);

 private:
  Status run_in_turn(const Take& take);
  Status run_side_by_side(const Take& take);
  // Passed between the stages.
  using Handed = std::variant<io::media::Piece, models::TrackBatch>;
  using Give = std::function<Status(Handed)>;
  int stages() const;
  Status begin(io::media::Piece piece, const Give& give);
  Status work(int stage, Handed handed, const Give& give);
  Status end(Handed handed, const Take& take);

  io::media::MediaReader& reader_;
  Tracks& tracks_;
};

}  // namespace otoscape::jobs
