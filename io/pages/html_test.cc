// SPDX-License-Identifier: Apache-2.0
#include "io/pages/html.h"

#include <gtest/gtest.h>

namespace otoscape::io::pages {
namespace {

TEST(Html, PlacesAreFilledOnceAndNotAgain) {
  std::string page = "{{a}}-{{b}}-{{a}}";
  put(page, "a", "{{a}}{{b}}");
  EXPECT_EQ(page, "{{a}}{{b}}-{{b}}-{{a}}{{b}}");
}

TEST(Html, JsonInAScriptCannotEndIt) {
  EXPECT_EQ(json_string("a\"\\\n</script><!--"), "\"a\\\"\\\\\\u000a\\u003c/script>\\u003c!--\"");
}

TEST(Html, NamesOfFilesBecomeUrls) {
  EXPECT_EQ(url("../a film/100%#?.mp4"), "../a%20film/100%25%23%3F.mp4");
  EXPECT_EQ(url("a:b.mp4"), "a%3Ab.mp4");  // else "a" would be a scheme
  EXPECT_EQ(url("é.mp4"), "%C3%A9.mp4");
}

}  // namespace
}  // namespace otoscape::io::pages
