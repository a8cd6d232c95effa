// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_listeners.h"

#include <fmt/format.h>

#include <array>

#include "io/files/listener_ear.h"
#include "io/files/listener_notes.h"
#include "io/printable.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::io::files {
namespace {

constexpr std::size_t kMostListeners = 1000;
constexpr std::array<std::string_view, 3> kInlineKeys = {"both", "left", "right"};
constexpr std::array<std::string_view, 2> kSides = {"left", "right"};

}  // namespace

void SceneListeners::read(TomlReader& reader, const toml::table& root, const FindListener& find,
                          std::vector<std::string>& notes) {
  const auto* table = reader.table(root, "listeners", "[listeners]");
  if (table == nullptr) return;
  if (table->size() > kMostListeners) {
    reader.fail(table->source(), fmt::format("more than {} listeners", kMostListeners));
    return;
  }
  for (auto&& [key, node] : *table) {
    std::vector<std::string> own;
    Entry entry;
    if (const auto* written = node.as_table()) {
      reader.check_keys(*written, kInlineKeys);
      entry.profile.name = key.str();
      read_ears(reader, *written, entry.profile);
      own = listener_notes(entry.profile);
    } else if (const auto* spec = node.as_string()) {
      auto found = find(spec->get());
      if (!found) {
        reader.fail(node.source(), found.error().sentence);
        continue;
      }
      entry.profile = std::move(found->profile);
      own = std::move(found->notes);
    } else {
      reader.fail(node.source(),
                  fmt::format("the listener {} is {}; write \"preset:NAME\", a file, or "
                              "a table with [listeners.{}.both]",
                              in_quotes(key.str()), what_is(node), printable(key.str(), 60)));
    }
    for (const auto* ear : {&entry.profile.left, &entry.profile.right}) {
      if (!ear->implant || ear->implant->delay.value() >= 0.0) continue;
      reader.fail(node.source(),
                  fmt::format("the listener {} has delay_ms below 0, which delays acoustic ears "
                              "against the picture; a scene takes 0 and above",
                              in_quotes(key.str())));
    }
    for (const auto& note : own) notes.push_back(in_quotes(key.str()) + ": " + note);
    all_.emplace(key.str(), std::move(entry));
  }
}

SceneListeners::Entry* SceneListeners::find(TomlReader& reader, const toml::node& name) {
  const auto* text = name.as_string();
  if (text == nullptr) {
    reader.fail(name.source(),
                fmt::format("listener is {}; write a name of [listeners], or {{ left = "
                            "\"NAME\", right = \"NAME\" }}",
                            what_is(name)));
    return nullptr;
  }
  const auto found = all_.find(text->get());
  if (found != all_.end()) return &found->second;
  std::vector<std::string_view> names;
  for (const auto& [known, entry] : all_) names.push_back(known);
  const std::string near = hearing::suggest(text->get(), names);
  reader.fail(name.source(),
              fmt::format("[listeners] has no {}{}", in_quotes(text->get()),
                          near.empty() ? "; give each listener a name there, as before = "
                                         "\"preset:normal\""
                                       : near));
  return nullptr;
}

void SceneListeners::assign(TomlReader& reader, const toml::table& at, scene::Keyframe& keyframe) {
  const toml::node* node = at.get("listener");
  if (node == nullptr) return;
  const toml::table* sides = node->as_table();
  if (sides != nullptr) reader.check_keys(*sides, kSides);
  for (std::string_view side : kSides) {
    const toml::node* name = sides != nullptr ? sides->get(side) : node;
    if (name == nullptr) continue;
    Entry* entry = find(reader, *name);
    if (entry == nullptr) continue;
    entry->used = true;
    const bool left = side == "left";
    (left ? keyframe.left : keyframe.right) = left ? entry->profile.left : entry->profile.right;
    (left ? keyframe.left_name : keyframe.right_name) = name->as_string()->get();
  }
}

void SceneListeners::note_unused(std::vector<std::string>& notes) const {
  for (const auto& [name, entry] : all_) {
    if (!entry.used)
      notes.push_back(fmt::format("no point names the listener {}", in_quotes(name)));
  }
}

}  // namespace otoscape::io::files
