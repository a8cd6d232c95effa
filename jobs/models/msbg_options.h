// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>

#include "otoscape/hearing/profile.h"
#include "otoscape/loss/msbg/simulator.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::models {

// The program whose samples MSBG reproduces.
inline constexpr const char* kMsbgVersion = "pyclarity 0.9.0";

// Options of MSBG (otoscape/loss/msbg).
struct MsbgOptions {
  bool single_precision = false;
  loss::msbg::SourcePosition position = loss::msbg::SourcePosition::free_field;
  loss::msbg::LevelStep level_step = loss::msbg::LevelStep::joint;
  bool aligned = false;   // always in a film
  bool resample = false;  // resample other rates to 44.1 kHz first
};

// A render with MSBG for one listener.
struct MsbgRequest {
  MsbgOptions options;
  hearing::HearingProfile listener;
};

// The summary of one track.
struct MsbgSummary {
  struct Ear {
    double level_step_db = 0.0;
    int delay_frames = 0;  // of the written sound
  };
  MsbgOptions options;
  std::array<std::optional<Ear>, 2> ears;  // none: not written
  double full_scale_db_spl = 120.0;
  std::optional<Hertz> resampled_from;
  bool guarded = false;  // if so, the samples are not the published program's
};

// One line, for the terminal and the file's comment.
std::string to_line(const MsbgSummary& summary);
// The words of the command line: double, ff, joint.
const char* precision_word(const MsbgOptions& options);
const char* position_word(const MsbgOptions& options);
const char* level_word(const MsbgOptions& options);

}  // namespace otoscape::jobs::models
