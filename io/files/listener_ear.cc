// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_ear.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "io/files/listener_implant.h"
#include "io/files/listener_tinnitus.h"
#include "io/printable.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::io::files {
namespace {

using hearing::Audiogram;
using hearing::Threshold;

constexpr std::array<std::string_view, 5> kEarKeys = {"air_db_hl", "bone_db_hl", "smearing",
                                                      "tinnitus", "implant"};
constexpr std::string_view kPointsExample = "{ 500 = 40, 1000 = \"no response\" }";
constexpr std::string_view kNoResponseWords = "no response";

std::optional<double> frequency_in(std::string_view text) {
  double hz = 0.0;
  const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), hz);
  if (status != std::errc() || rest != text.data() + text.size()) return {};
  return hz;
}

// TOML reads a key such as 0.5 as a table 0 with a key 5: the key as it was written.
std::string written_key(const toml::key& key, const toml::node& node) {
  const toml::table* table = node.as_table();
  const bool dotted = table != nullptr && table->size() == 1;
  return std::string(key.str()) +
         (dotted ? "." + std::string(table->begin()->first.str()) : std::string());
}

// Hz; nothing, and an error, where the key is no frequency of a threshold.
std::optional<double> read_frequency(TomlReader& reader, const toml::key& key,
                                     const toml::node& node) {
  const std::string text = written_key(key, node);
  const auto hz = frequency_in(text);
  if (!hz) {
    reader.fail(key.source(), fmt::format("{} is not a frequency in Hz; write it as {}",
                                          in_quotes(text), kPointsExample));
  } else if (*hz > 0.0 && *hz < kLowestFrequency) {
    reader.fail(key.source(),
                fmt::format("{} is below {} Hz; frequencies are in Hz: {:g} kHz is written {:g}",
                            text, kLowestFrequency, *hz, *hz * 1000.0));
  } else if (!(*hz > 0.0 && *hz <= kHighestFrequency)) {
    reader.fail(key.source(), fmt::format("the frequency {} Hz is not from {} to {}", *hz,
                                          kLowestFrequency, kHighestFrequency));
  } else if (node.is_table()) {
    reader.fail(
        key.source(),
        fmt::format("a frequency with a fraction is written in quotes, as \"{}\" = 40", text));
  } else {
    return hz;
  }
  return {};
}

std::optional<Threshold> read_point(TomlReader& reader, const toml::key& key,
                                    const toml::node& node) {
  const auto hz = read_frequency(reader, key, node);
  if (!hz) return {};
  const auto* text = node.as_string();
  if (text != nullptr && text->get() == kNoResponseWords) {
    return Threshold{Hertz(*hz), hearing::kNoResponse, false};
  }
  const auto level = number_in(node);
  if (level && DbHl(*level) >= hearing::kLowestThreshold &&
      DbHl(*level) <= hearing::kHighestThreshold) {
    return Threshold{Hertz(*hz), DbHl(*level)};
  }
  reader.fail(node.source(),
              fmt::format("the threshold at {} Hz is {}; write dB HL from {} to {} or \"{}\"", *hz,
                          what_is(node), hearing::kLowestThreshold.value(),
                          hearing::kHighestThreshold.value(), kNoResponseWords));
  return {};
}

std::optional<Audiogram> read_audiogram(TomlReader& reader, const toml::table& ear,
                                        std::string_view name) {
  const toml::table* table = reader.table(ear, name, fmt::format("{} = {}", name, kPointsExample));
  if (table == nullptr) return {};
  if (table->size() > kMostPoints) {
    reader.fail(table->source(), fmt::format("{} has more than {} points", name, kMostPoints));
    return {};
  }
  std::vector<Threshold> points;
  for (auto&& [key, node] : *table) {
    const auto point = read_point(reader, key, node);
    if (!point) return {};
    if (std::ranges::count(points, point->frequency, &Threshold::frequency) > 0) {
      reader.fail(key.source(),
                  fmt::format("{} has two thresholds at {} Hz", name, point->frequency.value()));
      return {};
    }
    points.push_back(*point);
  }
  if (points.empty()) {
    reader.fail(table->source(), fmt::format("{} has no points; write {}", name, kPointsExample));
    return {};
  }
  auto made = Audiogram::make(std::move(points));
  if (made) return *std::move(made);
  reader.fail(table->source(), made.error().sentence);
  return {};
}

void read_smearing(TomlReader& reader, const toml::table& ear, hearing::Smearing& smearing) {
  constexpr std::array<std::string_view, 2> words = {"auto", "off"};
  constexpr std::array<std::string_view, 2> keys = {"lower", "upper"};
  constexpr double kNarrowest = 1.0, kWidest = 6.0;  // times the typical filter's skirt
  const toml::node* node = ear.get("smearing");
  if (node == nullptr) return;
  if (!node->is_table()) {
    const auto word = reader.word(ear, "smearing", words);
    if (word == 0) smearing = hearing::SmearingAuto{};
    if (word == 1) smearing = hearing::SmearingOff{};
    return;
  }
  const toml::table& table = *node->as_table();
  reader.check_keys(table, keys);
  if (!table.contains("lower") || !table.contains("upper")) {
    reader.fail(node->source(), "smearing needs both factors, as { lower = 2.4, upper = 1.6 }");
  }
  const auto lower = reader.number(table, "lower", {kNarrowest, kWidest});
  const auto upper = reader.number(table, "upper", {kNarrowest, kWidest});
  if (lower && upper) smearing = hearing::SmearingFactors{*lower, *upper};
}

void read_layers(TomlReader& reader, const toml::table& ear, bool both,
                 std::vector<hearing::TinnitusLayer>& layers) {
  const toml::node* node = ear.get("tinnitus");
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    reader.fail(node->source(), fmt::format("tinnitus is {}; each layer begins with a line such as "
                                            "[[both.tinnitus]], in double brackets",
                                            what_is(*node)));
    return;
  }
  for (const toml::node& layer : *list) {
    if (layer.is_table()) {
      hearing::TinnitusLayer read = read_tinnitus(reader, *layer.as_table(), both);
      const auto same = [&](const hearing::TinnitusLayer& other) {
        return !read.name.empty() && scene::glides(other, read);
      };
      if (std::ranges::any_of(layers, same)) {
        reader.fail(layer.source(), fmt::format("there are two ringing layers {} of one kind; give "
                                                "each a name of its own",
                                                in_quotes(read.name)));
      }
      layers.push_back(std::move(read));
    } else {
      reader.fail(layer.source(),
                  fmt::format("a ringing layer is a table, not {}", what_is(layer)));
    }
  }
}

// Lets the layers of `both` be as each ear has them.
void part_layers(const toml::table& both, hearing::HearingProfile& profile) {
  const toml::node* node = both.get("tinnitus");
  const toml::array* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr || list->size() != profile.left.tinnitus.size()) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const toml::table* table = list->get(i)->as_table();
    if (table == nullptr) continue;
    const auto [left, right] = in_both_ears(profile.left.tinnitus[i], *table);
    profile.left.tinnitus[i] = left;
    profile.right.tinnitus[i] = right;
  }
}

}  // namespace

bool is_ear_key(std::string_view key) { return std::ranges::find(kEarKeys, key) != kEarKeys.end(); }

void read_ear(TomlReader& reader, const toml::table& table, bool both, hearing::EarProfile& ear) {
  reader.check_keys(table, kEarKeys);
  if (auto air = read_audiogram(reader, table, "air_db_hl")) ear.air = *std::move(air);
  if (auto bone = read_audiogram(reader, table, "bone_db_hl")) ear.bone = std::move(bone);
  read_smearing(reader, table, ear.smearing);
  read_layers(reader, table, both, ear.tinnitus);
}

void read_ears(TomlReader& reader, const toml::table& root, hearing::HearingProfile& profile) {
  const auto* both = reader.table(root, "both", "[both]");
  const auto* left = reader.table(root, "left", "[left]");
  const auto* right = reader.table(root, "right", "[right]");
  if (both != nullptr) {
    read_ear(reader, *both, /*both=*/true, profile.left);
    profile.right = profile.left;
    part_layers(*both, profile);
  }
  if (left != nullptr) read_ear(reader, *left, /*both=*/false, profile.left);
  if (right != nullptr) read_ear(reader, *right, /*both=*/false, profile.right);
  const auto implant_in = [](const toml::table* ear) {
    return ear == nullptr ? nullptr : ear->get("implant");
  };
  read_implant(reader, implant_in(both), implant_in(left), profile.left);
  read_implant(reader, implant_in(both), implant_in(right), profile.right);
}

}  // namespace otoscape::io::files
