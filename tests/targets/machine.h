// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace otoscape::targets {

// SIMD targets that this program has code for and this machine can run, best first.
std::vector<std::int64_t> targets();
std::string name_of(std::int64_t target);
// Every kernel from now on runs under this target.
void choose(std::int64_t target);
// The target that a kernel of this program finds itself compiled for.
std::int64_t running();

// How far the chosen target's fast functions are from the standard library's in double precision.
double farthest_log2(float from, float to);  // absolute
double farthest_exp2();                      // relative, −126 … 127
double farthest_sine();                      // absolute, and cosine; −1 … 1 half turns

}  // namespace otoscape::targets
