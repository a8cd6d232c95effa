// SPDX-License-Identifier: Apache-2.0
// Renders that end in the middle: what is not complete never has OUT's name, and what had it before
// stays.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

using namespace std::chrono_literals;

// The program in a process of its own, so that it can be stopped.
class Running {
 public:
  // largest_file: as if the disk were full beyond so many bytes; 0: no limit.
  Running(Words words, const std::string& errors, rlim_t largest_file = 0) {
    words.insert(words.begin(), OTOSCAPE_PROGRAM);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = fork();
    if (process_ < 0) throw std::runtime_error("cannot fork");
    if (process_ > 0) return;
    const int file = open(errors.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    dup2(file, STDOUT_FILENO);
    const rlimit limit{largest_file, largest_file};
    if (largest_file > 0) setrlimit(RLIMIT_FSIZE, &limit);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  void signal(int number) const { kill(process_, number); }
  // Exit status, or 128 + signal.
  int wait() const {
    int status = 0;
    waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t process_ = -1;
};

class Interrupted : public testing::Test {
 protected:
  // Long enough that it cannot be over before the signal comes.
  void SetUp() override {
    Sound in{48000, 2, {}};
    const Sound second = noise_and_tones(48000, 2, 1.0);
    for (int i = 0; i < 120; ++i)
      in.samples.insert(in.samples.end(), second.samples.begin(), second.samples.end());
    write_wav(folder / "in.wav", in);
  }
  Words words(const Words& more = {}) {
    Words all = {"render",     folder / "in.wav", "-o",     results / "out.wav",
                 "--listener", "preset:N3",       "--quiet"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  // Until some of the render has been written under another name.
  void wait_for_temporary() const {
    for (int tries = 0; tries < 2000; ++tries) {
      for (const std::string& name : results.names()) {
        std::error_code none;
        const auto bytes = std::filesystem::file_size(results / name, none);
        if (name != "out.wav" && !none && bytes > 100000) return;
      }
      std::this_thread::sleep_for(5ms);
    }
    FAIL() << "no temporary file appeared";
  }
  std::string errors() const { return bytes_of(folder / "errors"); }

  TemporaryFolder folder;   // IN and what the program said
  TemporaryFolder results;  // OUT
};

TEST_F(Interrupted, ASignalLeavesNothing) {
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    const Running running(words(), folder / "errors");
    wait_for_temporary();
    running.signal(number);
    EXPECT_EQ(running.wait(), 128 + number);
    EXPECT_EQ(results.names(), std::vector<std::string>{}) << number;
  }
}

// FFmpeg may crash on a damaged file: the sentence names it. A sanitizer writes its own report.
TEST_F(Interrupted, ACrashNamesItsInputAndLeavesNothing) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP();
#endif
  for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS}) {
    const Running running(words(), folder / "errors");
    wait_for_temporary();
    running.signal(number);
    EXPECT_EQ(running.wait(), 128 + number);
    EXPECT_EQ(results.names(), std::vector<std::string>{}) << number;
    const std::string said = errors();
    EXPECT_NE(said.find("crashed reading " + (folder / "in.wav") + "; nothing was written under " +
                        (results / "out.wav")),
              std::string::npos)
        << said;
    EXPECT_EQ(lines_of(said), 1);
  }
}

TEST_F(Interrupted, ASignalLeavesWhatWasThere) {
  write_bytes(results / "out.wav", "untouched");
  const Running running(words({"--overwrite"}), folder / "errors");
  wait_for_temporary();
  running.signal(SIGTERM);
  EXPECT_EQ(running.wait(), 128 + SIGTERM);
  EXPECT_EQ(results.names(), std::vector<std::string>{"out.wav"});
  EXPECT_EQ(bytes_of(results / "out.wav"), "untouched");
}

TEST_F(Interrupted, KilledOutrightThereIsNoOut) {
  const Running running(words(), folder / "errors");
  wait_for_temporary();
  running.signal(SIGKILL);
  EXPECT_EQ(running.wait(), 128 + SIGKILL);
  const auto names = results.names();
  EXPECT_EQ(std::ranges::count(names, "out.wav"), 0);
}

TEST_F(Interrupted, KilledOutrightAnExistingOutStays) {
  write_bytes(results / "out.wav", "untouched");
  const Running running(words({"--overwrite"}), folder / "errors");
  wait_for_temporary();
  running.signal(SIGKILL);
  EXPECT_EQ(running.wait(), 128 + SIGKILL);
  EXPECT_EQ(bytes_of(results / "out.wav"), "untouched");
}

TEST_F(Interrupted, AFullDiskIsSaidAndLeavesNothing) {
  for (const char* threads : {"1", "3"}) {
    const Running running(words({"--threads", threads}), folder / "errors", 1'000'000);
    EXPECT_EQ(running.wait(), 1);
    EXPECT_EQ(lines_of(errors()), 1) << errors();
    EXPECT_TRUE(errors().starts_with("otoscape: ")) << errors();
    EXPECT_NE(errors().find("out.wav"), std::string::npos) << errors();
    EXPECT_EQ(results.names(), std::vector<std::string>{});
  }
}

// What comes last is written last: an index or a trailer that no longer fits must be noticed too.
TEST_F(Interrupted, ADiskThatFillsAtTheVeryEnd) {
  const auto render_short = [&](const std::string& name, rlim_t most) {
    return Running({"render", folder / "short.wav", "-o", results / name, "--listener",
                    "preset:normal", "--quiet"},
                   folder / "errors", most)
        .wait();
  };
  write_wav(folder / "short.wav", noise_and_tones(48000, 2, 1.0));
  for (const std::string name : {"out.wav", "out.m4a", "out.mkv", "out.flac"}) {
    ASSERT_EQ(render_short(name, 0), 0);
    const auto bytes = std::filesystem::file_size(results / name);
    std::filesystem::remove(results / name);
    EXPECT_EQ(render_short(name, bytes - 1), 1) << name;
    EXPECT_EQ(results.names(), std::vector<std::string>{}) << name;
  }
}

}  // namespace
}  // namespace otoscape::test
