// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/listener_back.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "otoscape/base/ease.h"

namespace otoscape::ear {
namespace {

constexpr double kCutSeconds = 0.0102;  // 7 quanta at 44.1 kHz are 10.16 ms

}  // namespace

int blend_quanta(Hertz rate) {
  return static_cast<int>(kCutSeconds * rate.value() / loss::SmearingFrame::at(rate).hop_frames);
}

float ListenerBack::bypass_weight(double step) const noexcept {
  return static_cast<float>(raised_cosine(step, bypass_steps_));
}

void ListenerBack::prepare(const ListenerDesigner& designer, const ListenerDesign& first,
                           const StreamSpec& spec, Arena& arena) {
  acoustic_.prepare(designer.acoustic(), *first.acoustic, spec, arena);
  ears_ = spec.ears;
  quantum_ = loss::SmearingFrame::at(spec.rate).hop_frames;
  acoustic_delay_ = static_cast<int>(designer.needs().acoustic_delay(spec.rate).value());
  bypass_steps_ = blend_quanta(spec.rate);
  const auto frames = static_cast<std::size_t>(quantum_);
  delay_ = static_cast<int>(designer.latency().value()) + acoustic_delay_;
  for (std::size_t c = 0; c < 2; ++c) {
    for (auto* row : {&heard_, &room_, &bypass_}) (*row)[c] = arena.take<float>(frames);
    line_[c] = dsp::SlidingBuffer(delay_, quantum_);
    bypass_step_[c] = first.acoustic->ears[c].typical ? bypass_steps_ : 0;
  }
  if (spec.surround.channels() > 0) {
    surround_.emplace().prepare(
        {spec, quantum_, designer.latency(), Frames(acoustic_delay_), designer.seed()}, arena);
  }
}

FullScaleBlock ListenerBack::view(std::array<std::span<float>, 2>& memory) const noexcept {
  return {{memory[0].data(), memory[1].data()}, ears_, quantum_};
}

void ListenerBack::adopt(const ListenerMove& move) noexcept {
  acoustic_.adopt(*move.design->acoustic, move.steps, move.eased, move.late);
  warm_up_ = move.warm_up;
}

void ListenerBack::pass_lines(ConstBlock<FullScaleUnit> in) noexcept {
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    dsp::SlidingBuffer& line = line_[c];
    line.push(in.channel(static_cast<int>(c)));
    const float* oldest = line.at(line.end() - delay_ - quantum_);
    std::copy_n(oldest + acoustic_delay_, quantum_, room_[c].begin());
    std::copy_n(oldest, quantum_, bypass_[c].begin());
  }
}

void ListenerBack::process(const EarQuantum& ear_quantum) noexcept {
  pass_lines(ear_quantum.in);
  if (ear_quantum.runs) {
    hear(ear_quantum);
  } else {
    for (auto& ear : heard_) std::ranges::fill(ear, 0.0f);
  }
  std::array<surround::Bypass, 2> bypass;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    bypass[c] = bypass_of(c, ear_quantum.crossfade);
    bypass[c].mix(bypass_[c], heard_[c]);
  }
  if (surround_) hear_surround(ear_quantum, bypass);
  add_electric(ear_quantum);
  if (warm_up_ > 0) --warm_up_;
}

void ListenerBack::hear(const EarQuantum& ear_quantum) noexcept {
  acoustic_.process(ear_quantum.sound, ear_quantum.unsmeared, ear_quantum.smears,
                    ear_quantum.crossfade);
  const float from_pascal = 1.0f / ear_quantum.pascals_per_unit;
  for (int c = 0; c < ears_; ++c) {
    std::ranges::transform(ear_quantum.sound.channel(c),
                           heard_[static_cast<std::size_t>(c)].begin(),
                           [=](float x) { return x * from_pascal; });
  }
}

void ListenerBack::add_electric(const EarQuantum& ear_quantum) noexcept {
  const float from_pascal = 1.0f / ear_quantum.pascals_per_unit;
  for (std::size_t c = 0; c < static_cast<std::size_t>(ears_); ++c) {
    if (!ear_quantum.electric_sounds[c]) continue;
    for (std::size_t n = 0; n < heard_[c].size(); ++n) {
      heard_[c][n] += from_pascal * ear_quantum.electric[c][n];
    }
  }
}

// The gain of the bypass: that of the present listener while the bypass fades in, that of the
// previous one while it fades out. In an ear that is typical before and after, it moves from one to
// the other.
float ListenerBack::bypass_gain(std::size_t ear, bool typical,
                                const CrossfadeGains& crossfade) const noexcept {
  if (!typical) return crossfade.before_end;
  if (!acoustic_.before().ears[ear].typical) return crossfade.now_end;
  return std::lerp(crossfade.before_end, crossfade.now_end, acoustic_.moved());
}

// A typical ear gets the input itself, bit for bit; changes to and from it are crossfades.
surround::Bypass ListenerBack::bypass_of(std::size_t ear,
                                         const CrossfadeGains& crossfade) noexcept {
  // A glide that ends in typical hearing is not there yet, nor is a long blend before its end.
  const bool typical = acoustic_.now().ears[ear].typical && !acoustic_.glides() &&
                       acoustic_.steps_left() < bypass_steps_;
  const int target = typical ? bypass_steps_ : 0, from = bypass_step_[ear];
  const int to = warm_up_ > 0 ? from : from + (target > from) - (target < from);
  bypass_step_[ear] = to;
  surround::Bypass bypass;
  if (from == 0 && to == 0) return bypass;
  const float gain_to = bypass_gain(ear, typical, crossfade);
  const float gain_from = from == 0 ? gain_to : bypass_gain_[ear];
  bypass_gain_[ear] = gain_to;
  bypass.none = false;
  bypass.whole =
      from == bypass_steps_ && to == bypass_steps_ && gain_from == 1.0f && gain_to == 1.0f;
  // Straight pieces of half a quantum, as the gains are drawn.
  const float per_frame = 1.0f / static_cast<float>(quantum_ / 2);
  for (std::size_t piece = 0; piece < 2; ++piece) {
    const double done = 0.5 * static_cast<double>(piece), step = to - from;
    const float start = bypass_weight(from + done * step);
    bypass.lines[piece] = {start, (bypass_weight(from + (done + 0.5) * step) - start) * per_frame,
                           std::lerp(gain_from, gain_to, static_cast<float>(done)),
                           0.5f * (gain_to - gain_from) * per_frame};
  }
  return bypass;
}

void ListenerBack::hear_surround(const EarQuantum& ear_quantum,
                                 const std::array<surround::Bypass, 2>& bypass) noexcept {
  if (ear_quantum.runs) acoustic_.process_apart(ear_quantum.apart);
  surround::Hearing::Ears ears{
      bypass,
      {{}, 1.0f / ear_quantum.pascals_per_unit, ear_quantum.frame, ear_quantum.confusion_deg}};
  for (std::size_t c = 0; c < 2; ++c) {
    if (ear_quantum.electric_sounds[c]) ears.electric.ears[c] = ear_quantum.electric[c];
  }
  surround_->process(ear_quantum.wide_in, ear_quantum.runs ? ear_quantum.apart : PascalBlock(),
                     ears);
}

}  // namespace otoscape::ear
