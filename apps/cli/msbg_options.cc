// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/msbg_options.h"

#include <CLI/CLI.hpp>

namespace otoscape::cli {

void add_msbg_options(CLI::App& command, MsbgArguments& asked) {
  command
      .add_option("--model", asked.model,
                  "live: the low-latency model, for everything else here. msbg: the Cambridge "
                  "MSBG simulator sample for sample, for comparison with published results; "
                  "44.1 kHz, air thresholds below 105 dB HL, whole files")
      ->check(CLI::IsMember({"live", "msbg"}))
      ->capture_default_str();
  command
      .add_option("--precision", asked.precision,
                  "Of --model msbg: double, or single for speed, within 1e-4 of the peak")
      ->check(CLI::IsMember({"double", "single"}))
      ->capture_default_str();
  command
      .add_option(
          "--source-position", asked.position,
          "Of --model msbg, where IN was recorded: ff free field, df diffuse field, itu ear "
          "reference point")
      ->check(CLI::IsMember({"ff", "df", "itu"}))
      ->capture_default_str();
  command
      .add_option("--msbg-level", asked.level,
                  "Of --model msbg: joint, one level step over both channels as in one call of the "
                  "published program; ear, one for each as in two calls")
      ->check(CLI::IsMember({"joint", "ear"}))
      ->capture_default_str();
  command.add_flag("--aligned", asked.aligned,
                   "Of --model msbg: without its delay of 1080 or 1272 frames, and as long as IN; "
                   "always so in a film");
  command.add_flag("--resample", asked.resample,
                   "Of --model msbg: bring other sample rates to 44.1 kHz; OUT stays there");
}

jobs::models::MsbgOptions msbg_options(const MsbgArguments& asked) {
  using loss::msbg::SourcePosition;
  jobs::models::MsbgOptions options;
  options.single_precision = asked.precision == "single";
  options.position = asked.position == "ff"   ? SourcePosition::free_field
                     : asked.position == "df" ? SourcePosition::diffuse_field
                                              : SourcePosition::ear_reference_point;
  options.level_step =
      asked.level == "ear" ? loss::msbg::LevelStep::per_ear : loss::msbg::LevelStep::joint;
  options.aligned = asked.aligned;
  options.resample = asked.resample;
  return options;
}

std::vector<const char*> msbg_options() {
  return {"--precision", "--source-position", "--msbg-level", "--aligned", "--resample"};
}

// Also what would make its samples others: gains, and parts of a file.
std::vector<const char*> live_options() {
  return {"--scene",    "--smearing",  "--temporal",    "--tinnitus",       "--fit",
          "--body",     "--own-voice", "--return-cap",  "--body-offset",    "--start",
          "--duration", "--picture",   "--output-gain", "--match-loudness", "--haptics"};
}

}  // namespace otoscape::cli
