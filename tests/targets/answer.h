// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <ranges>
#include <span>
#include <string>
#include <vector>

// A question that a kernel is asked under each target, and how far two answers lie apart.

namespace otoscape::targets {

struct Answer {
  std::vector<double> values;
  std::vector<std::int64_t> decisions;  // what was chosen or counted, and whole-number parts

  template <class Values>
  void add(const Values& x) {
    for (const auto v : x) values.push_back(static_cast<double>(v));
  }
  template <class Values>
  void decide(const Values& x) {
    for (const auto v : x) decisions.push_back(static_cast<std::int64_t>(v));
  }
};

struct Difference {
  double rms_db = -300.0;   // of the difference, re the answer's RMS
  double peak_db = -300.0;  // largest difference, re the answer's largest value
  std::size_t decisions = 0;
  std::size_t of_decisions = 0;
};

// Not a number in either is +300 dB, as is another length.
Difference difference(const Answer& reference, const Answer& other);

inline constexpr double kBitEqual = -300.0;

struct Question {
  std::string name;
  std::string file;  // the kernel's, or what runs several
  double bound_db;   // most that Difference::rms_db may be
  // Share of decisions that may differ: where two candidates are alike to a rounding, either may
  // win.
  double decisions_differ;
  std::function<Answer()> ask;
};

std::vector<Question> dsp_questions();
std::vector<Question> hearing_questions();
std::vector<Question> implant_questions();
std::vector<Question> carrier_questions();
std::vector<Question> coder_questions();
std::vector<Question> render_questions();
std::vector<Question> inside_questions();
std::vector<Question> msbg_questions();
std::vector<Question> spatial_questions();
const std::vector<Question>& all_questions();

using Answers = std::map<std::string, Answer>;
void write(const std::string& path, const Answers& answers);
Answers read(const std::string& path);

}  // namespace otoscape::targets
