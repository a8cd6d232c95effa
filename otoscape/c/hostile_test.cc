// SPDX-License-Identifier: Apache-2.0
// What the fuzzer of the C interface found; see fuzz/c_fuzzer.cc.

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "otoscape/c/otoscape.h"

namespace {

otoscape_error error_of_size(std::size_t size) {
  otoscape_error error;
  std::memset(&error, 0x7E, sizeof error);
  error.size = size;
  return error;
}

TEST(HostileArguments, AnErrorCitesBytesThatAreNoUtf8AsQuestionMarks) {
  otoscape_error error = error_of_size(sizeof error);
  // A lone lead byte, an over-long form, a surrogate, and what lies above the last character.
  const char* const name = "a\xC3 \xE0\x80\x80 \xED\xA0\x80 \xF4\x90\x80\x80 \xC3\xA4";
  EXPECT_EQ(otoscape_listener_from_text("format = 1", -1, name, nullptr, &error), nullptr);
  const std::string sentence = error.sentence;
  EXPECT_TRUE(sentence.starts_with("a? ??? ??? ???? \xC3\xA4")) << sentence;
}

TEST(HostileArguments, ASentenceEndsWithinTheCallersStruct) {
  for (const std::size_t room : {1, 2, 40, 1023}) {
    otoscape_error error = error_of_size(offsetof(otoscape_error, sentence) + room);
    EXPECT_EQ(otoscape_map_from_text("contacts = 1", -1, nullptr, &error), nullptr);
    EXPECT_LT(strnlen(error.sentence, room), room);
    EXPECT_EQ(error.sentence[room], 0x7E) << "what lies behind the struct is another's";
  }
}

TEST(HostileArguments, ASizeThatEndsWithinAPointerIsRefused) {
  otoscape_listener* listener =
      otoscape_listener_from_text("preset:N3", -1, nullptr, nullptr, nullptr);
  const otoscape_listener* listeners[] = {listener};
  otoscape_live_setup setup;
  for (std::size_t size = 0; size < sizeof setup; ++size) {
    otoscape_live_setup_init(&setup, sizeof setup);
    setup.listeners = listeners;
    setup.listener_count = 1;
    setup.size = size;
    otoscape_error error = error_of_size(sizeof error);
    EXPECT_EQ(otoscape_live_create(&setup, nullptr, &error), nullptr);
    EXPECT_EQ(error.status, OTOSCAPE_USAGE);
  }
  otoscape_listener_free(listener);
}

}  // namespace
