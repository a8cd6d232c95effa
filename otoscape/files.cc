// SPDX-License-Identifier: Apache-2.0
#include "otoscape/files.h"

#include <span>

#include "io/files/from_text.h"
#include "io/files/implant_map_file.h"
#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "io/files/scene_presets.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::files {
namespace {

using Listener = Result<Loaded<hearing::HearingProfile>>;
using Scene = Result<Loaded<scene::Scene>>;

Listener passed(Result<io::files::LoadedListener> loaded) {
  if (!loaded) return loaded.error();
  return Loaded<hearing::HearingProfile>{std::move(loaded->profile), std::move(loaded->notes)};
}

Scene passed(Result<io::files::LoadedScene> loaded) {
  if (!loaded) return loaded.error();
  return Loaded<scene::Scene>{std::move(loaded->scene), std::move(loaded->notes)};
}

void add(std::span<const io::files::PresetText> texts, std::vector<Preset>& to) {
  for (const io::files::PresetText& preset : texts) {
    to.push_back({std::string(preset.name), std::string(preset.meaning), std::string(preset.text)});
  }
}

}  // namespace

Listener load_listener(const std::string& spec) { return passed(io::files::load_listener(spec)); }
Scene load_scene(const std::string& spec) { return passed(io::files::load_scene(spec)); }
Result<hearing::ImplantMap> load_map(const std::string& spec) { return io::files::load_map(spec); }

Listener listener_from_text(std::string_view text, const std::string& name, const std::string& id) {
  return passed(io::files::listener_from_text(text, name, id));
}
Scene scene_from_text(std::string_view text, const std::string& name) {
  return passed(io::files::scene_from_text(text, name));
}
Result<hearing::ImplantMap> map_from_text(std::string_view text, const std::string& name) {
  return io::files::map_from_text(text, name);
}

std::vector<Preset> presets(PresetKind kind) {
  std::vector<Preset> all;
  if (kind == PresetKind::listener) {
    for (const hearing::PresetInfo& preset : hearing::preset_list()) {
      all.push_back({preset.name, preset.meaning, {}});
    }
    add(io::files::listener_presets(), all);
  }
  if (kind == PresetKind::scene) add(io::files::scene_presets(), all);
  if (kind == PresetKind::map) add(io::files::map_presets(), all);
  return all;
}

}  // namespace otoscape::files
