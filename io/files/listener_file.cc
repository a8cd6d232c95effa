// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "io/files/implant_presets.h"
#include "io/files/listener_json.h"
#include "io/files/listener_notes.h"
#include "io/files/listener_toml.h"
#include "io/files/spec.h"
#include "io/path_text.h"
#include "io/text_file.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::io::files {
namespace {

// Names of built-in listeners may be what was meant, too.
Error unknown(std::string_view name, const Error& error) {
  if (error.sentence.find("did you mean") != std::string::npos) return error;
  std::vector<std::string_view> names;
  for (const PresetText& known : listener_presets()) names.push_back(known.name);
  return {error.kind, error.sentence + hearing::suggest(name, names)};
}

Result<LoadedListener> load_preset(std::string_view name) {
  if (const PresetText* written = find_preset(listener_presets(), name)) {
    auto loaded = parse_listener_toml(written->text, std::string(name) + ".toml");
    if (loaded && std::ranges::count(loaded->notes, kImplantsDiffer) == 0) {
      loaded->notes.push_back(std::string(kImplantsDiffer));
    }
    return loaded;
  }
  auto profile = hearing::preset(name);
  if (!profile) return unknown(name, profile.error());
  LoadedListener loaded{*std::move(profile), hearing::preset_notes(name)};
  std::ranges::move(listener_notes(loaded.profile), std::back_inserter(loaded.notes));
  return loaded;
}

bool is_json(const std::string& path) {
  std::string extension = extension_of(path);
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension == ".json";
}

struct FileSpec {
  std::string path;
  std::string id;
};

// A "#" splits only where an extension stands before it: "a#1/b.toml" is a plain path.
FileSpec split_id(const std::string& spec) {
  const auto hash = spec.rfind('#');
  if (hash == std::string::npos || spec.find('/', hash) != std::string::npos) return {spec, {}};
  std::string before = spec.substr(0, hash);
  if (extension_of(before).empty()) return {spec, {}};
  return {std::move(before), spec.substr(hash + 1)};
}

Result<LoadedListener> load_file(const std::string& spec, const std::string& relative_to) {
  const FileSpec file = split_id(spec);
  if (!file.id.empty() && !is_json(file.path)) {
    return wrong_usage(
        fmt::format("{}: #{} picks a listener of a .json file, and this is none", spec, file.id));
  }
  const std::string path = joined(relative_to, file.path);
  const auto text = read_text_file(path);
  if (!text) return text.error();
  if (is_json(path)) return parse_listener_json(*text, path, file.id);
  return parse_listener_toml(*text, path);
}

}  // namespace

Result<LoadedListener> load_listener(const std::string& spec, const std::string& relative_to) {
  if (spec.empty()) {
    return wrong_usage("the listener is empty; write preset:NAME or a file such as drummer.toml");
  }
  if (spec.starts_with(kPresetPrefix)) return load_preset(spec.substr(kPresetPrefix.size()));
  if (names_file(spec)) return load_file(spec, relative_to);
  auto loaded = load_preset(spec);
  if (loaded || loaded.error().sentence.find(';') != std::string::npos) return loaded;
  return wrong_usage(loaded.error().sentence +
                     "; a file is written with its extension or a \"/\", as drummer.toml");
}

}  // namespace otoscape::io::files
