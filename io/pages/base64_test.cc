// SPDX-License-Identifier: Apache-2.0
#include "io/pages/base64.h"

#include <gtest/gtest.h>

namespace otoscape::io::pages {
namespace {

// RFC 4648, section 10.
TEST(Base64, WritesTheVectorsOfItsStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesAnyByte) { EXPECT_EQ(base64(std::string_view("\0\xff\xfe", 3)), "AP/+"); }

}  // namespace
}  // namespace otoscape::io::pages
