// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

inline constexpr std::size_t kMostCells = 256;  // in a row

// Hands out the rows of CSV (RFC 4180), one at a time: cells in quotes may hold separators, line
// ends and doubled quotes. Empty rows are passed over.
class CsvRows {
 public:
  // The separator is the one of , ; and tab that the first line has most of.
  explicit CsvRows(std::string_view text);

  // False at the end. Errors are about the row that begins at line().
  Result<bool> next(std::vector<std::string>& cells);
  int line() const { return line_; }  // at which the last row began, from 1

 private:
  Status read_cell(std::string& cell);

  std::string_view rest_;
  char separator_ = ',';
  int line_ = 0, next_line_ = 1;
};

}  // namespace otoscape::io::timelines
