// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "otoscape/base/realtime.h"

namespace otoscape::body {

inline constexpr std::size_t kMostTakes = 200;  // as a byte counts them

// Which take each event gets: all takes in a random order, then all in another, and so on. None
// comes twice running. The take of an event depends on its number, the count of takes and the key
// alone.
class TakeOrder {
 public:
  // takes: 1…kMostTakes.
  TakeOrder(std::size_t takes, std::uint64_t key);

  // Audio side.
  std::size_t at(std::int64_t number) noexcept OTOSCAPE_RT;

 private:
  using Round = std::array<std::uint8_t, kMostTakes>;
  struct Kept {
    bool known = false;
    std::int64_t round = 0;
    Round takes{};
  };
  void shuffle(std::int64_t round, Round& takes) const noexcept OTOSCAPE_RT;

  std::int64_t takes_;
  std::uint64_t key_;
  std::array<Kept, 2> kept_;  // of even and odd rounds: neighbouring events may lie in two
};

}  // namespace otoscape::body
