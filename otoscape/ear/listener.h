// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_path.h"
#include "otoscape/ear/electric_ear.h"
#include "otoscape/ear/listener_design.h"
#include "otoscape/implant/spatial_confusion.h"

namespace otoscape::ear {

// Quanta of a cut: as many as fit into 10 ms.
int blend_quanta(Hertz rate);

// One person's pair of ears (or one of it), acoustic and electric, in time with each other. What is
// impaired goes through the acoustic path; what is typical gets the input itself, bit for bit and
// as late; the way between the two is a crossfade of a cut's length. What an implant sends is
// added. Beside what is heard there is the room: the input untouched, in time with it.
class Listener {
 public:
  struct Given {
    StreamSpec spec;
    bool moves = false;  // will change, so the filters are kept warm even where nothing is lost
    std::int64_t first_frame = 0;  // of the programme, that comes first
  };
  // Control side. Designs must outlive their use.
  void prepare(const ListenerDesigner& designer, const ListenerDesign& first, const Given& given,
               Arena& arena);

  int quantum() const { return path_.quantum(); }
  int lead() const { return path_.lead(); }
  // From a frame's arrival in its quantum to its going out.
  Frames latency() const noexcept { return latency_; }

  // Audio side. See AcousticPath::adopt and ElectricEar. Live, the move waits for an implant's
  // chain that has not run yet, and directions scatter as the design says; else the caller has
  // announced chains and scatters directions itself.
  enum class Caller { live, leads };
  void adopt(const ListenerDesign& design, int steps, bool eased,
             Caller caller = Caller::live) noexcept OTOSCAPE_RT;
  void announce(std::size_t ear, ElectricChain* chain) noexcept OTOSCAPE_RT {
    electric_[ear].announce(chain);
  }
  // Heard as many quanta later as scattering() says.
  void scatter(double confusion_deg) noexcept OTOSCAPE_RT;
  int scattering() const noexcept;
  bool waits() const noexcept;  // a move has not begun yet
  bool settled() const noexcept;
  const AcousticPath& path() const noexcept { return path_; }

  // One quantum of `in` at full scale; heard() and room() then hold theirs. What the implants'
  // microphones get is `in` unless said otherwise.
  void process(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
               const Legs& legs = {}) noexcept OTOSCAPE_RT {
    process(in, in, pascals_per_unit, legs);
  }
  void process(ConstBlock<FullScaleUnit> in, ConstBlock<FullScaleUnit> at_microphones,
               float pascals_per_unit, const Legs& legs) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return view(heard_); }
  FullScaleBlock room() noexcept { return view(room_); }

 private:
  FullScaleBlock view(std::array<std::span<float>, 2>& memory) const noexcept;
  bool all_idle() const noexcept;
  std::span<const ElectricEar> implants() const noexcept {
    return std::span(electric_).first(static_cast<std::size_t>(ears_));
  }
  void pass_lines(ConstBlock<FullScaleUnit> in) noexcept;
  void hear(float pascals_per_unit, const Legs& legs) noexcept;
  void hear_electric(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
                     const Legs& legs) noexcept;
  void mix_bypass(const Legs& legs) noexcept;
  float bypass_gain(std::size_t ear, bool typical, const Legs& legs) const noexcept;
  float raised_cosine(double step) const noexcept;

  AcousticPath path_;
  std::array<ElectricEar, 2> electric_;
  std::optional<implant::SpatialConfusion> confusion_;
  const ListenerDesign* now_ = nullptr;
  int ears_ = 0;
  Frames latency_{0};
  std::size_t acoustic_wait_ = 0;   // frames by which acoustic ears are later than they need be
  std::size_t acoustic_delay_ = 0;  // and later than the room
  std::array<std::span<float>, 2> heard_, room_, bypass_, electric_in_, electric_out_;
  std::array<std::span<float>, 2> line_;  // the input on its way to being the room
  int bypass_steps_ = 7;                  // of the crossfade, in quanta
  std::array<int, 2> bypass_step_{};      // bypass_steps_: only the input; 0: only the path
  std::array<float, 2> bypass_gain_{1.0f, 1.0f};
  bool moves_ = false;
  int warm_up_quanta_ = 16, warm_up_ = 0;
};

}  // namespace otoscape::ear
