// SPDX-License-Identifier: Apache-2.0
#include "io/files/from_text.h"

#include <fmt/format.h>

#include "io/files/implant_map_file.h"
#include "io/files/implant_map_toml.h"
#include "io/files/listener_file.h"
#include "io/files/listener_json.h"
#include "io/files/listener_toml.h"
#include "io/files/scene_file.h"
#include "io/files/spec.h"

namespace otoscape::io::files {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

// One line that is neither a key of TOML nor JSON.
bool is_name(std::string_view text) {
  return text.find_first_of("=[{\n#") == std::string_view::npos;
}

// A preset by its name; `load` is load_listener and the like.
template <class Load>
auto preset_of(std::string_view name, const Load& load) -> decltype(load(std::string())) {
  if (names_file(name)) return wrong_usage(file_in_memory(name));
  return load(std::string(name));
}

Result<LoadedListener> listener_by_name(const std::string& name) {
  return preset_of(name, [](const std::string& spec) { return load_listener(spec); });
}

}  // namespace

Result<LoadedListener> listener_from_text(std::string_view text, const std::string& name,
                                          const std::string& id) {
  const std::string_view all = trimmed(text);
  if (all.starts_with('{')) return parse_listener_json(text, name, id);
  if (!id.empty()) {
    return wrong_usage(fmt::format("{}: #{} picks a listener of JSON, and this is none", name, id));
  }
  if (is_name(all)) return listener_by_name(std::string(all));
  return parse_listener_toml(text, name, /*in_memory=*/true);
}

Result<LoadedScene> scene_from_text(std::string_view text, const std::string& name) {
  const std::string_view all = trimmed(text);
  if (is_name(all)) return preset_of(all, load_scene);
  return parse_scene_toml(text, name, listener_by_name, /*in_memory=*/true);
}

Result<hearing::ImplantMap> map_from_text(std::string_view text, const std::string& name) {
  const std::string_view all = trimmed(text);
  if (is_name(all)) {
    return preset_of(all, [](const std::string& spec) { return load_map(spec); });
  }
  return parse_map_toml(text, name);
}

}  // namespace otoscape::io::files
