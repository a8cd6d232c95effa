// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/sound_outline.h"

#include <gtest/gtest.h>

#include "tests/support/shell.h"

namespace otoscape::jobs::measure {
namespace {

TEST(SoundOutline, FollowsTheLouderChannelOfAFilm) {
  const test::TemporaryFolder folder;
  const std::string film = folder / "film.mkv";
  test::must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i",
                  "aevalsrc='0.25*sin(3000*t)*lt(t,1)|0.5*sin(3000*t)*gte(t,2)':s=48000:d=3",
                  "-c:a", "pcm_s16le", film});
  const auto outline = sound_outline(film);
  ASSERT_TRUE(outline) << outline.error().sentence;
  ASSERT_EQ(outline->peaks.size(), 30u);
  EXPECT_NEAR(outline->peaks[5], 0.25f, 0.01f);
  EXPECT_EQ(outline->peaks[15], 0.0f);
  EXPECT_NEAR(outline->peaks[25], 0.5f, 0.01f);
  EXPECT_NEAR(outline->length.value(), 3.0, 1e-6);
  EXPECT_NEAR(film_length(film)->value(), 3.0, 0.05);
}

TEST(SoundOutline, SaysWhatIsWrong) {
  EXPECT_FALSE(sound_outline("gone.mkv"));
  EXPECT_FALSE(film_length("gone.mkv"));
}

}  // namespace
}  // namespace otoscape::jobs::measure
