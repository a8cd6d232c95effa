// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "apps/cli/commands.h"
#include "io/media/media_version.h"
#include "otoscape/hearing/suggest.h"

namespace otoscape::cli {
namespace {

constexpr int kFailed = 1, kWrongUsage = 2;

int say(const std::string& sentence, int status) {
  std::fprintf(stderr, "otoscape: %s\n", sentence.c_str());
  return status;
}

std::string version() {
  return fmt::format("otoscape {}\nlicence Apache-2.0; with FFmpeg {}, {}", OTOSCAPE_VERSION,
                     io::media::ffmpeg_version(), io::media::ffmpeg_licence());
}

// Of the command that was typed, and of its own commands.
void collect_options(const CLI::App& app, std::vector<std::string>& names) {
  for (const CLI::App* command : app.get_subcommands()) {
    for (const CLI::Option* option : command->get_options())
      names.push_back("--" + option->get_single_name());
    collect_options(*command, names);
  }
}

// What was typed and is no option, with the option it may have meant.
std::string unknown_word(const CLI::App& program, const CLI::ExtrasError& error) {
  const std::string text = error.what();
  const auto dashes = text.find(" -");
  const std::string word =
      text.substr((dashes == std::string::npos ? text.rfind(' ') : dashes) + 1);
  std::vector<std::string> names;
  collect_options(program, names);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return fmt::format("unknown option {}{}; see otoscape COMMAND --help", word,
                     hearing::suggest(word, candidates));
}

constexpr const char* kExamples =
    "Examples\n"
    "  otoscape render film.mkv -o heard.mkv --listener preset:N3\n"
    "  otoscape render song.wav -o heard.wav --listener drummer.toml --calibration loudness=80\n"
    "  otoscape audiogram preset:S2 -o s2.svg\n"
    "  otoscape presets\n"
    "  otoscape scene check preset:sudden-loss\n"
    "  otoscape loudness heard.mkv --target r128\n"
    "  otoscape video heard.mkv -o shown.mp4 --overlay --listener preset:N3 --programme "
    "film.mkv\n"
    "  otoscape electrodogram word.wav -o word.svg --map preset:ace-22\n"
    "`otoscape COMMAND --help` explains each command.\n\n"
    "Sudden hearing loss is an emergency: see a doctor today.";

int run(int argc, char** argv) {
  CLI::App program(
      "otoscape renders sound through a model of one listener's hearing: one possible version of\n"
      "what reaches them.",
      "otoscape");
  program.set_version_flag("--version", version, "Versions of otoscape and FFmpeg, and licences");
  program.require_subcommand(1);
  program.fallthrough(false);
  program.footer(kExamples);
  int done = 0;
  const std::pair<std::string, Command> commands[] = {{"render", add_render(program)},
                                                      {"audiogram", add_audiogram(program)},
                                                      {"presets", add_presets(program)},
                                                      {"scene", add_scene(program)},
                                                      {"loudness", add_loudness(program, done)},
                                                      {"audibility", add_audibility(program)},
                                                      {"captions", add_captions(program)},
                                                      {"video", add_video(program)},
                                                      {"electrodogram", add_electrodogram(program)},
                                                      {"completion", add_completion(program)},
                                                      {"manual", add_manual(program)}};
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    return program.exit(asked_for_help);
  } catch (const CLI::ExtrasError& error) {
    return say(unknown_word(program, error), kWrongUsage);
  } catch (const CLI::ParseError& error) {
    const auto asked = program.get_subcommands();
    const std::string command = asked.empty() ? "" : asked.front()->get_name() + " ";
    return say(fmt::format("{}; see otoscape {}--help", error.what(), command), kWrongUsage);
  }
  for (const auto& [name, command] : commands) {
    if (!program.got_subcommand(name)) continue;
    const Status status = command();
    if (status) return done;
    const bool usage = status.error().kind == Error::Kind::usage;
    return say(status.error().sentence, usage ? kWrongUsage : kFailed);
  }
  return 0;
}

}  // namespace

int run_program(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {  // no memory left, above all
    return say(error.what(), kFailed);
  }
}

}  // namespace otoscape::cli
