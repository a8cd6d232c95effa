// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/completion.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "apps/cli/command_text.h"
#include "apps/cli/commands.h"
#include "io/output_file.h"

namespace otoscape::cli {
namespace {

// Bash splits words at colons, so that "preset:N3" is three: words come from the line itself, and
// what stands before the last colon is cut off the answers.
constexpr const char* kBashBegin = R"(# bash completion of otoscape
_otoscape() {
  local line=${COMP_LINE:0:COMP_POINT} words last path=otoscape offered=
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  last=$((${#words[@]} - 1))
  local current=${words[last]} before=${words[last - 1]} at
  for ((at = 1; at < last; ++at)); do
    case "$path ${words[at]}" in
)";
constexpr const char* kBashMiddle = R"(      *) break ;;
    esac
  done
  case "$path $before" in
)";
constexpr const char* kBashEnd = R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")
  if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
  fi
}
complete -o default -F _otoscape otoscape
)";

std::vector<std::string> names_of(const OptionText& option) {
  std::vector<std::string> names;
  for (const std::string& name : {option.short_name, option.long_name}) {
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

// Options after a dash; else commands, and what the arguments can be.
std::string bash_words(const NamedCommand& named) {
  std::vector<std::string> options, words;
  for (const OptionText& option : named.command->options) {
    for (const std::string& name : names_of(option)) options.push_back(name);
  }
  for (const CommandText& below : named.command->commands) words.push_back(below.name);
  for (const OptionText& argument : named.command->arguments) {
    words.insert(words.end(), argument.words.begin(), argument.words.end());
  }
  return fmt::format(
      "    '{} '*)\n      if [[ $current == -* ]]; then\n        offered='{}'\n"
      "      else\n        offered='{}'\n      fi\n      ;;\n",
      named.path, joined(options, " "), joined(words, " "));
}

std::string bash_values(const NamedCommand& named) {
  std::string cases;
  for (const OptionText& option : named.command->options) {
    if (option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : names_of(option)) {
      patterns.push_back(fmt::format("'{} {}'", named.path, name));
    }
    cases += fmt::format("    {}) offered='{}' ;;\n", joined(patterns, " | "),
                         joined(option.words, " "));
  }
  return cases;
}

// In single quotes and brackets of _arguments; the first sentence or part of one.
std::string zsh_help(const std::string& help) {
  const std::string text = help.substr(0, std::min(help.find(". "), help.find("; ")));
  return replaced(replaced(replaced(text, "[", "\\["), "]", "\\]"), "'", "'\\''");
}

std::string zsh_value(const OptionText& option) {
  if (option.value.empty()) return {};
  if (option.words.empty()) return option.files ? ":file:_files" : ":value: ";
  if (!option.files) return fmt::format(":value:({})", joined(option.words, " "));
  // A colon would end what is done for the value.
  return fmt::format(":value:{{compadd -- {}; _files}}",
                     replaced(joined(option.words, " "), ":", "\\:"));
}

std::string zsh_arguments(const CommandText& command) {
  std::string specs;
  for (const OptionText& option : command.options) {
    for (const std::string& name : names_of(option)) {
      specs += fmt::format(" \\\n    '({}){}[{}]{}'", joined(names_of(option), " "), name,
                           zsh_help(option.help), zsh_value(option));
    }
  }
  for (std::size_t i = 0; i < command.arguments.size(); ++i) {
    specs += fmt::format(" \\\n    '{}{}'", i + 1, zsh_value(command.arguments[i]));
  }
  return "  _arguments -s" + specs + "\n";
}

std::string zsh_function(const NamedCommand& named) {
  const std::string name = "_" + replaced(named.path, " ", "_");
  std::string body = fmt::format("{}() {{\n", name);
  if (!named.command->commands.empty()) {
    std::string described, cases;
    for (const CommandText& below : named.command->commands) {
      described += fmt::format(" '{}:{}'", below.name, replaced(zsh_help(below.help), ":", "\\:"));
      cases += fmt::format("      {0}) {1}_{0} ;;\n", below.name, name);
    }
    body += fmt::format(
        "  local -a commands=({})\n  if ((CURRENT == 2)) && [[ $PREFIX != -* ]]; then\n"
        "    _describe command commands\n    return\n  elif ((CURRENT > 2)); then\n"
        "    shift words\n    ((CURRENT--))\n    case $words[1] in\n{}    esac\n    return\n  fi\n",
        described, cases);
  }
  return body + zsh_arguments(*named.command) + "}\n";
}

}  // namespace

std::string bash_completion(const CommandText& program) {
  std::string script = kBashBegin;
  const auto commands = all_commands(program);
  for (std::size_t i = 1; i < commands.size(); ++i) {
    script += fmt::format("      '{0}') path='{0}' ;;\n", commands[i].path);
  }
  script += kBashMiddle;
  for (const NamedCommand& named : commands) script += bash_values(named);
  // A command's own case takes all that begin with its name: inner commands come first.
  for (std::size_t i = commands.size(); i-- > 0;) script += bash_words(commands[i]);
  return script + kBashEnd;
}

std::string zsh_completion(const CommandText& program) {
  std::string script = "#compdef otoscape\n";
  for (const NamedCommand& named : all_commands(program)) script += zsh_function(named);
  // The file is the body of a function when it is loaded, or sourced.
  return script +
         "if [[ $funcstack[1] == _otoscape ]]; then\n  _otoscape \"$@\"\nelse\n"
         "  compdef _otoscape otoscape\nfi\n";
}

Command add_completion(CLI::App& program) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand(
      "completion", "Write a script with which a shell completes commands, options and presets");
  command->add_option("shell", *shell, "bash or zsh")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->footer(
      "Packages install it. Without one\n"
      "  source <(otoscape completion bash)\n"
      "in ~/.bashrc, or with zsh in ~/.zshrc, after compinit.");
  return [&program, shell] {
    const CommandText text = command_text(program);
    return io::write_text("-", *shell == "zsh" ? zsh_completion(text) : bash_completion(text),
                          true);
  };
}

}  // namespace otoscape::cli
