// SPDX-License-Identifier: Apache-2.0
#define TOML_IMPLEMENTATION
#include "io/files/toml.h"

#include <fmt/format.h>

#include <algorithm>

namespace otoscape::io::files {
namespace {

constexpr int kMostDots = 32;

// Walks over a document's strings and comments as TOML 1.0 delimits them.
class DotCounter {
 public:
  explicit DotCounter(std::string_view text) : rest_(text) {}

  // The line that holds a run of more than kMostDots dots with no separator between; 0: none.
  int too_deep_line() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        skip(std::min(rest_.find('\n'), rest_.size()));
        continue;
      }
      if (std::string_view("=,{}[]\n").find(c) != std::string_view::npos) dots_ = 0;
      if (c == '.' && ++dots_ > kMostDots) return line_;
      skip(1);
    }
    return 0;
  }

 private:
  void skip(std::size_t count) {
    line_ += static_cast<int>(std::ranges::count(rest_.substr(0, count), '\n'));
    rest_.remove_prefix(count);
  }

  // Up to and with the closing quote. A one-line string ends with its line at the latest: the
  // document is wrong there, and the parser stops.
  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool many_lines = rest_.starts_with(triple);
    const std::string_view closing =
        many_lines ? std::string_view(triple) : std::string_view(triple).substr(0, 1);
    skip(closing.size());
    while (!rest_.empty() && !rest_.starts_with(closing)) {
      if (!many_lines && rest_.front() == '\n') return;
      const bool escape = quote == '"' && rest_.front() == '\\' && rest_.size() > 1;
      skip(escape ? 2 : 1);
    }
    skip(std::min(closing.size(), rest_.size()));
    if (many_lines) {  // up to two quotes may stand before the closing three
      while (rest_.starts_with(quote)) skip(1);
    }
  }

  std::string_view rest_;
  int line_ = 1, dots_ = 0;
};

// The parser's descriptions may quote the document.
std::string one_line(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(
      out, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  while (out.ends_with('.')) out.pop_back();
  return out;
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view file) {
  if (const int line = DotCounter(text).too_deep_line()) {
    return failed(fmt::format("{}:{}: a key with more than {} dots is no key of this format", file,
                              line, kMostDots));
  }
  toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    return failed(fmt::format("{}:{}: {}", file, parsed.error().source().begin.line,
                              one_line(parsed.error().description())));
  }
  return std::move(parsed).table();
}

}  // namespace otoscape::io::files
