// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/ear_quantum.h"
#include "otoscape/ear/electric_ear.h"
#include "otoscape/ear/listener_back.h"
#include "otoscape/ear/listener_design.h"
#include "otoscape/ear/listener_front.h"

namespace otoscape::ear {

// One person's ears (one or a pair), acoustic and electric, in time with each other. An impaired
// ear is rendered by the acoustic path. A typical ear gets the input itself, bit for bit, with the
// same delay; a crossfade as long as a cut leads from one to the other. The percept of an implant
// is added. room() is the unchanged input with the delay of heard().
//
// A quantum passes the front, each electric ear and the back. These parts share only the
// EarQuantum. They may be called one by one, each on a thread of its own, if all get the same moves
// before the same quantum.
class Listener {
 public:
  struct Setup {
    StreamSpec spec;
    bool moves = false;  // the listener will change, so the filters run even where nothing is lost
    std::int64_t first_frame = 0;  // of the programme, the first of process
  };
  // Control side. Designs must outlive their use.
  void prepare(const ListenerDesigner& designer, const ListenerDesign& first, const Setup& setup,
               Arena& arena);

  int quantum() const { return front_.quantum(); }
  int lead() const { return front_.lead(); }
  // Delay from a frame in an input quantum to the same frame in the output.
  Frames latency() const noexcept { return latency_; }
  bool has_electric() const noexcept { return has_electric_; }

  // Audio side, live. See AcousticBack::adopt and ElectricEar. Returns how many quanta from now the
  // new listener begins to be heard.
  int adopt(const ListenerDesign& design, int steps, bool eased) noexcept OTOSCAPE_RT;
  bool settled() const noexcept OTOSCAPE_RT;

  // Renders one quantum of `in`, in full scale, into heard() and room().
  void process(ConstBlock<FullScaleUnit> in, float pascals_per_unit) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return back_.heard(); }
  FullScaleBlock room() noexcept { return back_.room(); }
  surround::Hearing* surround() noexcept { return back_.surround(); }

  // The parts.
  ListenerFront& front() noexcept { return front_; }
  void add_chain(std::size_t ear, ElectricChain* chain) noexcept OTOSCAPE_RT {
    electric_[ear].ear.add_chain(chain);
  }
  void adopt_electric(std::size_t ear, const ListenerMove& move) noexcept OTOSCAPE_RT;
  void hear_electric(std::size_t ear, EarQuantum& ear_quantum) noexcept OTOSCAPE_RT;
  ListenerBack& back() noexcept { return back_; }
  const ListenerBack& back() const noexcept { return back_; }

 private:
  // Parts of different threads lie in different cache lines, to avoid false sharing.
  static constexpr std::size_t kCacheLine = 64;
  struct alignas(kCacheLine) Electric {
    ElectricEar ear;
    std::span<float> out;
  };

  alignas(kCacheLine) ListenerFront front_;
  std::array<Electric, 2> electric_;
  alignas(kCacheLine) ListenerBack back_;
  alignas(kCacheLine) EarQuantum ear_quantum_;  // used by process, which runs all parts
  int ears_ = 0;
  bool has_electric_ = false;
  Frames latency_{0};
};

}  // namespace otoscape::ear
