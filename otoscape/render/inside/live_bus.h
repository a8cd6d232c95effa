// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/inside/live_inside.h"
#include "otoscape/render/programme/running_loudness.h"

namespace otoscape::render::inside {

// Adds the inside sound of a listener, quantum by quantum, to what its ears hear. The limit of
// ringing and body together follows the programme's running loudness, which is measured here. A
// change of listener is a crossfade in amplitude by a raised cosine: a voice that both listeners
// have has the same phase in both, and so stays as it is. The body keeps its rhythm through a
// change: no beat is lost, and a new rate counts on from the old.
class LiveBus {
 public:
  // Control side. first: null where nothing sounds; it must outlive its use. first_quantum: index
  // of the first quantum that `add` gets.
  void prepare(const StreamSpec& spec, const quantum::QuantumClock& clock,
               std::int64_t first_quantum, const LiveInside* first, Arena& arena);

  // Audio side. Moves to another listener's, or to silence (null), by a crossfade over `steps`
  // quanta that begins `wait` quanta from now. Only where settled.
  void adopt(const LiveInside* next, int wait, int steps) noexcept OTOSCAPE_RT;
  bool settled() const noexcept OTOSCAPE_RT { return wait_ < 0 && step_ == steps_; }

  // Adds the next quantum to `out`. programme: the quantum's input, finite; it is measured only.
  void add(ConstBlock<FullScaleUnit> programme, FullScaleBlock out) noexcept OTOSCAPE_RT;

 private:
  struct Running {
    const LiveInside* inside = nullptr;
    BodyRhythm rhythm;
    float gain_lin = 0.0f;  // of the limit, at the quantum's start
  };
  static constexpr int kLines = 2;  // of which a quantum of the crossfade is drawn

  void begin_move() noexcept OTOSCAPE_RT;
  float weight(int line, bool rises) const noexcept OTOSCAPE_RT;
  void sound(Running& running, bool rises, FullScaleBlock out) noexcept OTOSCAPE_RT;

  quantum::QuantumClock clock_;
  programme::RunningLoudness loudness_;
  Running now_, before_;
  const LiveInside* next_ = nullptr;
  int wait_ = -1;
  int steps_ = 0, next_steps_ = 0, step_ = 0;
  std::int64_t quantum_ = 0;  // index of the quantum to come
  std::array<std::span<float>, 2> work_;
};

}  // namespace otoscape::render::inside
