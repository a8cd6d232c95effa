// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "io/bounded_queue.h"
#include "io/media/media.h"
#include "jobs/measure/loudness_meter.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs {

// Measures the loudness of what a render writes, track by track, beside its encoding.
class OutputLoudness {
 public:
  // points: of the scene. in_thread: in a thread of its own; the result is the same.
  OutputLoudness(std::vector<measure::LoudnessPoint> points, bool in_thread);
  ~OutputLoudness();
  OutputLoudness(const OutputLoudness&) = delete;
  OutputLoudness& operator=(const OutputLoudness&) = delete;

  // A track, before its first piece. begin: of that, on the programme's clock.
  void begin(int stream, Hertz rate, const Layout& layout, Seconds begin);
  void add(const io::media::SoundPiece& piece);
  // After the last piece. Fails where memory ran out.
  Status finish();
  // After finish; nothing of a track that had no sound.
  std::optional<measure::LoudnessFacts> facts(int stream) const;

 private:
  struct Begin {
    int stream;
    measure::LoudnessMeter::Setup setup;
  };
  using Thing = std::variant<Begin, io::media::SoundPiece>;
  void measure(const Begin& track);
  void measure(const io::media::SoundPiece& piece);
  void work();

  std::vector<measure::LoudnessPoint> points_;
  io::BoundedQueue<Thing> waiting_;
  std::thread thread_;
  std::string error_;
  std::map<int, std::unique_ptr<measure::LoudnessMeter>> meters_;
  std::map<int, measure::LoudnessFacts> facts_;
};

}  // namespace otoscape::jobs
