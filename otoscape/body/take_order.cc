// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/take_order.h"

#include <algorithm>
#include <utility>

#include "otoscape/body/draws.h"

namespace otoscape::body {

TakeOrder::TakeOrder(std::size_t takes, std::uint64_t key)
    : takes_(static_cast<std::int64_t>(std::clamp<std::size_t>(takes, 1, kMostTakes))), key_(key) {}

// Fisher and Yates's.
void TakeOrder::shuffle(std::int64_t round, Round& takes) const noexcept {
  const Draws draws = Draws(key_).of(round);
  const auto count = static_cast<std::size_t>(takes_);
  for (std::size_t i = 0; i < count; ++i) takes[i] = static_cast<std::uint8_t>(i);
  for (std::size_t i = count - 1; i > 0; --i) {
    const auto other = static_cast<std::size_t>(draws.uniform(i) * static_cast<double>(i + 1));
    std::swap(takes[i], takes[other]);
  }
}

std::size_t TakeOrder::at(std::int64_t number) noexcept {
  // Two takes alternate: any other order would repeat one where two rounds meet.
  if (takes_ <= 2) {
    const auto turn = static_cast<std::uint64_t>(number) + (key_ & 1);
    return static_cast<std::size_t>(turn % static_cast<std::uint64_t>(takes_));
  }
  const std::int64_t round = number >= 0 ? number / takes_ : -1 - (-1 - number) / takes_;
  Kept& kept = kept_[static_cast<std::size_t>(round & 1)];
  if (!kept.known || kept.round != round) {
    Round before;
    shuffle(round - 1, before);
    shuffle(round, kept.takes);
    // The last take of a round of three or more is not moved by this.
    const auto last = static_cast<std::size_t>(takes_ - 1);
    if (kept.takes[0] == before[last]) std::swap(kept.takes[0], kept.takes[1]);
    kept.known = true;
    kept.round = round;
  }
  return kept.takes[static_cast<std::size_t>(number - round * takes_)];
}

}  // namespace otoscape::body
