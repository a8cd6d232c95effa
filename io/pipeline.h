// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "io/media_reader.h"
#include "io/track.h"

namespace otoscape::io {

// One pass over a file: reading and decoding, the ears, and what is done with the result, side by
// side in up to three threads. Everything goes through in one order, so that nothing depends on
// the number of threads.
class Pipeline {
 public:
  using Tracks = std::map<int, std::unique_ptr<Track>>;  // by stream
  using Take = std::function<Status(Piece)>;             // on the caller's thread

  Pipeline(MediaReader& reader, Tracks& tracks) : reader_(reader), tracks_(tracks) {}

  // threads: 1 does all in turn; more use three. Ends with the first error.
  Status run(int threads, const Take& take);

 private:
  Status run_in_turn(const Take& take);
  Status run_side_by_side(const Take& take);
  Status hear(Piece piece, const Take& take);

  MediaReader& reader_;
  Tracks& tracks_;
};

}  // namespace otoscape::io
