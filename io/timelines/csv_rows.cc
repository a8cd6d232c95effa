// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace otoscape::io::timelines {

CsvRows::CsvRows(std::string_view text) : rest_(text) {
  const std::string_view head = text.substr(0, text.find_first_of("\r\n"));
  std::ptrdiff_t most = 0;
  for (char one : {',', ';', '\t'}) {
    const auto count = std::ranges::count(head, one);
    if (count > most) separator_ = one;
    most = std::max(most, count);
  }
}

// Leaves rest_ at what ends the cell.
Status CsvRows::read_cell(std::string& cell) {
  cell.clear();
  if (!rest_.starts_with('"')) {
    const char ends[] = {separator_, '\r', '\n'};
    const auto end = std::min(rest_.find_first_of(std::string_view(ends, 3)), rest_.size());
    cell = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return ok();
  }
  while (true) {
    rest_.remove_prefix(1);
    const auto end = rest_.find('"');
    if (end == std::string_view::npos) return failed("a quote that begins a cell never ends");
    cell += rest_.substr(0, end);
    next_line_ += static_cast<int>(std::ranges::count(rest_.substr(0, end), '\n'));
    rest_.remove_prefix(end + 1);
    if (!rest_.starts_with('"')) break;
    cell += '"';
  }
  if (rest_.empty() || rest_[0] == separator_ || rest_[0] == '\r' || rest_[0] == '\n') return ok();
  return failed("something follows the quote that ends a cell; double the quotes within it");
}

Result<bool> CsvRows::next(std::vector<std::string>& cells) {
  cells.clear();
  while (!rest_.empty()) {
    line_ = next_line_;
    do {
      if (!cells.empty()) rest_.remove_prefix(1);  // the separator
      if (cells.size() == kMostCells) {
        return failed(fmt::format("more than {} cells in a row", kMostCells));
      }
      cells.emplace_back();
      if (auto status = read_cell(cells.back()); !status) return status.error();
    } while (rest_.starts_with(separator_));
    rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : rest_.empty() ? 0 : 1);
    ++next_line_;
    const bool empty = std::ranges::all_of(cells, [](const auto& one) { return one.empty(); });
    if (!empty) return true;
    cells.clear();
  }
  return false;
}

}  // namespace otoscape::io::timelines
