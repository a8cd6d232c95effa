// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/take_folders.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::jobs::measure {
namespace {

using scene::Recorded;

scene::Recording recording(Recorded what, const std::vector<std::string>& files) {
  return {what, "takes/", files, 1};
}

TEST(TakeFolders, KeepTwoChannelsOnlyWhereTheyDiffer) {
  const test::TemporaryFolder folder;
  test::write_wav(folder / "same.wav", test::sine(44100, 2, 0.5, 200.0, 0.1));
  test::write_wav(folder / "apart.wav", test::noise_and_tones(48000, 2, 0.25));
  std::vector<std::string> notes;
  const auto takes =
      read_takes({recording(Recorded::steps, {folder / "same.wav", folder / "apart.wav"})}, notes);
  ASSERT_TRUE(takes) << takes.error().sentence;
  EXPECT_TRUE((*takes)[0].takes[0].sound.mono());
  EXPECT_FALSE((*takes)[0].takes[1].sound.mono());
  EXPECT_NEAR((*takes)[0].length.value(), 0.75, 1e-6);
  EXPECT_EQ(takes_text(*takes), "steps    takes/  2 takes, 0.8 s\n");
  EXPECT_TRUE(notes.empty());
}

// The same sound, whatever the rate of the film.
TEST(TakeFolders, BringTakesToAnyRate) {
  const test::TemporaryFolder folder;
  test::write_wav(folder / "a.wav", test::sine(44100, 1, 1.0, 200.0, 0.1));
  std::vector<std::string> notes;
  const auto takes = read_takes({recording(Recorded::heart, {folder / "a.wav"})}, notes);
  ASSERT_TRUE(takes);
  const auto at = [&](double rate) { return recordings_at(*takes, Hertz(rate)); };
  const auto own = at(44100), low = at(16000), high = at(96000);
  ASSERT_TRUE(own && low && high);
  for (const auto* other : {&low, &high}) {
    EXPECT_NEAR((*other)->levels.heart->k_db, own->levels.heart->k_db, 0.1);
    const auto& take = (**other).of(Recorded::heart)->front()[0];
    const auto& same = own->of(Recorded::heart)->front()[0];
    const double seconds = static_cast<double>(take.size()) / (other == &low ? 16000.0 : 96000.0);
    EXPECT_NEAR(seconds, static_cast<double>(same.size()) / 44100.0, 1e-4);
  }
}

TEST(TakeFolders, HoldFiveMinutes) {
  const test::TemporaryFolder folder;
  test::write_wav(folder / "a.wav", test::sine(8000, 1, 55.0, 200.0, 0.1));
  std::vector<std::string> notes;
  const auto read = [&](std::size_t count) {
    const std::vector<std::string> files(count, folder / "a.wav");
    return read_takes({recording(Recorded::cloth, files)}, notes);
  };
  EXPECT_TRUE(read(5));
  const auto refused = read(6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence,
            "[recordings] cloth: the takes in takes/ last longer than 300 s together; take some "
            "out");
}

TEST(TakeFolders, OfASceneFromNoFileAreRefused) {
  std::vector<std::string> notes;
  const auto refused = read_takes({recording(Recorded::heart, {})}, notes);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find("was not loaded from a file"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::jobs::measure
