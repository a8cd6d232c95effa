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

// Of the pair: the larger, where the ears differ. One channel has no direction.
double confusion_of(const ListenerDesign& design, int ears) {
  if (ears == 1) return 0.0;
  double most = 0.0;
  for (const auto& ear : design.electric) {
    if (ear) most = std::max(most, ear->params.confusion_deg);
  }
  return most;
}

}  // namespace

int blend_quanta(Hertz rate) {
  return static_cast<int>(kCutSeconds * rate.value() / loss::SmearingFrame::at(rate).hop_frames);
}

float Listener::raised_cosine(double step) const noexcept {
  return static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * step / bypass_steps_));
}

void Listener::prepare(const ListenerDesigner& designer, const ListenerDesign& first,
                       const Given& given, Arena& arena) {
  const StreamSpec& spec = given.spec;
  path_.prepare(designer.acoustic(), *first.acoustic, spec, arena);
  now_ = &first;
  ears_ = spec.ears;
  moves_ = given.moves;
  latency_ = designer.latency();
  acoustic_delay_ =
      static_cast<std::size_t>(designer.needs().acoustic_delay_s * spec.rate.value() + 0.5);
  acoustic_wait_ = static_cast<std::size_t>((latency_ - path_.latency()).value()) + acoustic_delay_;
  bypass_steps_ = blend_quanta(spec.rate);
  warm_up_quanta_ = static_cast<int>(kWarmUpSeconds * spec.rate.value() / quantum());
  const auto frames = static_cast<std::size_t>(quantum());
  const auto delay = static_cast<std::size_t>(latency_.value()) + acoustic_delay_;
  for (std::size_t c = 0; c < 2; ++c) {
    for (auto* row : {&heard_, &room_, &bypass_, &electric_in_, &electric_out_}) {
      (*row)[c] = arena.take<float>(frames);
    }
    line_[c] = arena.take<float>(delay + frames);
    bypass_step_[c] = first.acoustic->ears[c].typical ? bypass_steps_ : 0;
    electric_[c].prepare(first.electric[c].get(), quantum(), arena);
  }
  if (designer.needs().confusion) {
    confusion_.emplace(confusion_of(first, ears_), spec.rate, designer.seed(), given.first_frame);
  }
}

FullScaleBlock Listener::view(std::array<std::span<float>, 2>& memory) const noexcept {
  return {{memory[0].data(), memory[1].data()}, ears_, quantum()};
}

// Whether every ear stands still and needs nothing of the acoustic path: typical, or silent.
bool Listener::all_idle() const noexcept {
  if (moves_) return false;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    if (bypass_step_[c] != bypass_steps_ && !path_.now().ears[c].silent) return false;
  }
  return true;
}

bool Listener::waits() const noexcept {
  return path_.waits() || std::ranges::any_of(implants(), &ElectricEar::waits);
}

bool Listener::settled() const noexcept {
  return path_.settled() && warm_up_ == 0 && std::ranges::all_of(implants(), &ElectricEar::settled);
}

void Listener::adopt(const ListenerDesign& design, int steps, bool eased, Caller caller) noexcept {
  if (all_idle()) warm_up_ = warm_up_quanta_;
  moves_ = true;
  int late = 0;  // quanta, for a chain that has to fill first
  if (caller == Caller::live) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
      const auto* to = design.electric[c].get();
      const auto* from = now_->electric[c].get();
      const bool starts = to != nullptr && (from == nullptr || from->chain != to->chain);
      if (starts) late = std::max(late, to->chain->quanta_to_fill() - lead());
    }
    scatter(confusion_of(design, ears_));
  }
  path_.adopt(*design.acoustic, steps, eased, late);
  // Where the filters warm up first, what an ear hears as it is stays that long.
  const int wait = std::max(lead() + late, warm_up_);
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    const auto* electric = design.electric[c].get();
    if (electric == nullptr && now_->electric[c] == nullptr) continue;
    electric_[c].adopt(electric, {wait, steps, eased});
  }
  now_ = &design;
}

void Listener::scatter(double confusion_deg) noexcept {
  if (confusion_) confusion_->adopt(confusion_deg);
}

int Listener::scattering() const noexcept {
  return confusion_ ? static_cast<int>(latency_.value()) / quantum() : 0;
}

void Listener::pass_lines(ConstBlock<FullScaleUnit> in) noexcept {
  const auto frames = static_cast<std::size_t>(quantum());
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    const auto line = line_[c];
    std::copy(line.begin() + quantum(), line.end(), line.begin());
    std::ranges::copy(in.channel(static_cast<int>(c)), line.end() - quantum());
    std::ranges::copy(line.subspan(acoustic_delay_, frames), room_[c].begin());
    std::ranges::copy(line.first(frames), bypass_[c].begin());
  }
}

void Listener::process(ConstBlock<FullScaleUnit> in, ConstBlock<FullScaleUnit> at_microphones,
                       float pascals_per_unit, const Legs& legs) noexcept {
  pass_lines(in);
  if (all_idle()) {
    for (auto& ear : heard_) std::ranges::fill(ear, 0.0f);
  } else {
    hear(pascals_per_unit, legs);
  }
  mix_bypass(legs);
  hear_electric(at_microphones, pascals_per_unit, legs);
  if (warm_up_ > 0) --warm_up_;
}

void Listener::hear(float pascals_per_unit, const Legs& legs) noexcept {
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    const auto due = line_[c].last(acoustic_wait_ + heard_[c].size()).first(heard_[c].size());
    std::ranges::transform(due, heard_[c].begin(), [=](float x) { return x * pascals_per_unit; });
  }
  path_.process(PascalBlock({heard_[0].data(), heard_[1].data()}, ears_, quantum()), legs);
  const float from_pascal = 1.0f / pascals_per_unit;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    for (float& x : heard_[c]) x *= from_pascal;
  }
}

void Listener::hear_electric(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
                             const Legs& legs) noexcept {
  if (!confusion_ && std::ranges::none_of(implants(), &ElectricEar::runs)) return;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    std::ranges::transform(in.channel(static_cast<int>(c)), electric_in_[c].begin(),
                           [=](float x) { return x * pascals_per_unit; });
  }
  if (confusion_) {
    if (ears_ == 1) std::ranges::copy(electric_in_[0], electric_in_[1].begin());
    confusion_->process(electric_in_[0], electric_in_[1]);
  }
  const float from_pascal = 1.0f / pascals_per_unit;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    if (!electric_[c].runs()) continue;
    std::ranges::fill(electric_out_[c], 0.0f);
    electric_[c].process(electric_in_[c], electric_out_[c], legs);
    for (std::size_t n = 0; n < heard_[c].size(); ++n) {
      heard_[c][n] += from_pascal * electric_out_[c][n];
    }
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
      std::ranges::copy(bypass_[c], heard_[c].begin());
      continue;
    }
    // Straight pieces of half a quantum, as the gains are drawn.
    const auto half = bypass_[c].size() / 2;
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
        heard = (1.0f - part) * heard + part * gain * bypass_[c][piece * half + n];
      }
    }
  }
}

}  // namespace otoscape::ear
