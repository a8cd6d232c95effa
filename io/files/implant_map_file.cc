// SPDX-License-Identifier: Apache-2.0
#include "io/files/implant_map_file.h"

#include <fmt/format.h>

#include <vector>

#include "io/files/implant_map_toml.h"
#include "io/files/implant_presets.h"
#include "io/files/spec.h"
#include "io/path_text.h"
#include "io/printable.h"
#include "io/text_file.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::io::files {
namespace {

Result<hearing::ImplantMap> load_preset(std::string_view name, bool bare) {
  const PresetText* preset = find_preset(map_presets(), name);
  if (preset != nullptr) return parse_map_toml(preset->text, std::string(name) + ".toml");
  std::vector<std::string_view> names;
  for (const PresetText& known : map_presets()) names.push_back(known.name);
  constexpr std::string_view kShown = "map:";  // as `otoscape presets show` calls them
  if (name.starts_with(kShown) && find_preset(map_presets(), name.substr(kShown.size()))) {
    return wrong_usage(fmt::format("unknown map {}; did you mean \"preset:{}\"?", in_quotes(name),
                                   name.substr(kShown.size())));
  }
  std::string near = hearing::suggest(name, names);
  if (near.empty() && bare) near = "; a file is written with its extension or a \"/\", as my.toml";
  return wrong_usage(fmt::format("unknown map {}{}", in_quotes(name), near));
}

}  // namespace

Result<hearing::ImplantMap> load_map(const std::string& spec, const std::string& relative_to) {
  if (spec.empty()) {
    return wrong_usage("the map is empty; write preset:NAME or a file such as map.toml");
  }
  if (spec.starts_with(kPresetPrefix)) {
    return load_preset(std::string_view(spec).substr(kPresetPrefix.size()), /*bare=*/false);
  }
  if (!names_file(spec)) return load_preset(spec, /*bare=*/true);
  const std::string where = joined(relative_to, spec);
  const auto text = read_text_file(where);
  if (!text) return text.error();
  return parse_map_toml(*text, where);
}

}  // namespace otoscape::io::files
