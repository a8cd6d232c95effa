// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "apps/cli/commands.h"
#include "io/audiogram_picture.h"
#include "io/output_file.h"
#include "otoscape/hearing/describe.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::cli {
namespace {

Status list() {
  std::string text;
  for (const auto& preset : hearing::preset_list()) {
    text += fmt::format("{:<24}{}\n", preset.name, preset.meaning);
  }
  return io::write_text("-", text, true);
}

Status show(std::string name) {
  if (name.starts_with("preset:")) name.erase(0, 7);
  const auto profile = hearing::preset(name);
  if (!profile) return profile.error();
  std::string text =
      profile->name + "\n" + hearing::describe(*profile) + "\n" + io::audiogram_csv(*profile);
  for (const std::string& note : hearing::preset_notes(name)) text += "note: " + note + "\n";
  return io::write_text("-", text, true);
}

}  // namespace

Command add_presets(CLI::App& program) {
  CLI::App* command = program.add_subcommand("presets", "List the listeners that have a name");
  CLI::App* list_all = command->add_subcommand("list", "List them all (also without a word)");
  CLI::App* show_one = command->add_subcommand("show", "Describe one: grade, thresholds in dB HL");
  auto name = std::make_shared<std::string>();
  show_one->add_option("name", *name, "NAME, such as N3 or age:60:male")->required();
  command->footer("Example\n  otoscape presets show age:60:male");
  (void)list_all;
  return [show_one, name] { return show_one->parsed() ? show(*name) : list(); };
}

}  // namespace otoscape::cli
