// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "io/bounded_queue.h"
#include "io/stems/stem_set.h"
#include "jobs/measure/loudness_meter.h"

namespace otoscape::jobs::models {

// Frames of every channel of every stem in turn. A row is empty where it is silent; the others are
// equally long.
struct StemPiece {
  std::vector<std::vector<float>> rows;
  std::size_t skip = 0, count = 0;  // the frames that are meant
};

// A stem as it was written and measured. Loudness is that of its sound alone, from the mix's first
// frame of sound on; where speech is was not looked for.
struct StemFacts {
  io::stems::WrittenStem written;
  measure::LoudnessFacts loudness;
};

// Writes the files of the stems and measures them.
class StemFiles {
 public:
  struct Setup {
    std::string folder;
    StreamSpec spec;
    io::stems::StemOptions options;
    std::vector<measure::LoudnessPoint> points;  // of a scene
    bool in_thread = false;  // in a thread of its own; files and figures are the same
  };
  // lead: frames of silence before the first piece. begin: of that, on the programme's clock. Fails
  // as StemSet::open.
  static Result<std::unique_ptr<StemFiles>> open(const Setup& setup,
                                                 const std::vector<io::stems::Stem>& stems,
                                                 std::uint64_t lead, Seconds begin);
  ~StemFiles();
  StemFiles(const StemFiles&) = delete;
  StemFiles& operator=(const StemFiles&) = delete;

  // May fail for what was written before.
  Status write(StemPiece piece);
  // Makes the folder appear.
  Status close();

  // After close.
  const std::vector<StemFacts>& facts() const { return facts_; }

 private:
  StemFiles(io::stems::StemSet set, const StreamSpec& spec);
  Status put(const StemPiece& piece);
  void work();
  Status finish();

  io::stems::StemSet set_;
  std::size_t channels_;
  std::optional<measure::LoudnessMeter> meter_;  // of all stems
  std::vector<float> silence_;
  Status written_ = ok();  // the thread's first error
  io::BoundedQueue<StemPiece> pieces_;
  std::thread thread_;
  std::vector<StemFacts> facts_;
};

}  // namespace otoscape::jobs::models
