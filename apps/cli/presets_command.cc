// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "apps/cli/commands.h"
#include "io/audiogram_picture.h"
#include "io/output_file.h"
#include "io/scene_presets.h"
#include "otoscape/hearing/describe.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::cli {
namespace {

Status list() {
  std::string text = "Listeners, for --listener preset:NAME\n";
  for (const auto& preset : hearing::preset_list()) {
    text += fmt::format("  {:<24}{}\n", preset.name, preset.meaning);
  }
  text += "\nScenes, for --scene preset:NAME; otoscape presets show NAME > my.toml copies one\n";
  for (const io::ScenePreset& scene : io::scene_presets()) {
    text += fmt::format("  {:<24}{}\n", scene.name, scene.meaning);
  }
  return io::write_text("-", text, true);
}

// Names of scenes may be what was meant, too.
Error unknown(const std::string& name, const Error& no_listener) {
  std::vector<std::string_view> scenes;
  for (const io::ScenePreset& scene : io::scene_presets()) scenes.push_back(scene.name);
  const std::string near = hearing::suggest(name, scenes);
  if (near.empty() || no_listener.sentence.find("did you mean") != std::string::npos) {
    return no_listener;
  }
  return wrong_usage(fmt::format("unknown preset \"{}\"{}", name, near));
}

Status show(std::string name) {
  if (name.starts_with("preset:")) name.erase(0, 7);
  if (const io::ScenePreset* scene = io::scene_preset(name)) {
    return io::write_text("-", std::string(scene->text), true);
  }
  const auto profile = hearing::preset(name);
  if (!profile) return unknown(name, profile.error());
  std::string text =
      profile->name + "\n" + hearing::describe(*profile) + "\n" + io::audiogram_csv(*profile);
  for (const std::string& note : hearing::preset_notes(name)) text += "note: " + note + "\n";
  return io::write_text("-", text, true);
}

}  // namespace

Command add_presets(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("presets", "List the listeners and scenes that have a name");
  CLI::App* list_all = command->add_subcommand("list", "List them all (also without a word)");
  CLI::App* show_one = command->add_subcommand(
      "show", "A listener: grade, thresholds in dB HL. A scene: its file, to copy and edit");
  auto name = std::make_shared<std::string>();
  show_one->add_option("name", *name, "NAME, such as N3, age:60:male or sudden-loss")->required();
  command->footer(
      "Examples\n  otoscape presets show age:60:male\n  otoscape presets show sudden-loss > "
      "my.toml");
  (void)list_all;
  return [show_one, name] { return show_one->parsed() ? show(*name) : list(); };
}

}  // namespace otoscape::cli
