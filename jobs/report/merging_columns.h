// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace otoscape::jobs::report {

// Columns of powers over time, of a sound whose length is not known: where they become more than
// `most`, each two become their mean, and so do those that follow.
class MergingColumns {
 public:
  // most: even. merged: input columns in each at first.
  MergingColumns(std::size_t height, std::size_t most, std::size_t merged = 1)
      : height_(height), most_(most), merged_(merged), sum_(height) {}

  // One column at the rate of the input.
  void add(std::span<const float> column);
  // After the last: begins no further column, and keeps one that is not full.
  void finish();

  // Input columns in each of these.
  std::size_t merged() const { return merged_; }
  std::size_t columns() const { return values_.size() / height_; }
  // At column · height + row.
  const std::vector<float>& values() const { return values_; }

 private:
  void close();

  std::size_t height_, most_, merged_, open_ = 0;
  std::vector<float> sum_, values_;
};

}  // namespace otoscape::jobs::report
