// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_follower.h"

#include <algorithm>

namespace otoscape::loss {

void SmearingFollower::prepare(Hertz rate, std::span<const Channel> channels, Arena& arena) {
  count_ = static_cast<int>(channels.size());
  std::ranges::copy(channels, channels_.begin());
  transform_.prepare(rate, count_, arena);
  const auto hop = static_cast<std::size_t>(transform_.frame().hop_frames),
             half = static_cast<std::size_t>(transform_.frame().transform_size / 2);
  for (std::size_t c = 0; c < 2; ++c) {
    delayed_[c] = arena.take<float>(hop);
    for (auto* row : {&own_, &power_, &target_}) (*row)[c] = arena.take<float>(half);
  }
  for (auto* row : {&own_at_ear_, &other_power_, &other_target_}) *row = arena.take<float>(half);
}

void SmearingFollower::process(const SpectralSmearing& leader, PascalBlock sound) noexcept {
  const SpectralSmearing::Hop& hop = leader.last_hop();
  const PascalBlock delayed({delayed_[0].data(), delayed_[1].data()}, count_, sound.frames());
  transform_.push(sound, delayed);
  if (hop.bins > 0) {
    if (!running_) transform_.restart();
    transform_.forward(hop.bins, {own_[0].data(), own_[1].data()});
    for (std::size_t c = 0; c < 2; ++c) decide(c, hop);
    transform_.back(hop.bins, {power_[0].data(), power_[1].data()},
                    {target_[0].data(), target_[1].data()}, sound);
  }
  running_ = hop.bins > 0;
  if (hop.smears) return;
  for (int c = 0; c < count_; ++c) {
    std::ranges::copy(delayed.channel(c), sound.channel(c).begin());
  }
}

void SmearingFollower::decide(std::size_t channel, const SpectralSmearing::Hop& hop) noexcept {
  const auto bins = static_cast<std::size_t>(hop.bins);
  const auto own = own_[channel].first(bins);
  const BinGains gains{power_[channel].first(bins), target_[channel].first(bins)};
  const auto [ear, at_ear] = channels_[channel];
  if (ear == Ear::neither) {
    std::ranges::copy(own, gains.power.begin());
    std::ranges::copy(own, gains.target.begin());
    return;
  }
  const auto at_the_ear = own_at_ear_.first(bins);
  std::ranges::copy(own, at_the_ear.begin());
  SmearingTransform::scale(at_the_ear, at_ear * at_ear);
  SmearingTransform::limit(hop.ears[ear == Ear::right ? 1 : 0], at_the_ear, gains);
  if (ear != Ear::both) return;
  const BinGains right{other_power_.first(bins), other_target_.first(bins)};
  SmearingTransform::limit(hop.ears[1], at_the_ear, right);
  SmearingTransform::take_lower(gains, right);
}

}  // namespace otoscape::loss
