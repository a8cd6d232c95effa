// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/files/toml.h"
#include "otoscape/base/result.h"

namespace otoscape::io::files {

// From lowest to highest, both included. unit: for errors, such as "dB SL", or empty.
struct NumberRange {
  double lowest = 0.0, highest = 0.0;
  std::string_view unit = {};

  // False for NaN.
  bool holds(double value) const { return value >= lowest && value <= highest; }
};

// Reads values of a document and keeps the error that comes first in the file. Each function
// returns nothing where the key is absent or wrong, so that callers need no error branch for each
// key.
class TomlReader {
 public:
  // in_memory: the text comes from no file; names of files within it are errors.
  explicit TomlReader(std::string file, bool in_memory = false)
      : file_(std::move(file)), in_memory_(in_memory) {}

  const std::optional<Error>& error() const { return error_; }
  void fail(const toml::source_region& at, std::string_view sentence);

  // Checks the key `format`. A document of another format gets this error alone, not one about its
  // first key. what: "a scene" and the like.
  void check_format(const toml::table& root, std::string_view format, std::string_view what);

  // Fails for a key that is not among `known`.
  void check_keys(const toml::table& table, std::span<const std::string_view> known);

  const toml::table* table(const toml::table& in, std::string_view key, std::string_view example);
  std::optional<std::string> text(const toml::table& in, std::string_view key);
  // The index of the text among `words`.
  std::optional<std::size_t> word(const toml::table& in, std::string_view key,
                                  std::span<const std::string_view> words);
  // A finite number within `range`.
  std::optional<double> number(const toml::table& in, std::string_view key,
                               const NumberRange& range);
  // An integer within lowest…highest.
  std::optional<int> whole(const toml::table& in, std::string_view key, int lowest, int highest);
  // A list of numbers, at most `most` of them.
  std::optional<std::vector<double>> numbers(const toml::table& in, std::string_view key,
                                             const NumberRange& range, std::size_t most);

  const std::string& file() const { return file_; }
  bool in_memory() const { return in_memory_; }

 private:
  std::string file_;
  bool in_memory_;
  std::optional<Error> error_;
  toml::source_index line_ = 0;
};

// The value of an integer or floating-point node; nothing for other types.
std::optional<double> number_in(const toml::node& node);

// "the number 7", "a table" and so on, for errors about a value of the wrong type.
std::string what_is(const toml::node& node);

}  // namespace otoscape::io::files
