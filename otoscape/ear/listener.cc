// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/listener.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::ear {
namespace {

constexpr double kCutSeconds = 0.0102;  // 7 quanta at 44.1 kHz are 10.16 ms
constexpr double kWarmUpSeconds =
    0.021;  // filters that stood still run this long before they are heard

}  // namespace

int blend_quanta(Hertz rate) {
  return static_cast<int>(kCutSeconds * rate.value() / loss::SmearingFrame::at(rate).hop_frames);
}

float Listener::raised_cosine(double step) const noexcept {
  return static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * step / bypass_steps_));
}

void Listener::prepare(const AcousticDesigner& designer, const AcousticDesign& first,
                       const StreamSpec& spec, bool moves, Arena& arena) {
  path_.prepare(designer, first, spec, arena);
  ears_ = spec.ears;
  moves_ = moves;
  bypass_steps_ = blend_quanta(spec.rate);
  warm_up_quanta_ = static_cast<int>(kWarmUpSeconds * spec.rate.value() / quantum());
  const auto frames = static_cast<std::size_t>(quantum());
  const auto delay = static_cast<std::size_t>(latency().value());
  for (std::size_t c = 0; c < 2; ++c) {
    heard_[c] = arena.take<float>(frames);
    room_[c] = arena.take<float>(frames);
    line_[c] = arena.take<float>(delay + frames);
    bypass_step_[c] = first.ears[c].typical ? bypass_steps_ : 0;
  }
}

FullScaleBlock Listener::view(std::array<std::span<float>, 2>& memory) const noexcept {
  return {{memory[0].data(), memory[1].data()}, ears_, quantum()};
}

bool Listener::all_bypassed() const noexcept {
  return std::all_of(bypass_step_.begin(), bypass_step_.begin() + ears_,
                     [this](int step) { return step == bypass_steps_; });
}

void Listener::adopt(const AcousticDesign& design, int steps, bool eased) noexcept {
  if (!moves_ && all_bypassed()) warm_up_ = warm_up_quanta_;
  moves_ = true;
  path_.adopt(design, steps, eased);
}

void Listener::process(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
                       const Legs& legs) noexcept {
  for (int c = 0; c < ears_; ++c) {
    const auto line = line_[static_cast<std::size_t>(c)];
    std::copy(line.begin() + quantum(), line.end(), line.begin());
    std::ranges::copy(in.channel(c), line.end() - quantum());
    std::copy_n(line.begin(), quantum(), room_[static_cast<std::size_t>(c)].begin());
  }
  if (moves_ || !all_bypassed()) hear(in, pascals_per_unit, legs);
  mix_bypass(legs);
  if (warm_up_ > 0) --warm_up_;
}

void Listener::hear(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
                    const Legs& legs) noexcept {
  for (int c = 0; c < ears_; ++c) {
    std::ranges::transform(in.channel(c), heard_[static_cast<std::size_t>(c)].begin(),
                           [=](float x) { return x * pascals_per_unit; });
  }
  path_.process(PascalBlock({heard_[0].data(), heard_[1].data()}, ears_, quantum()), legs);
  const float from_pascal = 1.0f / pascals_per_unit;
  for (int c = 0; c < ears_; ++c) {
    for (float& x : heard_[static_cast<std::size_t>(c)]) x *= from_pascal;
  }
}

// While the input comes in it is the new leg, while it goes out the old one; an ear that was and
// stays typical goes from one to the other.
float Listener::bypass_gain(std::size_t ear, bool typical, const Legs& legs) const noexcept {
  if (!typical) return legs.before_end;
  if (!path_.before().ears[ear].typical) return legs.now_end;
  return std::lerp(legs.before_end, legs.now_end, path_.moved());
}

// A typical ear gets the input itself, bit for bit; the way there and back is a crossfade.
void Listener::mix_bypass(const Legs& legs) noexcept {
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    // A glide that ends in typical hearing is not there yet, nor is a long blend before its end.
    const bool typical =
        path_.now().ears[c].typical && !path_.glides() && path_.steps_left() < bypass_steps_;
    const int target = typical ? bypass_steps_ : 0, from = bypass_step_[c];
    const int to = warm_up_ > 0 ? from : from + (target > from) - (target < from);
    bypass_step_[c] = to;
    if (from == 0 && to == 0) continue;
    const float gain_to = bypass_gain(c, typical, legs);
    const float gain_from = from == 0 ? gain_to : bypass_gain_[c];
    bypass_gain_[c] = gain_to;
    if (from == bypass_steps_ && to == bypass_steps_ && gain_from == 1.0f && gain_to == 1.0f) {
      std::ranges::copy(room_[c], heard_[c].begin());
      continue;
    }
    // Straight pieces of half a quantum, as the gains are drawn.
    const auto half = room_[c].size() / 2;
    const float per_frame = 1.0f / static_cast<float>(half);
    for (std::size_t piece = 0; piece < 2; ++piece) {
      const double done = 0.5 * static_cast<double>(piece), step = to - from;
      const float start = raised_cosine(from + done * step),
                  slope = (raised_cosine(from + (done + 0.5) * step) - start) * per_frame;
      const float gain_slope = 0.5f * (gain_to - gain_from) * per_frame;
      const float gain_start = std::lerp(gain_from, gain_to, static_cast<float>(done));
      for (std::size_t n = 0; n < half; ++n) {
        const float at = static_cast<float>(n + 1), part = start + slope * at,
                    gain = gain_start + gain_slope * at;
        float& heard = heard_[c][piece * half + n];
        heard = (1.0f - part) * heard + part * gain * room_[c][piece * half + n];
      }
    }
  }
}

}  // namespace otoscape::ear
