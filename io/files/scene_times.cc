// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_times.h"

#include <fmt/format.h>

#include "io/printable.h"

namespace otoscape::io::files {

std::optional<Seconds> read_time(TomlReader& reader, const toml::table& table, std::string_view key,
                                 const TimeReader& times) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  std::optional<std::string> text;
  if (const auto seconds = number_in(*node)) {
    text = fmt::format("{}", *seconds);
  } else {
    text = reader.text(table, key);
  }
  if (!text) return {};
  const auto time = times.parse(*text);
  if (time) return *time;
  reader.fail(node->source(), fmt::format("{}: {}", key, time.error().sentence));
  return {};
}

std::optional<Seconds> read_span(TomlReader& reader, const toml::table& table, std::string_view key,
                                 Seconds lowest, Seconds highest) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  const auto* text = node->as_string();
  if (text == nullptr) {
    reader.fail(node->source(),
                fmt::format("{} is {}; write a span of time in quotes, as \"12s\" or "
                            "\"250ms\"",
                            key, what_is(*node)));
    return {};
  }
  const auto span = parse_span(text->get());
  if (!span) {
    reader.fail(node->source(), fmt::format("{}: {}", key, span.error().sentence));
    return {};
  }
  if (*span >= lowest && *span <= highest) return *span;
  reader.fail(node->source(), fmt::format("{} is {}; write {:g} to {:g} s", key,
                                          in_quotes(text->get()), lowest.value(), highest.value()));
  return {};
}

}  // namespace otoscape::io::files
