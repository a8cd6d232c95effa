// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/tools/process.h"

#include <gtest/gtest.h>

#include "apps/demo/tools/files.h"

namespace otoscape::demo::tools {
namespace {

std::filesystem::path scratch(const char* name) {
  return std::filesystem::path(testing::TempDir()) / name;
}

TEST(Process, FeedsAProgramPieceByPiece) {
  const Runner runner(scratch("otoscape-feed.log"));
  const auto file = scratch("otoscape-feed.bytes");
  const std::vector<std::uint8_t> piece(100'000, 'a');
  int left = 30;
  const auto fed = runner.feed({"dd", "of=" + file.string()}, [&] {
    return left-- > 0 ? std::span<const std::uint8_t>(piece) : std::span<const std::uint8_t>();
  });
  ASSERT_TRUE(fed);
  const auto read = read_file(file);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, std::string(3'000'000, 'a'));
}

// Without an end of its own the film would be drawn for nobody, and writing would raise SIGPIPE.
TEST(Process, StopsFeedingAProgramThatEnds) {
  const Runner runner(scratch("otoscape-feed.log"));
  const std::vector<std::uint8_t> piece(100'000, 'a');
  const auto fed = runner.feed({"false"}, [&] { return std::span<const std::uint8_t>(piece); });
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().sentence.rfind("false failed", 0), 0u) << fed.error().sentence;
}

TEST(Process, SaysWhichProgramIsMissing) {
  const Runner runner(scratch("otoscape-feed.log"));
  const auto run = runner.run({"otoscape-no-such-program"}, "install it");
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().sentence, "cannot start otoscape-no-such-program; install it");
}

}  // namespace
}  // namespace otoscape::demo::tools
