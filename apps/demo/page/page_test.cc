// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "apps/demo/film/story.h"
#include "apps/demo/page/base64.h"
#include "apps/demo/page/page_story.h"
#include "apps/demo/tools/files.h"

namespace otoscape::demo::page {
namespace {

constexpr char kArc[] =
    "<svg viewBox=\"0 0 1000 500\" data-time-left=\"100\" data-time-right=\"900\" "
    "data-seconds=\"84.000\"></svg>";

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

int count(const std::string& text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

Exhibit exhibit(const std::string& id, const std::string& loss) {
  Exhibit e{id, "Name of " + id, loss, {}, {}, {"Headline.", {}}, "png", {}};
  e.film = std::filesystem::path(testing::TempDir()) / ("otoscape-page-" + id + ".mp4");
  EXPECT_TRUE(tools::write_file(e.film, "film " + id));
  return e;
}

ImplantExhibit implant() {
  ImplantExhibit exhibit{
      {"I don't hear it.", "<svg>electrodes</svg>", "It & it.", 5.5, {}}, {}, "<svg>places</svg>"};
  for (const film::SampleKind& kind : film::kSamples) {
    exhibit.render.samples.push_back({kind, {}, fmt::format("sound {}", kind.preset)});
    exhibit.spectrograms.push_back("png");
  }
  return exhibit;
}

PageContents contents() {
  const film::StorySummary told{
      {"Sudden < slow.", "One story."}, 20.0, {{31.2, 42.4, 22.4}}, 0.0, 0};
  return {{exhibit("typical", ""), exhibit("N3", "a loss")},
          {exhibit("sudden-loss", "one possible story"), told, kArc},
          implant(),
          "WEBVTT\n",
          "Levels."};
}

TEST(Page, NeedsNothingElseAndHoldsEachFilmOnce) {
  const auto page = build_page(contents());
  ASSERT_TRUE(page);
  EXPECT_FALSE(holds(*page, "{{"));
  EXPECT_FALSE(holds(*page, "http"));
  EXPECT_FALSE(holds(*page, "autoplay"));
  for (const char* id : {"typical", "N3", "sudden-loss"}) {
    EXPECT_EQ(count(*page, fmt::format("id='data-{}'", id)), 1) << id;
    EXPECT_TRUE(holds(*page, base64(fmt::format("film {}", id)))) << id;
  }
  EXPECT_EQ(count(*page, "<video data-who='typical'"), 2);
  EXPECT_EQ(count(*page, "<video data-who='sudden-loss'"), 1);
  EXPECT_EQ(count(*page, "<track kind='captions'"), 4);
}

TEST(Page, TellsTheStory) {
  const auto page = build_page(contents());
  ASSERT_TRUE(page);
  for (const film::Moment& moment : film::kMoments)
    EXPECT_TRUE(holds(*page, fmt::format("data-time='{}'>", moment.start_s))) << moment.words;
  for (const char* words :
       {"<span>0:21</span><b>The pop", "<p>Sudden &lt; slow.</p>", "<p>One story.</p>",
        "by 42 LU at 0:31", "let 20 LU through at once", "the other 22 LU", "had nothing to do"})
    EXPECT_TRUE(holds(*page, words)) << words;
}

TEST(Page, ShowsTheImplantStepByStep) {
  const auto page = build_page(contents());
  ASSERT_TRUE(page);
  EXPECT_TRUE(holds(*page, base64("<svg>electrodes</svg>")));
  EXPECT_TRUE(holds(*page, base64("<svg>places</svg>")));
  EXPECT_TRUE(holds(*page, "alt=\"Electrodogram of the sentence “I don't hear it.”"));
  EXPECT_TRUE(holds(*page, "“It &amp; it.”"));
  EXPECT_EQ(count(*page, "<audio controls"), static_cast<int>(film::kSamples.size()));
  for (const film::SampleKind& kind : film::kSamples) {
    EXPECT_TRUE(holds(*page, base64(fmt::format("sound {}", kind.preset)))) << kind.name;
    EXPECT_TRUE(holds(*page, kind.model)) << kind.name;
    EXPECT_TRUE(holds(*page, kind.assumptions)) << kind.name;
  }
  EXPECT_TRUE(holds(*page, ">5 s</text>"));
}

TEST(Page, TheLineRunsOverThePicturesTimes) {
  const auto figure = arc_figure(kArc);
  ASSERT_TRUE(figure);
  EXPECT_TRUE(holds(*figure, "style='left:10.000%;right:10.000%'"));
  EXPECT_TRUE(holds(*figure, "data-seconds='84'"));
  EXPECT_FALSE(arc_figure("<svg viewBox=\"0 0 1000 500\"></svg>"));
}

TEST(Page, SaysWhatTheSafetyLayerDid) {
  film::StorySummary told{{}, 20.0, {}, 0.0, 0};
  EXPECT_TRUE(holds(held_words(told), "did not act"));
  told.held = {{31.2, 42.4, 22.4}, {38.4, 40.1, 20.1}};
  EXPECT_TRUE(holds(held_words(told), "by 42 LU at 0:31 and by 40 LU at 0:38"));
  EXPECT_TRUE(holds(held_words(told), "the other 22 and 20 LU"));
  told.inner_limit_db = -2.0;
  told.guard_events = 1;
  EXPECT_TRUE(holds(held_words(told), "held down by up to 2.0 dB"));
  EXPECT_TRUE(holds(held_words(told), "peaks 1 time to"));
}

}  // namespace
}  // namespace otoscape::demo::page
