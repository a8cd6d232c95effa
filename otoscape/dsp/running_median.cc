// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/running_median.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/running_median.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_DSP_RUNNING_MEDIAN_COLUMNS
#define OTOSCAPE_DSP_RUNNING_MEDIAN_COLUMNS
namespace otoscape::dsp {
inline constexpr int kColumns = 16;  // sorted side by side; lanes of the widest vector in use

// Columns of `depth` sorted values, kColumns apart. Passed by value: a reference would be read
// again after every store of a vector (10 % slower).
struct SortedColumns {
  float* values;
  int depth;
};
}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, kColumns>;
using V = hn::Vec<D>;

// Takes out `leaves`, puts in `enters`. Above the last there is infinity, which is also what the
// column ends with for a moment.
HWY_INLINE void replace(SortedColumns sorted, V leaves, V enters) {
  const D d;
  const V infinity = hn::Set(d, HUGE_VALF);
  V own = hn::Load(d, sorted.values), below = enters;  // below the first: nothing to clamp with
  for (int i = 0; i < sorted.depth; ++i) {
    float* row = sorted.values + i * kColumns;
    const V above = i + 1 < sorted.depth ? hn::Load(d, row + kColumns) : infinity;
    const V without = hn::IfThenElse(hn::Lt(own, leaves), own, above);
    hn::Store(hn::Min(without, hn::Max(below, enters)), d, row);
    below = without;
    own = above;
  }
}

void replace_all(SortedColumns sorted, int bins, const float* leaves, const float* enters,
                 float* medians) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int b = 0; b < bins; b += lanes) {
    const int depth = sorted.depth;
    float* columns = sorted.values + (b / kColumns) * depth * kColumns + b % kColumns;
    replace({columns, depth}, hn::LoadU(d, leaves + b), hn::LoadU(d, enters + b));
    hn::StoreU(hn::Load(d, columns + depth / 2 * kColumns), d, medians + b);
  }
}

// The lanes walk through as many segments at once. rows: the values a segment apart; the first
// sorted.depth of them fill the columns.
void walk(const float* values, int segment, float* rows, SortedColumns sorted, float* found) {
  const D d;
  const hn::RebindToSigned<D> di;
  const int width = sorted.depth;
  const int lanes = static_cast<int>(hn::Lanes(d)), steps = segment + width - 1;
  for (int part = 0; part < kColumns; part += lanes) {
    const auto index = hn::Mul(hn::Iota(di, part), hn::Set(di, segment));
    for (int i = 0; i < width; ++i)
      hn::Store(hn::Set(d, HUGE_VALF), d, sorted.values + i * kColumns);
    for (int q = 0; q < steps; ++q) {
      const V enters = hn::GatherIndex(d, values + q, index);
      hn::Store(enters, d, rows + q * kColumns);
      const V leaves =
          q < width ? hn::Set(d, HUGE_VALF) : hn::Load(d, rows + (q - width) * kColumns);
      replace(sorted, leaves, enters);
      if (q < width - 1) continue;
      HWY_ALIGN float medians[kColumns];
      hn::Store(hn::Load(d, sorted.values + width / 2 * kColumns), d, medians);
      for (int l = 0; l < lanes; ++l) found[(part + l) * segment + q - width + 1] = medians[l];
    }
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(replace_all);
HWY_EXPORT(walk);

namespace {

std::size_t in_blocks(int bins) {
  return static_cast<std::size_t>((bins + kColumns - 1) / kColumns * kColumns);
}

}  // namespace

void MedianOverTime::prepare(int bins, int depth, Arena& arena) {
  assert(depth % 2 == 1);
  bins_ = bins, depth_ = depth, slot_ = 0;
  past_ = arena.take<float>(in_blocks(bins) * static_cast<std::size_t>(depth));
  sorted_ = arena.take<float>(in_blocks(bins) * static_cast<std::size_t>(depth));
}

void MedianOverTime::next(std::span<const float> newest, std::span<float> out) noexcept {
  float* oldest = past_.data() + static_cast<std::size_t>(slot_) * in_blocks(bins_);
  OTOSCAPE_KERNEL(replace_all)
  ({sorted_.data(), depth_}, bins_, oldest, newest.data(), out.data());
  std::copy_n(newest.begin(), bins_, oldest);
  slot_ = (slot_ + 1) % depth_;
}

void MedianOverTime::fill(std::span<const float> values) noexcept {
  const auto bins = static_cast<std::size_t>(bins_), depth = static_cast<std::size_t>(depth_);
  for (std::size_t i = 0; i < depth; ++i) {
    std::copy_n(values.begin(), bins_, past_.data() + i * in_blocks(bins_));
    for (std::size_t b = 0; b < bins; ++b) {
      sorted_[(b / kColumns * depth + i) * kColumns + b % kColumns] = values[b];
    }
  }
}

void MedianOverBins::prepare(int bins, int width, Arena& arena) {
  assert(width % 2 == 1 && width < bins);
  bins_ = bins, width_ = width;
  segment_ = (bins + kColumns - 1) / kColumns;
  const auto all = static_cast<std::size_t>(segment_ * kColumns);
  mirrored_ = arena.take<float>(all + static_cast<std::size_t>(width));
  rows_ = arena.take<float>(static_cast<std::size_t>((segment_ + width) * kColumns));
  sorted_ = arena.take<float>(static_cast<std::size_t>(width * kColumns));
  found_ = arena.take<float>(all);
}

void MedianOverBins::of(std::span<const float> values, std::span<float> out) noexcept {
  const int reach = width_ / 2;
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  std::copy_n(values.begin(), bins_, mirrored_.begin() + reach);
  for (int i = 0; i < reach; ++i) {
    mirrored_[at(reach - 1 - i)] = values[at(i)];
    mirrored_[at(reach + bins_ + i)] = values[at(bins_ - 1 - i)];
  }
  OTOSCAPE_KERNEL(walk)
  (mirrored_.data(), segment_, rows_.data(), {sorted_.data(), width_}, found_.data());
  std::copy_n(found_.begin(), bins_, out.begin());
}

}  // namespace otoscape::dsp
#endif
