// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/languages.h"

#include <gtest/gtest.h>

namespace otoscape::jobs::captions {
namespace {

TEST(Languages, HaveTwoLettersInPagesAndThreeInContainers) {
  for (const char* code : {"deu", "ger"}) EXPECT_EQ(two_letters(code), "de");
  EXPECT_EQ(two_letters("eng"), "en");
  EXPECT_EQ(two_letters("gsw"), "gsw");  // has three letters alone
  EXPECT_EQ(two_letters("pt-BR"), "pt-BR");
  EXPECT_EQ(three_letters("de"), "deu");
  EXPECT_EQ(three_letters("pt-BR"), "por");
  EXPECT_EQ(three_letters("eng"), "eng");
}

}  // namespace
}  // namespace otoscape::jobs::captions
