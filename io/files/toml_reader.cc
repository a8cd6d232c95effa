// SPDX-License-Identifier: Apache-2.0
#include "io/files/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/printable.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::io::files {
namespace {

// "0 to 75 dB SPL".
std::string written(const NumberRange& range) {
  return fmt::format("{} to {}{}{}", range.lowest, range.highest, range.unit.empty() ? "" : " ",
                     range.unit);
}

}  // namespace

void TomlReader::fail(const toml::source_region& at, std::string_view sentence) {
  const toml::source_index line = std::max<toml::source_index>(at.begin.line, 1);
  if (error_ && line_ <= line) return;
  line_ = line;
  error_ = failed(fmt::format("{}:{}: {}", file_, line, sentence));
}

void TomlReader::check_format(const toml::table& root, std::string_view format,
                              std::string_view what) {
  const toml::node* node = root.get("format");
  if (node == nullptr) {
    fail({}, fmt::format("the format is missing; begin the file with format = \"{}\"", format));
    return;
  }
  const auto* text = node->as_string();
  if (text != nullptr && text->get() == format) return;
  fail(node->source(),
       fmt::format("the format is {}; {} has format = \"{}\"", what_is(*node), what, format));
}

void TomlReader::check_keys(const toml::table& table, std::span<const std::string_view> known) {
  for (auto&& [key, node] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    fail(key.source(),
         fmt::format("unknown key {}{}", in_quotes(key.str()), hearing::suggest(key.str(), known)));
  }
}

const toml::table* TomlReader::table(const toml::table& in, std::string_view key,
                                     std::string_view example) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return nullptr;
  if (node->is_table()) return node->as_table();
  fail(node->source(), fmt::format("{} is {}; write a table, as {}", key, what_is(*node), example));
  return nullptr;
}

std::optional<std::string> TomlReader::text(const toml::table& in, std::string_view key) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return {};
  if (const auto* string = node->as_string()) return string->get();
  fail(node->source(), fmt::format("{} is {}; write text in quotes", key, what_is(*node)));
  return {};
}

std::optional<std::size_t> TomlReader::word(const toml::table& in, std::string_view key,
                                            std::span<const std::string_view> words) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return {};
  const auto* string = node->as_string();
  if (string != nullptr) {
    const auto at = std::ranges::find(words, std::string_view(string->get()));
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  }
  std::string accepted;
  for (std::string_view w : words)
    accepted += fmt::format("{}\"{}\"", accepted.empty() ? "" : ", ", w);
  const std::string near = string != nullptr ? hearing::suggest(string->get(), words) : "";
  fail(node->source(), fmt::format("{} is {}{}", key, what_is(*node),
                                   near.empty() ? "; accepted: " + accepted : near));
  return {};
}

std::optional<double> TomlReader::number(const toml::table& in, std::string_view key,
                                         const NumberRange& range) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return {};
  const auto value = number_in(*node);
  if (value && range.holds(*value)) return value;
  fail(node->source(),
       fmt::format("{} is {}; write a number from {}", key, what_is(*node), written(range)));
  return {};
}

std::optional<int> TomlReader::whole(const toml::table& in, std::string_view key, int lowest,
                                     int highest) {
  const auto value = number(in, key, {static_cast<double>(lowest), static_cast<double>(highest)});
  if (!value) return {};
  if (*value == std::floor(*value)) return static_cast<int>(*value);
  fail(in.get(key)->source(), fmt::format("{} is {}; write a whole number", key, *value));
  return {};
}

std::optional<std::vector<double>> TomlReader::numbers(const toml::table& in, std::string_view key,
                                                       const NumberRange& range, std::size_t most) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return {};
  const toml::array* list = node->as_array();
  if (list == nullptr || list->size() > most) {
    fail(node->source(), fmt::format("{} is {}; write a list of at most {} numbers", key,
                                     list == nullptr ? what_is(*node) : "longer", most));
    return {};
  }
  std::vector<double> values;
  for (const toml::node& item : *list) {
    const auto value = number_in(item);
    if (!value || !range.holds(*value)) {
      fail(item.source(),
           fmt::format("{} holds {}; write numbers from {}", key, what_is(item), written(range)));
      return {};
    }
    values.push_back(*value);
  }
  return values;
}

std::optional<double> number_in(const toml::node& node) {
  if (const auto* integer = node.as_integer()) return static_cast<double>(integer->get());
  if (const auto* real = node.as_floating_point()) return real->get();
  return {};
}

std::string what_is(const toml::node& node) {
  if (const auto number = number_in(node)) return fmt::format("{}", *number);
  if (const auto* string = node.as_string()) return in_quotes(string->get());
  if (node.is_boolean()) return node.as_boolean()->get() ? "true" : "false";
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  return "a date or a time";
}

}  // namespace otoscape::io::files
