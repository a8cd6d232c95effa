// SPDX-License-Identifier: Apache-2.0
#include "io/output_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "io/unfinished.h"
#include "tests/support/shell.h"

namespace otoscape::io {
namespace {

std::string sentence(const Result<OutputFolder>& result) {
  return result ? std::string() : result.error().sentence;
}

class Folder : public testing::Test {
 protected:
  test::TemporaryFolder around;
  const std::string path = around / "stems";
};

TEST_F(Folder, AppearsWhenItIsKept) {
  {
    auto folder = OutputFolder::create(path);
    ASSERT_TRUE(folder) << sentence(folder);
    test::write_bytes(folder->add("a.wav"), "sound");
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_TRUE(folder->keep());
  }
  EXPECT_EQ(test::bytes_of(path + "/a.wav"), "sound");
  EXPECT_EQ(around.names(), std::vector<std::string>{"stems"});
}

TEST_F(Folder, LeavesNothingWhenItIsNotKept) {
  {
    auto folder = OutputFolder::create(path);
    ASSERT_TRUE(folder);
    test::write_bytes(folder->add("a.wav"), "sound");
    folder->add("never written");
  }
  EXPECT_TRUE(around.names().empty());
}

// As a signal does: many files, more than any fixed list has.
TEST_F(Folder, ASignalLeavesNothing) {
  auto folder = OutputFolder::create(path);
  ASSERT_TRUE(folder);
  for (int i = 0; i < 40; ++i) test::write_bytes(folder->add(std::to_string(i) + ".wav"), "sound");
  ASSERT_EQ(around.names().size(), 1u);
  remove_unfinished_files();
  EXPECT_TRUE(around.names().empty());
}

TEST_F(Folder, TakesThePlaceOfAnEmptyOne) {
  std::filesystem::create_directory(path);
  chmod(path.c_str(), 0750);
  auto folder = OutputFolder::create(path + "/");
  ASSERT_TRUE(folder) << sentence(folder);
  test::write_bytes(folder->add("a.wav"), "sound");
  ASSERT_TRUE(folder->keep());
  EXPECT_EQ(test::bytes_of(path + "/a.wav"), "sound");
  struct stat kept {};
  ASSERT_EQ(stat(path.c_str(), &kept), 0);
  EXPECT_EQ(kept.st_mode & 0777, 0750u);
}

TEST_F(Folder, OneThatALinkLeadsToIsFilled) {
  std::filesystem::create_directory(path);
  std::filesystem::create_directory_symlink(path, around / "link");
  auto folder = OutputFolder::create(around / "link");
  ASSERT_TRUE(folder) << sentence(folder);
  test::write_bytes(folder->add("a.wav"), "sound");
  ASSERT_TRUE(folder->keep());
  EXPECT_EQ(test::bytes_of(path + "/a.wav"), "sound");
  EXPECT_TRUE(std::filesystem::is_symlink(around / "link"));
}

TEST_F(Folder, WhatIsThereStays) {
  std::filesystem::create_directory(path);
  test::write_bytes(path + "/mine.txt", "mine");
  EXPECT_EQ(sentence(OutputFolder::create(path)),
            path + ": this folder is not empty; give a new one, or an empty one");
  EXPECT_EQ(sentence(OutputFolder::create(path + "/mine.txt")),
            path + "/mine.txt: this is not a folder");
  EXPECT_EQ(sentence(OutputFolder::create("")), "a folder needs a name");
  EXPECT_EQ(sentence(OutputFolder::create(around / "none/stems")),
            (around / "none/stems") + ": there is no folder " + (around / "none"));
  EXPECT_EQ(around.names(), std::vector<std::string>{"stems"});
}

TEST_F(Folder, FilledMeanwhileItStaysToo) {
  auto folder = OutputFolder::create(path);
  ASSERT_TRUE(folder);
  std::filesystem::create_directory(path);
  test::write_bytes(path + "/mine.txt", "mine");
  const auto kept = folder->keep();
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().sentence,
            path + ": this folder is not empty; give a new one, or an empty one");
  EXPECT_EQ(test::bytes_of(path + "/mine.txt"), "mine");
}

}  // namespace
}  // namespace otoscape::io
