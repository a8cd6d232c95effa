// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/ear/acoustic_front.h"
#include "otoscape/ear/ear_quantum.h"
#include "otoscape/ear/listener_design.h"
#include "otoscape/implant/film/spatial_confusion.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::ear {

// A move to another listener. Every part of a Listener gets it before the same quantum.
struct ListenerMove {
  const ListenerDesign* design = nullptr;
  int steps = 7;
  bool eased = true;
  int late = 0;                    // quanta more than lead()
  int warm_up = 0;                 // quanta for which a bypassed ear stays bypassed
  int electric_wait = 0;           // quanta before the electric ears begin
  std::array<bool, 2> electric{};  // ears with an implant before or after
};

// The part of a Listener before the acoustic bank and the electric ears. It does not depend on
// them.
class ListenerFront {
 public:
  struct Setup {
    StreamSpec spec;
    bool moves = false;
    std::int64_t first_frame = 0;
    int lead = 0;            // quanta from a move to its effect in the output
    Frames back_latency{0};  // of the parts after this one
  };
  // Control side. Designs must outlive their use.
  void prepare(const ListenerDesigner& designer, const ListenerDesign& first, const Setup& setup,
               Arena& arena);

  // Audio side. Caller::live: the move waits for an implant's chain that has not run yet, and
  // directions scatter as the design says. Caller::leads: the caller has added the chains and
  // scatters directions itself.
  enum class Caller { live, leads };
  ListenerMove adopt(const ListenerDesign& design, int steps, bool eased,
                     Caller caller) noexcept OTOSCAPE_RT;
  // Takes effect scattering() quanta later.
  void scatter(double confusion_deg) noexcept OTOSCAPE_RT;
  int scattering() const noexcept { return confusion_ ? latency_quanta_ : 0; }
  int lead() const noexcept { return lead_; }
  bool waits() const noexcept { return waits_ >= 0; }  // a move has not begun yet
  bool settled() const noexcept { return acoustic_.settled(); }
  int quantum() const noexcept { return acoustic_.quantum(); }

  // The caller sets ear_quantum.in, pascals_per_unit and crossfade. Only the implants use
  // `at_microphones`.
  void process(ConstBlock<FullScaleUnit> at_microphones,
               EarQuantum& ear_quantum) noexcept OTOSCAPE_RT;

 private:
  void bring_acoustic(const EarQuantum& ear_quantum) noexcept;
  void bring_apart(const EarQuantum& ear_quantum) noexcept;
  void bring(std::span<const float> in, dsp::SlidingBuffer& line, float gain,
             std::span<float> out) const noexcept;
  void bring_electric(ConstBlock<FullScaleUnit> in, const EarQuantum& ear_quantum) noexcept;

  AcousticFront acoustic_;
  std::optional<implant::film::SpatialConfusion> confusion_;
  double confusion_deg_ = 0.0;
  std::int64_t frame_ = 0;
  int ears_ = 0;
  bool has_electric_ = false;
  bool idle_ = false;                             // no ear moves and none needs the acoustic path
  std::array<const ElectricChain*, 2> chains_{};  // of the newest design; null: no implant
  int latency_quanta_ = 0;
  int lead_ = 0, waits_ = -1;
  int warm_up_quanta_ = 16, warm_up_ = 0;
  int wait_ = 0;  // frames by which the acoustic ears are delayed against the electric ones
  std::array<dsp::SlidingBuffer, 2> line_;  // where they are
  surround::Lanes lanes_;
  std::array<dsp::SlidingBuffer, kMostChannels> apart_line_;  // the same of each lane
};

}  // namespace otoscape::ear
