// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace otoscape::io::files {
namespace {

using hearing::HearingProfile;

constexpr std::string_view kHead = "format = \"otoscape.listener/1\"\n";

class ListenerSpec : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) /
              (std::string("otoscape-listener-") + test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "sub.toml");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const char* name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string error(const std::string& spec, Error::Kind kind) const {
    const auto loaded = load_listener(spec, folder_);
    if (loaded) return "no error";
    EXPECT_EQ(loaded.error().kind, kind) << spec;
    return loaded.error().sentence;
  }
  std::string at(const char* name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

TEST_F(ListenerSpec, PresetsGoByNameAndFilesByPath) {
  write("N4", std::string(kHead));
  write("drummer.toml", std::string(kHead) + "name = 'from the file'");
  write("L.json", R"({"audiogram_cfs":[500],"audiogram_levels_l":[1],"audiogram_levels_r":[2]})");
  EXPECT_EQ(load_listener("N4", folder_)->profile.left.air.at(Hertz(500)), DbHl(55));
  EXPECT_EQ(load_listener("preset:S1", folder_)->profile.name, "S1");
  EXPECT_EQ(load_listener("age:75:male", folder_)->notes.at(0),
            "ISO 7029 calls values above 70 years informative");
  EXPECT_EQ(load_listener("./N4", folder_)->profile, (HearingProfile{"N4", {}, {}}));
  EXPECT_EQ(load_listener("drummer.toml", folder_)->profile.name, "from the file");
  EXPECT_EQ(load_listener(at("drummer.toml"), "/elsewhere")->profile.name, "from the file");
  EXPECT_EQ(load_listener("L.json", folder_)->profile.right.air.at(Hertz(500)), DbHl(2));
}

TEST_F(ListenerSpec, WrongSpecsAreUsageErrors) {
  const auto usage = Error::Kind::usage;
  EXPECT_EQ(error("preset:normall", usage), R"(unknown preset "normall"; did you mean "normal"?)");
  EXPECT_EQ(error("my-listener", usage),
            R"(unknown preset "my-listener"; a file is written with its extension or a "/", )"
            "as drummer.toml");
  EXPECT_EQ(error("", usage),
            "the listener is empty; write preset:NAME or a file such as drummer.toml");
  EXPECT_EQ(error("drummer.toml#L1", usage),
            "drummer.toml#L1: #L1 picks a listener of a .json file, and this is none");
}

TEST_F(ListenerSpec, FileProblemsAreNamed) {
  const auto kind = Error::Kind::failed;
  EXPECT_EQ(error("none.toml", kind), at("none.toml") + ": no such file");
  EXPECT_EQ(error("sub.toml", kind), at("sub.toml") + ": is a folder, not a file");
  EXPECT_EQ(error("sub.toml/x", kind), at("sub.toml/x") + ": no such file");
  write("large.toml", std::string((16u << 20) + 1, '#'));
  EXPECT_EQ(error("large.toml", kind), at("large.toml") + ": is larger than 16 MB");
  write("wrong.toml", std::string(kHead) + "x = 1");
  EXPECT_EQ(error("wrong.toml", kind), at("wrong.toml") + R"(:2: unknown key "x")");
}

}  // namespace
}  // namespace otoscape::io::files
