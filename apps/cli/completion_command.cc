// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "apps/cli/command_text.h"
#include "apps/cli/commands.h"
#include "apps/cli/completion.h"
#include "apps/cli/manual.h"
#include "io/output_file.h"

namespace otoscape::cli {

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

Command add_manual(CLI::App& program) {
  program.add_subcommand("manual", "Write the manual page, for man")->group("");  // not in the help
  return [&program] { return io::write_text("-", manual(command_text(program)), true); };
}

}  // namespace otoscape::cli
