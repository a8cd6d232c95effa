// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "io/captions/ttml_reader.h"
#include "io/captions/ttml_writer.h"

namespace otoscape::io::captions {
namespace {

constexpr const char* kFile = R"(<?xml version="1.0"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
    xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    ttp:frameRate="25" xml:lang="de">
  <head>
    <metadata><ttm:agent xml:id="who" type="character"><ttm:name>Ana</ttm:name></ttm:agent></metadata>
    <styling><style xml:id="s1" tts:color="#ffff00" tts:fontStyle="italic"/></styling>
    <layout>
      <region xml:id="up" tts:origin="10% 10%" tts:extent="80% 20%" tts:displayAlign="before"/>
      <region xml:id="down" tts:origin="10% 70%" tts:extent="80% 20%" tts:displayAlign="after"/>
    </layout>
  </head>
  <body begin="10s"><div>
    <p begin="00:00:01:05" end="3s" region="up" style="s1" ttm:agent="who">Guten
      <span tts:fontWeight="bold">Tag</span><br/>A &amp; B</p>
    <p begin="100f" dur="1.5s" region="down">Zwei</p>
  </div></body>
</tt>)";

TEST(Ttml, TimesStylesRegionsAndAgentsAreRead) {
  const auto list = read_ttml(kFile, "a.ttml");
  ASSERT_TRUE(list) << list.error().sentence;
  ASSERT_EQ(list->cues.size(), 2u);
  EXPECT_EQ(list->language, "de");
  const Cue& first = list->cues[0];
  EXPECT_DOUBLE_EQ(first.begin.value(), 11.2);
  EXPECT_DOUBLE_EQ(first.end.value(), 13.0);
  EXPECT_EQ(plain_text(first), "Guten Tag\nA & B");
  EXPECT_EQ(first.placement.row, Placement::Row::top);
  EXPECT_EQ(first.runs[0].style.voice, "Ana");
  EXPECT_EQ(first.runs[0].style.colour, 0xffff00u);
  EXPECT_TRUE(first.runs[0].style.italic);
  EXPECT_TRUE(first.runs[1].style.bold);
  EXPECT_DOUBLE_EQ(list->cues[1].begin.value(), 14.0);
  EXPECT_DOUBLE_EQ(list->cues[1].end.value(), 15.5);
  EXPECT_EQ(list->cues[1].placement.row, Placement::Row::bottom);
}

TEST(Ttml, WhatIsWrittenReadsTheSame) {
  auto list = read_ttml(kFile, "a.ttml");
  ASSERT_TRUE(list);
  const auto again = read_ttml(ttml_text(*list, {"A <title>", "de"}), "b.ttml");
  ASSERT_TRUE(again) << again.error().sentence;
  EXPECT_EQ(again->cues, list->cues);
}

TEST(Ttml, FaultsAreSaidWithTheirLine) {
  const auto sentence = [](const std::string& text) {
    const auto list = read_ttml(text, "a.ttml");
    return list ? std::string("read") : list.error().sentence;
  };
  EXPECT_EQ(sentence("<tt><body><div>\n<p begin=\"1s\">A</p></div></body></tt>"),
            "a.ttml:2: a caption has no end");
  EXPECT_EQ(sentence("<tt><body>\n</div></tt>"),
            "a.ttml:2: \"div\" ends here, but it is not the one that is open");
  EXPECT_EQ(sentence("<!DOCTYPE x []><tt/>"), "a.ttml:1: has a document type, which is not read");
  EXPECT_EQ(sentence("<html></html>"), "a.ttml: is XML, but no timed text: it has no <tt>");
  EXPECT_EQ(sentence("<tt><body><div><p begin=\"soon\" end=\"2s\">A</p></div></body></tt>"),
            "a.ttml:1: the time begin=\"soon\" cannot be read; write 00:00:01.500");
}

}  // namespace
}  // namespace otoscape::io::captions
