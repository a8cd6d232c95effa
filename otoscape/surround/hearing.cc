// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/hearing.h"

#include <algorithm>

#include "otoscape/base/block_memory.h"

namespace otoscape::surround {

void Hearing::prepare(const Setup& setup, Arena& arena) {
  lanes_ = Lanes(setup.spec.surround);
  quantum_ = setup.quantum;
  acoustic_delay_ = static_cast<int>(setup.acoustic_delay.value());
  const int channels = setup.spec.surround.channels();
  delay_ = static_cast<int>(setup.latency.value()) + acoustic_delay_;
  line_.assign(static_cast<std::size_t>(channels), dsp::SlidingBuffer(delay_, quantum_));
  room_ = take_block(arena, channels, quantum_);
  std::array<float*, kMostChannels> rows{};
  std::ranges::transform(lanes_.lanes(), rows.begin(),
                         [&](const Lane& lane) { return room_.channel(lane.channel).data(); });
  lane_room_ = {std::span<float* const>(rows).first(static_cast<std::size_t>(lanes_.count())),
                quantum_};
  bypass_ = take_block(arena, channels, quantum_);
  heard_ = take_block(arena, lanes_.count(), quantum_);
  one_ear_ = arena.take<float>(static_cast<std::size_t>(quantum_));
  shares_.prepare(setup.spec, quantum_, setup.seed);
}

void Hearing::pass_lines(ConstBlock<FullScaleUnit> in) noexcept {
  for (std::size_t c = 0; c < line_.size(); ++c) {
    const int channel = static_cast<int>(c);
    line_[c].push(in.channel(channel));
    const float* oldest = line_[c].at(line_[c].end() - delay_ - quantum_);
    std::copy_n(oldest + acoustic_delay_, quantum_, room_.channel(channel).begin());
    std::copy_n(oldest, quantum_, bypass_.channel(channel).begin());
  }
}

// Where the acoustic path does not run, each ear has the input or nothing.
void Hearing::mean_of(const std::array<Bypass, 2>& ears, std::span<const float> input,
                      std::span<float> heard) noexcept {
  for (const Bypass& ear : ears) {
    std::ranges::fill(one_ear_, 0.0f);
    ear.mix(input, one_ear_);
    for (std::size_t n = 0; n < heard.size(); ++n) heard[n] += 0.5f * one_ear_[n];
  }
}

void Hearing::process(ConstBlock<FullScaleUnit> in, PascalBlock acoustic,
                      const Ears& ears) noexcept {
  pass_lines(in);
  for (int lane = 0; lane < lanes_.count(); ++lane) {
    const auto heard = heard_.channel(lane);
    if (acoustic.channels() > 0) {
      std::ranges::transform(acoustic.channel(lane), heard.begin(),
                             [&](float x) { return x * ears.electric.from_pascal; });
    } else {
      std::ranges::fill(heard, 0.0f);
    }
    const Lane& apart = lanes_.lanes()[static_cast<std::size_t>(lane)];
    const auto input = bypass_.channel(apart.channel);
    switch (apart.follows) {
      case Follows::left:
        ears.bypass[0].mix(input, heard);
        break;
      case Follows::right:
        ears.bypass[1].mix(input, heard);
        break;
      case Follows::mean:
        if (acoustic.channels() == 0) {
          mean_of(ears.bypass, input, heard);
          break;
        }
        [[fallthrough]];
      case Follows::both:
        smaller(ears.bypass[0], ears.bypass[1]).mix(input, heard);
        break;
    }
  }
  shares_.add(room_, lanes_, ears.electric, heard_);
}

}  // namespace otoscape::surround
