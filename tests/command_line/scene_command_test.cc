// SPDX-License-Identifier: Apache-2.0
// Looking at scenes from a terminal.

#include <gtest/gtest.h>

#include "tests/support/shell.h"

namespace otoscape::test {
namespace {

TEST(SceneCommand, ShowsABuiltInSceneAsItsFileWhichLoadsAgain) {
  const TemporaryFolder folder;
  const Ran shown = otoscape({"presets", "show", "sudden-loss"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_EQ(shown.out, bytes_of(OTOSCAPE_SOURCE_DIR "/presets/sudden-loss.toml"));
  write_bytes(folder / "my.toml", shown.out);
  const Ran mine = otoscape({"scene", "check", folder / "my.toml"});
  EXPECT_EQ(mine.status, 0) << mine.err;
  EXPECT_EQ(mine.out, otoscape({"scene", "check", "preset:sudden-loss"}).out);
}

TEST(SceneCommand, ListsListenersAndScenes) {
  const std::string list = otoscape({"presets"}).out;
  EXPECT_TRUE(says(list, "Listeners") && says(list, "N3"));
  EXPECT_TRUE(says(list, "Scenes") && says(list, "sudden-loss"));
}

TEST(SceneCommand, ChecksAgainstALengthAndRefusesWhatIsTooShort) {
  const Ran fitted = otoscape({"scene", "check", "preset:sudden-loss", "--fit", "1:30:00"});
  EXPECT_EQ(fitted.status, 0);
  EXPECT_TRUE(says(fitted.out, "22:30        struck")) << fitted.out;
  const Ran refused = otoscape({"scene", "check", "preset:sudden-loss", "--fit", "20"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_TRUE(says(refused.err, "needs 38.8 s or more")) << refused.err;
  EXPECT_EQ(otoscape({"scene", "check", "preset:sudden-loss", "--fit", "film"}).status, 2);
}

TEST(SceneCommand, NamesFileAndLineOfAnError) {
  const TemporaryFolder folder;
  write_bytes(folder / "s.toml",
              "format = \"otoscape.scene/1\"\n[[at]]\ntime = 0\nprespective = 1\n");
  const Ran ran = otoscape({"scene", "check", folder / "s.toml"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(
      says(ran.err, "s.toml:4: unknown key \"prespective\"; did you mean \"perspective\"?"));
  EXPECT_EQ(lines_of(ran.err), 1);
  EXPECT_EQ(otoscape({"scene", "check", "preset:suden-loss"}).status, 2);
}

TEST(SceneCommand, DrawsOnceAndOnlyAsAPicture) {
  const TemporaryFolder folder;
  const Words plot = {"scene", "plot", "preset:one-ear", "-o", folder / "arc.svg"};
  EXPECT_EQ(otoscape(plot).status, 0);
  const std::string drawn = bytes_of(folder / "arc.svg");
  EXPECT_TRUE(drawn.starts_with("<svg") && drawn.ends_with("</svg>\n"));
  EXPECT_EQ(otoscape(plot).status, 1) << "it exists";
  EXPECT_EQ(bytes_of(folder / "arc.svg"), drawn);
  EXPECT_EQ(otoscape({"scene", "plot", "preset:one-ear", "-o", folder / "arc.png"}).status, 2);
  EXPECT_EQ(otoscape({"scene", "plot", "preset:one-ear", "-o", folder / "b.svg", "--fit"}).status,
            2);
}

}  // namespace
}  // namespace otoscape::test
