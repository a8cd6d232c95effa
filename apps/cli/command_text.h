// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace otoscape::cli {

// What the help says of an option or an argument.
struct OptionText {
  std::string short_name, long_name;     // with their dashes; both empty: an argument
  std::string value;                     // "LISTENER", "left|right"; empty: a flag
  std::string help, usual;               // usual: the default value
  std::vector<std::string> words;        // that the value can be
  bool required = false, files = false;  // files: the value can be a file's name
};

// What the help says of a command, for the manual and for completion.
struct CommandText {
  std::string name, help, footer;
  std::vector<OptionText> arguments, options;
  std::vector<CommandText> commands;
};

CommandText command_text(const CLI::App& command);

// "otoscape render" of {"otoscape"} and "render", for each command below `command` and itself.
struct NamedCommand {
  std::string path;
  const CommandText* command;
};
std::vector<NamedCommand> all_commands(const CommandText& command, const std::string& above = {});

std::string joined(const std::vector<std::string>& words, std::string_view between);
std::string replaced(std::string text, std::string_view old, std::string_view by);

}  // namespace otoscape::cli
