// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_toml.h"

#include <fmt/format.h>

#include <array>

#include "io/files/listener_ear.h"
#include "io/files/listener_notes.h"
#include "io/path_text.h"
#include "io/printable.h"

namespace otoscape::io::files {
namespace {

constexpr std::string_view kFormat = "otoscape.listener/1";
constexpr std::array<std::string_view, 5> kKeys = {"format", "name", "both", "left", "right"};

void check_root_keys(TomlReader& reader, const toml::table& root) {
  for (auto&& [key, node] : root) {
    if (!is_ear_key(key.str())) continue;
    reader.fail(
        key.source(),
        fmt::format("{} belongs to an ear; write it below [both], [left] or [right]", key.str()));
  }
  reader.check_keys(root, kKeys);
}

}  // namespace

Result<LoadedListener> parse_listener_toml(std::string_view text, const std::string& name,
                                           bool in_memory) {
  const auto root = parse_toml(text, name);
  if (!root) return root.error();
  TomlReader reader(name, in_memory);
  reader.check_format(*root, kFormat, "a listener");
  if (reader.error()) return *reader.error();
  check_root_keys(reader, *root);
  LoadedListener loaded;
  hearing::HearingProfile& profile = loaded.profile;
  profile.name = reader.text(*root, "name").value_or(stem_of(name));
  read_ears(reader, *root, profile);
  if (reader.error()) return *reader.error();
  loaded.notes = listener_notes(profile);
  if (!root->contains("both") && !root->contains("left") && !root->contains("right")) {
    loaded.notes.push_back("the file names no ear, so both have typical hearing");
  }
  return loaded;
}

}  // namespace otoscape::io::files
