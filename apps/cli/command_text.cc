// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/command_text.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/scene_presets.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::cli {
namespace {

void add_names(std::span<const io::files::PresetText> presets, std::vector<std::string>& to) {
  for (const io::files::PresetText& preset : presets) to.emplace_back(preset.name);
}

// Presets that an option takes, by its name: `show` takes the names alone.
std::vector<std::string> presets_for(const std::string& option) {
  std::vector<std::string> names;
  const bool all = option == "name";
  if (all || option == "listener") {
    for (const hearing::PresetInfo& preset : hearing::preset_list()) {
      if (preset.name.find(':') == std::string::npos) names.push_back(preset.name);  // no ages
    }
    add_names(io::files::listener_presets(), names);
  }
  if (all || option == "scene") add_names(io::files::scene_presets(), names);
  if (option == "map") add_names(io::files::map_presets(), names);
  if (!all) {
    for (std::string& name : names) name.insert(0, "preset:");
  }
  return names;
}

// "TEXT:{left,right}" has two.
std::vector<std::string> choices(const std::string& type) {
  const auto first = type.find('{'), last = type.find('}');
  if (first == std::string::npos || last == std::string::npos) return {};
  return CLI::detail::split(type.substr(first + 1, last - first - 1), ',');
}

std::string capitals(std::string word) {
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return word;
}

OptionText option_text(const CLI::Option& option) {
  OptionText text;
  if (!option.get_snames().empty()) text.short_name = "-" + option.get_snames().front();
  if (!option.get_lnames().empty()) text.long_name = "--" + option.get_lnames().front();
  text.help = option.get_description();
  text.usual = option.get_default_str();
  text.required = option.get_required();
  if (option.get_items_expected_max() == 0) return text;  // a flag
  const std::string type = option.get_type_name(), name = option.get_single_name();
  text.words = choices(type);
  const bool number = !type.starts_with("TEXT");
  text.value = !text.words.empty()       ? joined(text.words, "|")
               : option.get_positional() ? capitals(name)
               : number                  ? "NUMBER"
                                         : capitals(name.substr(name.rfind('-') + 1));
  if (text.words.empty()) {
    text.words = presets_for(name);
    text.files = !number && name != "name";
  }
  return text;
}

}  // namespace

CommandText command_text(const CLI::App& command) {
  CommandText text{command.get_name(), command.get_description(), command.get_footer(), {}, {}, {}};
  for (const CLI::Option* option : command.get_options()) {
    (option->get_positional() ? text.arguments : text.options).push_back(option_text(*option));
  }
  for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!below->get_group().empty()) text.commands.push_back(command_text(*below));
  }
  return text;
}

std::vector<NamedCommand> all_commands(const CommandText& command, const std::string& above) {
  const std::string path = above.empty() ? command.name : above + " " + command.name;
  std::vector<NamedCommand> all{{path, &command}};
  for (const CommandText& below : command.commands) {
    for (NamedCommand& named : all_commands(below, path)) all.push_back(std::move(named));
  }
  return all;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += between;
    all += word;
  }
  return all;
}

std::string replaced(std::string text, std::string_view old, std::string_view by) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size())) {
    text.replace(at, old.size(), by);
  }
  return text;
}

}  // namespace otoscape::cli
