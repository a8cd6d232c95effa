// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "apps/cli/command_text.h"
#include "apps/cli/commands.h"
#include "io/output_file.h"

namespace otoscape::cli {
namespace {

// Of the page, not of the build: the same sources give the same page.
constexpr const char* kDate = "2026-11-29";

constexpr const char* kEnd =
    ".SH EXIT STATUS\n"
    ".TP\n0\nIt is done.\n"
    ".TP\n1\nIt could not be done. One sentence on standard error says why.\n"
    ".TP\n2\nThe command line is wrong.\n"
    ".TP\n3\n.B otoscape loudness\nhas measured, and the target is missed.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B OTOSCAPE_CACHE\n"
    "Folder for what renders learn of a file, or off; as the option\n"
    ".B \\-\\-cache\nof\n.BR \"otoscape render\" .\n"
    ".SH SEE ALSO\n"
    ".BR ffmpeg (1)\n";

constexpr std::size_t kTextWidth = 79;

// No line of text may begin as a request does.
std::string line_of(const std::string& text) {
  const bool request = text.starts_with(".") || text.starts_with("'");
  return (request ? "\\&" : "") + text + "\n";
}

std::string escaped(const std::string& text) {
  return replaced(replaced(text, "\\", "\\e"), "-", "\\-");
}

// Running text in lines of the width that mandoc asks for.
std::string wrapped(const std::string& text) {
  std::istringstream words(escaped(text));
  std::string page, line, word;
  while (words >> word) {
    if (!line.empty() && line.size() + 1 + word.size() > kTextWidth) {
      page += line_of(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return page + (line.empty() ? "" : line_of(line));
}

std::string example(const std::string& line) {
  return line_of(replaced(escaped(line), "'", "\\(aq"));
}

// Indented lines are examples, all others are running text.
std::string paragraphs(const std::string& text) {
  std::istringstream lines(text);
  std::string page, line;
  bool in_example = false, begins = true;
  while (std::getline(lines, line)) {
    const bool indented = line.starts_with("  ");
    if (in_example && !indented) page += ".EE\n";
    begins = begins || in_example != indented;
    in_example = in_example && indented;
    if (line.empty()) {
      begins = true;
      continue;
    }
    if (begins) page += ".PP\n";
    begins = false;
    if (indented && !in_example) page += ".EX\n";
    in_example = indented;
    page += indented ? example(line.substr(2)) : wrapped(line);
  }
  return page + (in_example ? ".EE\n" : "");
}

std::string option(const OptionText& option) {
  std::string names;
  for (const std::string& name : {option.short_name, option.long_name}) {
    if (name.empty()) continue;
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", escaped(name));
  }
  if (!option.value.empty()) {
    names += fmt::format("{}\\fI{}\\fR", names.empty() ? "" : " ", escaped(option.value));
  }
  const std::string usual = option.usual.empty() ? "" : ". Default: " + option.usual;
  return fmt::format(".TP\n{}\n{}", names, wrapped(option.help + usual));
}

std::string command(const NamedCommand& named) {
  const CommandText& text = *named.command;
  std::string head = escaped(named.path);
  for (const OptionText& argument : text.arguments) head += " " + escaped(argument.value);
  for (const OptionText& one : text.options) {
    if (one.required) head += fmt::format(" {} {}", escaped(one.long_name), escaped(one.value));
  }
  head += text.commands.empty() ? " [options]" : " COMMAND";
  std::string page = fmt::format(".SS {}\n{}", head, wrapped(text.help + "."));
  for (const OptionText& argument : text.arguments) page += option(argument);
  for (const OptionText& one : text.options) {
    if (one.long_name != "--help") page += option(one);
  }
  return page + paragraphs(text.footer);
}

}  // namespace

std::string manual(const CommandText& program) {
  std::string page = fmt::format(
      ".TH OTOSCAPE 1 {} \"otoscape {}\" \"User Commands\"\n"
      ".SH NAME\n"
      "otoscape \\- render sound through a model of one listener's hearing\n"
      ".SH SYNOPSIS\n"
      ".B otoscape\n.I COMMAND\n.RI [ options ]\n.br\n"
      ".B otoscape\n.RI [ COMMAND ]\n.B \\-\\-help\n.br\n"
      ".B otoscape \\-\\-version\n"
      ".SH DESCRIPTION\n{}{}.SH COMMANDS\n",
      kDate, OTOSCAPE_VERSION, wrapped(program.help), paragraphs(program.footer));
  for (const NamedCommand& named : all_commands(program)) {
    if (named.command != &program) page += command(named);
  }
  return page + kEnd;
}

Command add_manual(CLI::App& program) {
  program.add_subcommand("manual", "Write the manual page, for man")->group("");  // not in the help
  return [&program] { return io::write_text("-", manual(command_text(program)), true); };
}

}  // namespace otoscape::cli
