// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "apps/cli/commands.h"
#include "io/files/implant_map_file.h"
#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/scene_presets.h"
#include "io/output_file.h"
#include "io/views/audiogram_csv.h"
#include "io/views/audiogram_picture.h"
#include "otoscape/hearing/describe.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::cli {
namespace {

constexpr std::string_view kPresetPrefix = "preset:", kMapPrefix = "map:";

std::string lines(std::span<const io::files::PresetText> presets) {
  std::string text;
  for (const auto& preset : presets) {
    text += fmt::format("  {:<24}{}\n", preset.name, preset.meaning);
  }
  return text;
}

Status list() {
  std::string text =
      "Listeners, for --listener preset:NAME; their ringing is heard, --tinnitus off leaves it "
      "out\n";
  for (const auto& preset : hearing::preset_list()) {
    text += fmt::format("  {:<24}{}\n", preset.name, preset.meaning);
  }
  text += "\nListeners with an implant; otoscape presets show NAME > my.toml copies one\n";
  text += lines(io::files::listener_presets());
  text += "\nImplant maps, for --map preset:NAME; otoscape presets show map:NAME > my-map.toml\n";
  text += lines(io::files::map_presets());
  text += "\nScenes, for --scene preset:NAME; otoscape presets show NAME > my.toml copies one\n";
  text += lines(io::files::scene_presets());
  return io::write_text("-", text, true);
}

// Names of what is no listener may be what was meant, too.
Error unknown(const std::string& name, const Error& no_listener) {
  std::vector<std::string_view> others;
  for (const auto presets : {io::files::scene_presets(), io::files::map_presets()}) {
    for (const io::files::PresetText& preset : presets) others.push_back(preset.name);
  }
  const std::string near = hearing::suggest(name, others);
  if (near.empty() || no_listener.sentence.find("did you mean") != std::string::npos) {
    return no_listener;
  }
  return wrong_usage(fmt::format("unknown preset \"{}\"{}", name, near));
}

// A preset that is a file. Some maps are called like the listener that has them.
const io::files::PresetText* find_text(std::string name) {
  if (name.starts_with(kMapPrefix)) {
    return io::files::find_preset(io::files::map_presets(), name.erase(0, kMapPrefix.size()));
  }
  for (const auto presets :
       {io::files::scene_presets(), io::files::listener_presets(), io::files::map_presets()}) {
    if (const io::files::PresetText* found = io::files::find_preset(presets, name)) return found;
  }
  return nullptr;
}

Status show(std::string name) {
  if (name.starts_with(kPresetPrefix)) name.erase(0, kPresetPrefix.size());
  if (const io::files::PresetText* found = find_text(name)) {
    return io::write_text("-", std::string(found->text), true);
  }
  if (name.starts_with(kMapPrefix))
    return io::files::load_map(name.substr(kMapPrefix.size())).error();
  const auto loaded = io::files::load_listener("preset:" + name);
  if (!loaded) return unknown(name, loaded.error());
  std::string text = loaded->profile.name + "\n" + hearing::describe(loaded->profile) + "\n" +
                     io::views::audiogram_csv(loaded->profile);
  for (const std::string& note : hearing::preset_notes(name)) text += "note: " + note + "\n";
  return io::write_text("-", text, true);
}

}  // namespace

Command add_presets(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "presets", "List the listeners, implant maps and scenes that have a name");
  CLI::App* list_all = command->add_subcommand("list", "List them all (also without a word)");
  CLI::App* show_one = command->add_subcommand(
      "show",
      "A listener: grade, thresholds in dB HL. A listener with an implant, a map, a scene: its "
      "file, to copy and edit");
  auto name = std::make_shared<std::string>();
  show_one
      ->add_option(
          "name", *name,
          "NAME, such as N3, age:60:male, activation-day or sudden-loss; a map is map:NAME")
      ->required();
  command->footer(
      "Examples\n  otoscape presets show age:60:male\n  otoscape presets show sudden-loss > "
      "my.toml\n  otoscape presets show map:ace-22 > my-map.toml");
  (void)list_all;
  return [show_one, name] { return show_one->parsed() ? show(*name) : list(); };
}

}  // namespace otoscape::cli
