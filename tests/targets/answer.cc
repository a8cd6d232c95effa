// SPDX-License-Identifier: Apache-2.0
#include "tests/targets/answer.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace otoscape::targets {
namespace {

double db(double part, double whole) {
  if (std::isnan(part) || std::isnan(whole)) return 300.0;
  return part == 0.0 ? kBitEqual : 20.0 * std::log10(part / std::max(whole, 1e-300));
}

template <class T>
void put(std::ofstream& file, const std::vector<T>& x) {
  const std::uint64_t size = x.size();
  file.write(reinterpret_cast<const char*>(&size), sizeof size);
  file.write(reinterpret_cast<const char*>(x.data()),
             static_cast<std::streamsize>(size * sizeof(T)));
}

template <class T>
std::vector<T> get(std::ifstream& file) {
  std::uint64_t size = 0;
  file.read(reinterpret_cast<char*>(&size), sizeof size);
  std::vector<T> x(file ? size : 0);
  file.read(reinterpret_cast<char*>(x.data()), static_cast<std::streamsize>(x.size() * sizeof(T)));
  return x;
}

}  // namespace

Difference difference(const Answer& reference, const Answer& other) {
  if (reference.values.size() != other.values.size() ||
      reference.decisions.size() != other.decisions.size()) {
    return {300.0, 300.0, reference.decisions.size(), reference.decisions.size()};
  }
  double power = 0.0, error = 0.0, largest = 0.0, farthest = 0.0;
  for (std::size_t i = 0; i < reference.values.size(); ++i) {
    const double v = reference.values[i], d = other.values[i] - v;
    power += v * v, error += d * d;
    largest = std::max(largest, std::abs(v)), farthest = std::max(farthest, std::abs(d));
  }
  Difference result{db(std::sqrt(error), std::sqrt(power)), db(farthest, largest), 0,
                    reference.decisions.size()};
  for (std::size_t i = 0; i < reference.decisions.size(); ++i) {
    result.decisions += reference.decisions[i] != other.decisions[i];
  }
  return result;
}

const std::vector<Question>& all_questions() {
  static const auto all = [] {
    std::vector<Question> list;
    for (const auto& some : {dsp_questions(), hearing_questions(), inside_questions(),
                             implant_questions(), carrier_questions(), coder_questions(),
                             render_questions(), msbg_questions(), spatial_questions()}) {
      list.insert(list.end(), some.begin(), some.end());
    }
    return list;
  }();
  return all;
}

void write(const std::string& path, const Answers& answers) {
  std::ofstream file(path, std::ios::binary);
  for (const auto& [name, answer] : answers) {
    put(file, std::vector<char>(name.begin(), name.end()));
    put(file, answer.values);
    put(file, answer.decisions);
  }
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

Answers read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  Answers answers;
  while (file.peek() != std::ifstream::traits_type::eof()) {
    const auto name = get<char>(file);
    Answer& answer = answers[std::string(name.begin(), name.end())];
    answer.values = get<double>(file);
    answer.decisions = get<std::int64_t>(file);
  }
  return answers;
}

}  // namespace otoscape::targets
