// SPDX-License-Identifier: Apache-2.0
// Names of OUT that are more than a new file's: links, files with a mode, pipes, devices.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

namespace fs = std::filesystem;

class OutNames : public testing::Test {
 protected:
  void SetUp() override { write_wav(in, noise_and_tones(48000, 1, 0.2)); }
  Ran render_to(const std::string& name, const Words& more = {}) {
    return render(in, folder / name, more);
  }
  // One sentence, and no file beside those named.
  void expect_refused(const Ran& ran, const std::string& sentence,
                      const std::vector<std::string>& names) {
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_NE(ran.err.find(sentence), std::string::npos) << ran.err;
    EXPECT_EQ(folder.names(), names);
  }
  static unsigned mode_of(const std::string& path) {
    struct stat about {};
    stat(path.c_str(), &about);
    return about.st_mode & 07777u;
  }

  TemporaryFolder sources, folder;
  std::string in = sources / "in.wav";
};

TEST_F(OutNames, TheTargetOfALinkIsRewrittenAndTheLinkStays) {
  TemporaryFolder elsewhere;
  write_bytes(elsewhere / "real.wav", "old");
  fs::create_symlink(elsewhere / "real.wav", folder / "out.wav");
  expect_refused(render_to("out.wav"), "exists; --overwrite replaces it", {"out.wav"});
  ASSERT_EQ(render_to("out.wav", {"--overwrite"}).status, 0);
  EXPECT_TRUE(fs::is_symlink(folder / "out.wav"));
  EXPECT_TRUE(bytes_of(elsewhere / "real.wav").starts_with("RIFF"));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"out.wav"});
  EXPECT_EQ(elsewhere.names(), std::vector<std::string>{"real.wav"});
}

TEST_F(OutNames, ALinkToNothingIsSaid) {
  fs::create_symlink("gone.wav", folder / "out.wav");
  for (const Words& more : {Words{}, Words{"--overwrite"}}) {
    expect_refused(render_to("out.wav", more), "is a link to nothing, gone.wav", {"out.wav"});
  }
}

TEST_F(OutNames, ALinkInALoopIsSaid) {
  fs::create_symlink("out.wav", folder / "out.wav");
  expect_refused(render_to("out.wav", {"--overwrite"}), "out.wav: Too many levels", {"out.wav"});
}

TEST_F(OutNames, TheModeOfAReplacedFileStays) {
  for (const unsigned mode : {0600u, 0640u, 0666u}) {
    write_bytes(folder / "out.wav", "old");
    fs::permissions(folder / "out.wav", fs::perms(mode));
    ASSERT_EQ(render_to("out.wav", {"--overwrite"}).status, 0);
    EXPECT_EQ(mode_of(folder / "out.wav"), mode);
    EXPECT_TRUE(bytes_of(folder / "out.wav").starts_with("RIFF"));
  }
}

TEST_F(OutNames, ANewFileHasTheModeOfTheShell) {
  const mode_t before = umask(027);
  ASSERT_EQ(render_to("out.wav").status, 0);
  umask(before);
  EXPECT_EQ(mode_of(folder / "out.wav"), 0640u);
}

// Renamed over it, a file would take the place of the pipe or, for root, of the device.
TEST_F(OutNames, PipesAndDevicesAreNotReplaced) {
  ASSERT_EQ(mkfifo((folder / "pipe.wav").c_str(), 0600), 0);
  fs::create_symlink("/dev/null", folder / "null.wav");
  const std::vector<std::string> names = {"null.wav", "pipe.wav"};
  for (const std::string& name : names) {
    expect_refused(render_to(name, {"--overwrite"}), "is a pipe or a device", names);
  }
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(fs::is_fifo(folder / "pipe.wav"));
}

TEST_F(OutNames, AFolderThatMayNotBeWrittenIsSaid) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::permissions(folder.path(), fs::perms(0500));
  expect_refused(render_to("out.wav"), "cannot write in", {});
  fs::permissions(folder.path(), fs::perms(0700));
}

TEST_F(OutNames, AFileThatMayNotBeWrittenIsNotReplaced) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everything";
  write_bytes(folder / "out.wav", "old");
  fs::permissions(folder / "out.wav", fs::perms(0400));
  expect_refused(render_to("out.wav", {"--overwrite"}), "Permission denied", {"out.wav"});
  EXPECT_EQ(bytes_of(folder / "out.wav"), "old");
}

}  // namespace
}  // namespace otoscape::test
