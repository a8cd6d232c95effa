// SPDX-License-Identifier: Apache-2.0
#include "io/stems/file_names.h"

#include <gtest/gtest.h>

namespace otoscape::io::stems {
namespace {

std::vector<std::string> names_of(std::vector<std::string> names) {
  std::vector<Stem> stems;
  for (std::string& name : names) stems.push_back({std::move(name), {}, ""});
  return file_names(stems);
}

using Names = std::vector<std::string>;

TEST(FileNames, AreTheStemsOwn) {
  EXPECT_EQ(names_of({"world", "ringing whistle", "body h\xc3\xb6ren"}),
            (Names{"world.wav", "ringing whistle.wav", "body h\xc3\xb6ren.wav"}));
}

TEST(FileNames, CannotLeaveTheirFolder) {
  EXPECT_EQ(names_of({"../../etc/passwd", "/root", "a\\b", "..", ".hidden", ""}),
            (Names{"_.._etc_passwd.wav", "_root.wav", "a_b.wav", "stem.wav", "hidden.wav",
                   "stem 2.wav"}));
}

TEST(FileNames, HoldNothingThatAFileSystemRefuses) {
  EXPECT_EQ(names_of({"a:b*c?d\"e<f>g|h", std::string("zero\0end", 8), "line\nend", "bad\xff",
                      "dots. . .", "con", "LPT1.take", "comb"}),
            (Names{"a_b_c_d_e_f_g_h.wav", "zero_end.wav", "line_end.wav", "bad_.wav", "dots.wav",
                   "_con.wav", "_LPT1.take.wav", "comb.wav"}));
}

TEST(FileNames, AreShortEnough) {
  const Names names = names_of({std::string(5000, 'x')});
  EXPECT_LE(names[0].size(), 110u);
}

TEST(FileNames, DifferAlsoWhereCaseDoesNotCount) {
  EXPECT_EQ(names_of({"ringing", "Ringing", "ringing", "ringing 2", "a/b", "a:b"}),
            (Names{"ringing.wav", "Ringing 2.wav", "ringing 3.wav", "ringing 2 2.wav", "a_b.wav",
                   "a_b 2.wav"}));
}

}  // namespace
}  // namespace otoscape::io::stems
