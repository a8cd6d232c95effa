// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/targets/answer.h"
#include "tests/targets/machine.h"

namespace otoscape::targets {
namespace {

void expect_alike(const Question& question, const std::string& target, const Answer& reference,
                  const Answer& other) {
  const Difference d = difference(reference, other);
  std::printf("%-30s %-6s %7.1f dB, peak %7.1f dB, at most %.0f dB; decisions %zu of %zu\n",
              question.name.c_str(), target.c_str(), d.rms_db, d.peak_db, question.bound_db,
              d.decisions, d.of_decisions);
  EXPECT_LE(d.rms_db, question.bound_db) << target;
  EXPECT_LE(static_cast<double>(d.decisions),
            question.decisions_differ * static_cast<double>(d.of_decisions))
      << target;
}

class Targets : public testing::Test {
 protected:
  ~Targets() override { choose(0); }
};

TEST_F(Targets, TheOneAskedForRuns) {
  const auto all = targets();
  ASSERT_FALSE(all.empty());
  for (const auto target : all) {
    choose(target);
    EXPECT_EQ(running(), target) << name_of(target);
  }
}

// What fast_math-inl.h and phase-inl.h promise, and the rounding of the result.
TEST_F(Targets, FastFunctionsAreAsGoodAsTheySay) {
  for (const auto target : targets()) {
    choose(target);
    const double near_1 = farthest_log2(0.75f, 1.5f), log2 = farthest_log2(1e-37f, 1e38f);
    const double exp2 = farthest_exp2(), sine = farthest_sine();
    std::printf("%-6s log2 %.2e near 1, %.2e everywhere; exp2 %.2e of itself; sine %.2e\n",
                name_of(target).c_str(), near_1, log2, exp2, sine);
    EXPECT_LT(near_1, 4e-7) << name_of(target);
    EXPECT_LT(log2, 4e-7 + 0x1p-18) << name_of(target);  // half a last place of results near 127
    EXPECT_LT(exp2, 3.4e-6) << name_of(target);
    EXPECT_LT(sine, 3.4e-9 + 0x1p-22) << name_of(target);  // four roundings
  }
}

// A kernel that no question reaches would be untested.
TEST_F(Targets, EveryKernelIsAsked) {
  std::set<std::string> asked;
  for (const Question& question : all_questions()) asked.insert(question.file);
  const std::filesystem::path source = OTOSCAPE_SOURCE_DIR;
  int kernels = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source / "otoscape")) {
    if (entry.path().extension() != ".cc") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    if (text.str().find("hwy/foreach_target.h") == std::string::npos) continue;
    ++kernels;
    const auto file = std::filesystem::relative(entry.path(), source).generic_string();
    EXPECT_TRUE(asked.contains(file)) << file;
  }
  EXPECT_GE(kernels, 25);
}

class EveryKernel : public testing::TestWithParam<std::size_t> {
 protected:
  const Question& question() const { return all_questions()[GetParam()]; }
  ~EveryKernel() override { choose(0); }
};

INSTANTIATE_TEST_SUITE_P(, EveryKernel, testing::Range<std::size_t>(0, all_questions().size()));

TEST_P(EveryKernel, AgreesWithTheBestTarget) {
  const auto all = targets();
  if (all.size() == 1) GTEST_SKIP() << "nothing to compare " << name_of(all.front()) << " with";
  choose(all.front());
  const Answer best = question().ask();
  ASSERT_FALSE(best.values.empty() && best.decisions.empty());
  for (std::size_t t = 1; t < all.size(); ++t) {
    choose(all[t]);
    expect_alike(question(), name_of(all[t]), best, question().ask());
  }
}

// Two machines: one writes OTOSCAPE_ANSWERS_OUT, the other reads OTOSCAPE_ANSWERS_IN.
TEST_F(Targets, AgreeWithAnotherMachines) {
  const char *out = std::getenv("OTOSCAPE_ANSWERS_OUT"), *in = std::getenv("OTOSCAPE_ANSWERS_IN");
  if (out == nullptr && in == nullptr) GTEST_SKIP() << "one machine alone: see ./run targets";
  Answers own;
  for (const Question& question : all_questions()) own[question.name] = question.ask();
  if (out != nullptr) write(out, own);
  if (in == nullptr) return;
  Answers others = read(in);
  for (const Question& question : all_questions()) {
    ASSERT_TRUE(others.contains(question.name)) << question.name;
    SCOPED_TRACE(question.name);
    expect_alike(question, name_of(running()), others[question.name], own[question.name]);
  }
}

}  // namespace
}  // namespace otoscape::targets
