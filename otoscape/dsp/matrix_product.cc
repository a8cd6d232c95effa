// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/matrix_product.h"

#include <algorithm>
#include <cassert>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/matrix_product.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#ifndef OTOSCAPE_DSP_MATRIX_PRODUCT_TILE
#define OTOSCAPE_DSP_MATRIX_PRODUCT_TILE
namespace otoscape::dsp {
// Some columns of b: those of its rows that are not all zero there, packed one after another.
struct Tile {
  std::vector<double> packed;
  std::vector<int> rows;
};
}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;

std::size_t tile_columns() { return 2 * hn::Lanes(D()); }

// kRows rows of a, `stride` apart, times a tile; the sums stay in registers.
template <int kRows>
void multiply_rows(const double* a, std::size_t stride, const Tile& tile, double* out) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  V l0 = hn::Zero(d), l1 = l0, l2 = l0, l3 = l0, r0 = l0, r1 = l0, r2 = l0, r3 = l0;
  const double* in = tile.packed.data();
  for (const int k : tile.rows) {
    const V left = hn::LoadU(d, in), right = hn::LoadU(d, in + lanes);
    const auto step = [&](std::size_t row, V& l, V& r) HWY_ATTR {
      const V factor = hn::Set(d, a[row * stride + static_cast<std::size_t>(k)]);
      l = hn::MulAdd(factor, left, l);
      r = hn::MulAdd(factor, right, r);
    };
    step(0, l0, r0);
    if constexpr (kRows == 4) {
      step(1, l1, r1);
      step(2, l2, r2);
      step(3, l3, r3);
    }
    in += 2 * lanes;
  }
  const auto store = [&](const V& l, const V& r) HWY_ATTR {
    hn::StoreU(l, d, out);
    hn::StoreU(r, d, out + lanes);
    out += 2 * lanes;
  };
  store(l0, r0);
  if constexpr (kRows == 4) {
    store(l1, r1);
    store(l2, r2);
    store(l3, r3);
  }
}

void multiply_tile(const double* a, std::size_t rows, std::size_t stride, const Tile& tile,
                   double* out) {
  const std::size_t columns = tile_columns();
  std::size_t r = 0;
  for (; r + 4 <= rows; r += 4) multiply_rows<4>(a + r * stride, stride, tile, out + r * columns);
  for (; r < rows; ++r) multiply_rows<1>(a + r * stride, stride, tile, out + r * columns);
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(tile_columns);
HWY_EXPORT(multiply_tile);

Matrix product(const Matrix& a, const Matrix& b) {
  return all_at_once([&](Pace& pace) { return product(pace, a, b); });
}

Slices<Matrix> product(Pace& pace, const Matrix& a, const Matrix& b) {
  assert(a.columns() == b.rows());
  Matrix result(a.rows(), b.columns());
  const std::size_t most = HWY_DYNAMIC_DISPATCH(tile_columns)();
  const auto rows = static_cast<std::size_t>(a.rows()), inner = static_cast<std::size_t>(b.rows());
  const auto columns = static_cast<std::size_t>(b.columns());
  Tile tile;
  std::vector<double> out(rows * most);
  co_await pace.pause();  // new memory takes as long as several tiles
  for (std::size_t first = 0; first < columns; first += most) {
    const std::size_t width = std::min(most, columns - first);
    tile.packed.assign(inner * most, 0.0);  // a last tile is filled up with zeros
    tile.rows.clear();
    for (int k = 0; k < b.rows(); ++k) {
      const auto part = b.row(k).subspan(first, width);
      if (std::ranges::all_of(part, [](double v) { return v == 0.0; })) continue;
      std::ranges::copy(part, tile.packed.data() + tile.rows.size() * most);
      tile.rows.push_back(k);
    }
    if (tile.rows.empty()) continue;
    HWY_DYNAMIC_DISPATCH(multiply_tile)(a.row(0).data(), rows, inner, tile, out.data());
    for (std::size_t r = 0; r < rows; ++r) {
      std::copy_n(out.data() + r * most, width,
                  result.row(static_cast<int>(r)).subspan(first).begin());
    }
    co_await pace.pause();
  }
  co_return result;
}

}  // namespace otoscape::dsp
#endif
