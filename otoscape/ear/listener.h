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

// One person's pair of ears (or one of it), acoustic and electric, in time with each other. What is
// impaired goes through the acoustic path; what is typical gets the input itself, bit for bit and
// as late; the way between the two is a crossfade of a cut's length. What an implant sends is
// added. Beside what is heard there is the room: the input untouched, in time with it.
//
// A quantum passes the front, each electric ear and the back. They share nothing but the passage
// and may be called part by part, each on a thread of its own, if each gets the same moves before
// the same quantum.
class Listener {
 public:
  struct Setup {
    StreamSpec spec;
    bool moves = false;  // will change, so the filters are kept warm even where nothing is lost
    std::int64_t first_frame = 0;  // of the programme, that comes first
  };
  // Control side. Designs must outlive their use.
  void prepare(const ListenerDesigner& designer, const ListenerDesign& first, const Setup& setup,
               Arena& arena);

  int quantum() const { return front_.quantum(); }
  int lead() const { return front_.lead(); }
  // From a frame's arrival in its quantum to its going out.
  Frames latency() const noexcept { return latency_; }
  bool has_electric() const noexcept { return has_electric_; }

  // Audio side, live. See AcousticBack::adopt and ElectricEar.
  void adopt(const ListenerDesign& design, int steps, bool eased) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;

  // One quantum of `in` at full scale; heard() and room() then hold theirs.
  void process(ConstBlock<FullScaleUnit> in, float pascals_per_unit) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return back_.heard(); }
  FullScaleBlock room() noexcept { return back_.room(); }

  // The parts.
  ListenerFront& front() noexcept { return front_; }
  void add_chain(std::size_t ear, ElectricChain* chain) noexcept OTOSCAPE_RT {
    electric_[ear].ear.add_chain(chain);
  }
  void adopt_electric(std::size_t ear, const ListenerMove& move) noexcept OTOSCAPE_RT;
  void hear_electric(std::size_t ear, EarQuantum& passage) noexcept OTOSCAPE_RT;
  ListenerBack& back() noexcept { return back_; }
  const ListenerBack& back() const noexcept { return back_; }

 private:
  // Two threads that write to one line of the cache would wait for each other.
  static constexpr std::size_t kCacheLine = 64;
  struct alignas(kCacheLine) Electric {
    ElectricEar ear;
    std::span<float> out;
  };

  alignas(kCacheLine) ListenerFront front_;
  std::array<Electric, 2> electric_;
  alignas(kCacheLine) ListenerBack back_;
  alignas(kCacheLine) EarQuantum passage_;  // where all parts run in turn
  int ears_ = 0;
  bool has_electric_ = false;
  Frames latency_{0};
};

}  // namespace otoscape::ear
