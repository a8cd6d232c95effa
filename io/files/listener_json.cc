// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "io/files/listener_ear.h"
#include "io/files/listener_notes.h"
#include "io/json_text.h"
#include "io/path_text.h"
#include "io/printable.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::io::files {
namespace {

using hearing::Audiogram;
using nlohmann::json;

constexpr const char* kFrequencies = "audiogram_cfs";
constexpr const char* kLevelsLeft = "audiogram_levels_l";
constexpr const char* kLevelsRight = "audiogram_levels_r";

// One ear or listener of a file; `where` begins its errors.
struct Entry {
  const json& object;
  std::string where;
};

Result<std::vector<double>> numbers(const Entry& entry, const char* key) {
  const auto found = entry.object.find(key);
  if (found == entry.object.end()) return failed(fmt::format("{}{} is missing", entry.where, key));
  if (!found->is_array() || found->empty()) {
    return failed(fmt::format("{}{} is not a list of numbers", entry.where, key));
  }
  if (found->size() > kMostPoints) {
    return failed(fmt::format("{}{} has more than {} values", entry.where, key, kMostPoints));
  }
  std::vector<double> values;
  for (const json& value : *found) {
    if (!value.is_number()) {
      return failed(fmt::format("{}{} holds something that is not a number", entry.where, key));
    }
    values.push_back(value.get<double>());
  }
  return values;
}

Result<std::vector<double>> frequencies(const Entry& entry) {
  auto hz = numbers(entry, kFrequencies);
  if (!hz) return hz;
  if (hz->front() < kLowestFrequency || hz->back() > kHighestFrequency) {
    return failed(fmt::format("{}{} holds {:g}; frequencies are in Hz, from {} to {}", entry.where,
                              kFrequencies,
                              hz->front() < kLowestFrequency ? hz->front() : hz->back(),
                              kLowestFrequency, kHighestFrequency));
  }
  if (std::ranges::adjacent_find(*hz, std::greater_equal()) != hz->end()) {
    return failed(fmt::format("{}{} does not rise", entry.where, kFrequencies));
  }
  return hz;
}

Result<Audiogram> audiogram(const Entry& entry, const std::vector<double>& hz, const char* key) {
  const auto levels = numbers(entry, key);
  if (!levels) return levels.error();
  if (levels->size() != hz.size()) {
    return failed(fmt::format("{}{} has {} values for {} frequencies", entry.where, key,
                              levels->size(), hz.size()));
  }
  std::vector<hearing::Threshold> points;
  for (std::size_t i = 0; i < hz.size(); ++i) {
    points.push_back({Hertz(hz[i]), DbHl((*levels)[i])});
  }
  auto made = Audiogram::make(std::move(points));
  if (!made) return failed(fmt::format("{}{}: {}", entry.where, key, made.error().sentence));
  return made;
}

Result<LoadedListener> read_listener(const Entry& entry, const std::string& name) {
  const auto hz = frequencies(entry);
  if (!hz) return hz.error();
  const auto left = audiogram(entry, *hz, kLevelsLeft);
  if (!left) return left.error();
  const auto right = audiogram(entry, *hz, kLevelsRight);
  if (!right) return right.error();
  LoadedListener loaded;
  loaded.profile.name = name;
  loaded.profile.left.air = *left;
  loaded.profile.right.air = *right;
  loaded.notes = listener_notes(loaded.profile);
  return loaded;
}

std::string first_ids(const json& listeners) {
  constexpr std::size_t kShown = 3;
  std::string text;
  std::size_t shown = 0;
  for (auto it = listeners.begin(); it != listeners.end() && shown < kShown; ++it, ++shown) {
    text += (shown == 0 ? "" : ", ") + in_quotes(it.key());
  }
  return text + (listeners.size() > kShown ? ", …" : "");
}

Error unknown_id(const json& listeners, const std::string& file, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const auto& [key, value] : listeners.items()) {
    if (in_quotes(key) == '"' + key + '"') ids.push_back(key);  // others cannot be typed
  }
  const std::string near = hearing::suggest(id, ids);
  return failed(fmt::format("{}: holds no listener {}{}", file, in_quotes(id),
                            near.empty() ? "; the first are " + first_ids(listeners) : near));
}

// A file of several listeners, keyed by id.
Result<LoadedListener> read_keyed(const json& listeners, const std::string& file, std::string id) {
  if (id.empty() && listeners.size() == 1) id = listeners.begin().key();
  if (id.empty()) {
    return failed(fmt::format("{}: holds {} listeners ({}); choose one as {}#{}", file,
                              listeners.size(), first_ids(listeners), file,
                              printable(listeners.begin().key(), 60)));
  }
  const auto found = listeners.find(id);
  if (found == listeners.end()) return unknown_id(listeners, file, id);
  const std::string where = fmt::format("{}: listener {}: ", file, in_quotes(id));
  if (!found->is_object()) return failed(where + "is not an object with " + kFrequencies);
  return read_listener({*found, where}, id);
}

std::string own_name(const json& listener, const std::string& file) {
  const auto name = listener.find("name");
  if (name != listener.end() && name->is_string()) return name->get<std::string>();
  return stem_of(file);
}

bool is_bare(const json& root) {
  return root.contains(kFrequencies) || root.contains(kLevelsLeft) || root.contains(kLevelsRight);
}

}  // namespace

Result<LoadedListener> parse_listener_json(std::string_view text, const std::string& name,
                                           const std::string& id) {
  const auto root = parse_json(text, name);
  if (!root) return root.error();
  if (!root->is_object() || root->empty()) {
    return failed(fmt::format("{}: is no listener; one has {}, {} and {}", name, kFrequencies,
                              kLevelsLeft, kLevelsRight));
  }
  if (!is_bare(*root)) return read_keyed(*root, name, id);
  const std::string own = own_name(*root, name);
  if (!id.empty() && id != own) {
    return failed(fmt::format("{}: holds one listener, {}, and none called {}", name,
                              in_quotes(own), in_quotes(id)));
  }
  return read_listener({*root, name + ": "}, own);
}

}  // namespace otoscape::io::files
