// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otoscape::io::timelines {

// Text as UTF-8 without a byte order mark; UTF-16 with one is converted.
std::string as_utf8(std::string_view bytes);

// Hands out a text's lines, without their ends (LF, CR LF or CR).
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  // False at the end.
  bool next(std::string_view& line);
  int number() const { return number_; }  // of the last line, from 1

 private:
  std::string_view rest_;
  int number_ = 0;
};

std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);  // of ASCII

}  // namespace otoscape::io::timelines
