// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/haptics_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace otoscape::cli {
namespace {

constexpr const char* kProfile = "--haptics-profile";
constexpr const char* kBands = "--haptics-bands";
constexpr const char* kRinging = "--haptics-ringing";

std::vector<std::string> profiles() {
  std::vector<std::string> names;
  for (const auto device : haptics::kDevices) names.emplace_back(haptics::facts_of(device).name);
  return names;
}

}  // namespace

void add_haptics_options(CLI::App& command, HapticsArguments& asked) {
  command.add_option("--haptics", asked.file,
                     "What the character's body feels, in time with OUT, for a vibration device: "
                     ".wav, or as a pattern .ahap (Core Haptics), .hjif (MPEG-I Haptics) or .json "
                     "(navigator.vibrate)");
  command
      .add_option(kProfile, asked.profile,
                  "The device: wrist 10 to 250 Hz, chest 20 to 500 Hz, seat 15 to 60 Hz, phone "
                  "150 to 250 Hz with intensity alone")
      ->check(CLI::IsMember(profiles()))
      ->capture_default_str();
  command.add_option(kBands, asked.bands, "2: a .wav of two channels, low and high")
      ->check(CLI::IsMember({1, 2}))
      ->capture_default_str();
  command.add_option(kRinging, asked.ringing, "Ringing as a faint texture: on or off")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
}

Result<jobs::haptics::HapticsRequest> parse_haptics(const HapticsArguments& asked,
                                                    const CLI::App& command) {
  for (const char* option : {kProfile, kBands, kRinging}) {
    if (asked.file.empty() && command.count(option) > 0) {
      return wrong_usage(fmt::format("{} belongs to --haptics FILE", option));
    }
  }
  jobs::haptics::HapticsRequest request;
  request.file = asked.file;
  request.device = haptics::device_named(asked.profile).value_or(haptics::Device::chest);
  request.bands = asked.bands;
  request.ringing = asked.ringing != "off";
  return request;
}

}  // namespace otoscape::cli
