// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/measure/loudness_facts.h"

namespace otoscape::jobs::measure {

// One rule of a target, as measured. Levels are compared as they are written, to a tenth.
struct LoudnessRule {
  std::string name;                // as the keys of the report: integrated_lufs, dialogue_lufs …
  std::optional<double> measured;  // nothing: it cannot be judged, and fails
  std::optional<double> least, most;
  bool passes = false;
};

struct LoudnessVerdict {
  std::string target, title;  // as asked for, and the paper it is from
  std::vector<LoudnessRule> rules;
  std::vector<std::string> notes;  // what else the paper asks for

  bool passes() const;
};

// The names of all targets.
std::vector<std::string> loudness_targets();
// target: one of them.
LoudnessVerdict judge(const std::string& target, const LoudnessFacts& facts);

}  // namespace otoscape::jobs::measure
