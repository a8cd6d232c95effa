// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "apps/cli/commands.h"
#include "io/files/listener_file.h"
#include "io/output_file.h"
#include "io/views/audiogram_csv.h"
#include "io/views/audiogram_picture.h"
#include "otoscape/hearing/describe.h"

namespace otoscape::cli {
namespace {

struct AudiogramArguments {
  std::string listener, out;
  bool overwrite = false;
};

Status draw(const AudiogramArguments& asked) {
  const auto loaded = io::files::load_listener(asked.listener);
  if (!loaded) return loaded.error();
  if (asked.out.empty()) {
    std::string text = loaded->profile.name + "\n" + hearing::describe(loaded->profile) + "\n" +
                       io::views::audiogram_csv(loaded->profile);
    for (const std::string& note : loaded->notes) text += "note: " + note + "\n";
    return io::write_text("-", text, true);
  }
  const std::string extension = std::filesystem::path(asked.out).extension().string();
  if (extension == ".svg") {
    return io::write_text(asked.out, io::views::audiogram_svg(loaded->profile), asked.overwrite);
  }
  if (extension == ".csv") {
    return io::write_text(asked.out, io::views::audiogram_csv(loaded->profile), asked.overwrite);
  }
  return wrong_usage(fmt::format("{}: an audiogram is written as .svg or .csv", asked.out));
}

}  // namespace

Command add_audiogram(CLI::App& program) {
  auto asked = std::make_shared<AudiogramArguments>();
  CLI::App* command =
      program.add_subcommand("audiogram", "Draw a listener's audiogram, or list it");
  command->add_option("listener", asked->listener, "preset:NAME, a listener file, FILE.json#ID")
      ->required();
  command->add_option("-o,--out", asked->out,
                      "OUT.svg (a picture: red O right, blue X left, dB HL downwards) or OUT.csv; "
                      "without it the points are listed");
  command->add_flag("--overwrite", asked->overwrite, "Replace OUT if it exists");
  command->footer("Example\n  otoscape audiogram preset:N3 -o n3.svg");
  return [asked] { return draw(*asked); };
}

}  // namespace otoscape::cli
