// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace otoscape::io::pages {

// What the safety layer did along a scene.
struct SafetyFacts {
  struct Held {  // a rise that the return cap did not let through at once
    double at_s;
    double rise_lu;
    double delayed_lu;
  };
  double return_cap_lu = 20.0;
  std::vector<Held> held;
  double inner_limit_db = 0.0;  // ≤ 0: the inner limit's gain for ringing and body
  int guard_events = 0;
};

// The same in sentences.
std::string safety_words(const SafetyFacts& facts);

}  // namespace otoscape::io::pages
