// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

namespace otoscape::loss::msbg {

// The number of channels, or slices, side by side in memory: one cache line, whatever the vector
// length.
template <class Real>
inline constexpr int kLanes = static_cast<int>(64 / sizeof(Real));

// One value for each lane.
template <class Value>
struct alignas(64) LaneRow {
  std::array<Value, 64 / sizeof(Value)> v{};

  Value& operator[](int lane) { return v[static_cast<std::size_t>(lane)]; }
  const Value& operator[](int lane) const { return v[static_cast<std::size_t>(lane)]; }
  const Value* data() const { return v.data(); }
  Value* data() { return v.data(); }
};

// The integer as wide as a sample.
template <class Real>
using IndexFor = std::conditional_t<sizeof(Real) == 4, std::int32_t, std::int64_t>;

}  // namespace otoscape::loss::msbg
