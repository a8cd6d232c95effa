// SPDX-License-Identifier: Apache-2.0
#include "io/path_text.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace otoscape::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPaths[] = {"",     "a",     "a.toml", "a/b.c.toml", "/a",     "/",   "a/",
                                  "a//b", ".toml", "a/.b",   "..",         "a/../b", "a/.", "b."};

TEST(PathText, SplitsAndJoinsAsTheStandardLibraryDoes) {
  for (const char* path : kPaths) {
    SCOPED_TRACE(path);
    EXPECT_EQ(folder_of(path), fs::path(path).parent_path().string());
    EXPECT_EQ(file_name_of(path), fs::path(path).filename().string());
    EXPECT_EQ(stem_of(path), fs::path(path).stem().string());
    EXPECT_EQ(extension_of(path), fs::path(path).extension().string());
    for (const char* folder : {"", "f", "f/", "/"}) {
      const auto whole = *folder == '\0' ? fs::path(path) : fs::path(folder) / path;
      EXPECT_EQ(joined(folder, path), whole.string()) << folder;
    }
  }
}

}  // namespace
}  // namespace otoscape::io
