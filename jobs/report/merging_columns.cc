// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/merging_columns.h"

#include <algorithm>

namespace otoscape::jobs::report {

void MergingColumns::add(std::span<const float> column) {
  for (std::size_t row = 0; row < height_; ++row) sum_[row] += column[row];
  if (++open_ == merged_) close();
}

void MergingColumns::finish() {
  if (open_ > 0) close();
}

void MergingColumns::close() {
  for (float& value : sum_) values_.push_back(value / static_cast<float>(open_));
  std::ranges::fill(sum_, 0.0f);
  open_ = 0;
  if (columns() < most_) return;
  for (std::size_t pair = 0; pair < most_ / 2; ++pair) {
    for (std::size_t row = 0; row < height_; ++row) {
      const std::size_t a = 2 * pair * height_ + row;
      values_[pair * height_ + row] = 0.5f * (values_[a] + values_[a + height_]);
    }
  }
  values_.resize(most_ / 2 * height_);
  merged_ *= 2;
}

}  // namespace otoscape::jobs::report
