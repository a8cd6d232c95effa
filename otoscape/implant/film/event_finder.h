// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::film {

// Where the events of a sound begin: its power over 4 ms exceeds four times that over the 190 ms
// that ended about 50 ms earlier. At most one event in 120 ms. Power is looked at in cells of
// frames counted from the programme's frame 0, and each 1.5 s a passage begins, an event without an
// onset. No window is longer than 0.3 s, so that a passage's events depend on nothing before the
// last 0.3 s of the one before it.
class EventFinder {
 public:
  enum class Event { none, onset, passage };

  explicit EventFinder(Hertz rate);

  int cell() const noexcept { return cell_; }
  // Frames from `frame` to the end of its cell; at least 1.
  int until_end(std::int64_t frame) const noexcept OTOSCAPE_RT;
  // energy: the sum of squares, in pascals, over the cell that ends before frame `end`, a multiple
  // of cell(). Cells in a row.
  Event next(std::int64_t end, double energy) noexcept OTOSCAPE_RT;
  // Mean square over the 190 ms that the last cell was compared with.
  double power_before() const noexcept { return slow_; }

 private:
  static constexpr int kFastCells = 3, kGroupCells = 8, kGroups = 32;
  static constexpr int kSlowGroups = 18, kGroupsBefore = 4;
  double slow_power(std::int64_t group) const noexcept;

  int cell_, passage_, apart_;
  std::array<double, kFastCells> fast_{};
  std::array<double, kGroups> groups_{};  // energies, by the group's number
  double slow_ = 0.0;
  std::int64_t last_ = INT64_MIN / 2;  // where the last event began
};

}  // namespace otoscape::implant::film
