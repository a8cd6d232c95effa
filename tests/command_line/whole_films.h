// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {

inline const Words kPicture = {"-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1"};
inline const Words kTone = {"-f", "lavfi", "-i", "sine=r=48000:d=1"};

inline const Words kH264 = {"-c:v", "libx264", "-preset",  "ultrafast",
                            "-bf",  "2",       "-pix_fmt", "yuv420p"};

inline Words and_then(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// Makes films of a second by FFmpeg's program and renders them.
class WholeFilms : public testing::Test {
 protected:
  // Runs ffmpeg and writes `name` in the folder. Returns its path.
  std::string make(const std::string& name, const std::vector<Words>& parts) {
    Words words = {"ffmpeg", "-v", "error", "-y"};
    for (const Words& part : parts) words.insert(words.end(), part.begin(), part.end());
    words.push_back(folder / name);
    must_run(words);
    return folder / name;
  }
  std::string film(const std::string& name, const Words& codecs) {
    return make(name, {kPicture, kTone, codecs});
  }
  std::string rendered(const std::string& in, const std::string& name, const Words& more = {}) {
    ran = render(in, folder / name, more);
    EXPECT_EQ(ran.status, 0) << in << " to " << name << ": " << ran.err;
    return folder / name;
  }
  void expect_picture_kept(const std::string& in, const std::string& out) {
    const auto a = stream_of(probe(in), "video"), b = stream_of(probe(out), "video");
    ASSERT_FALSE(b.is_null()) << in << " to " << out;
    EXPECT_EQ(a["codec_name"], b["codec_name"]) << out;
    EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0")) << out;
    EXPECT_EQ(ran.out.find("left out"), std::string::npos) << ran.out;
  }
  bool says(const std::string& words) const {
    return (ran.out + ran.err).find(words) != std::string::npos;
  }

  TemporaryFolder folder;
  Ran ran;
};

}  // namespace otoscape::test
