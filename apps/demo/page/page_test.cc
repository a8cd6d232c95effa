// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "apps/demo/film/story.h"
#include "apps/demo/page/page_story.h"
#include "io/pages/base64.h"
#include "io/pages/follows_scheme.h"

namespace otoscape::demo::page {
namespace {

using io::pages::base64;

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
  Exhibit e{id, "Name of " + id, loss, "/out/scene-" + id + ".mp4", {}, {"Headline.", {}}, {}, {},
            {}};
  e.pictures.seconds = 84.0;
  e.pictures.spectrogram = {84.0, std::vector<float>(2 * io::pages::Spectrogram::kRows, 1e-4f)};
  return e;
}

ImplantExhibit implant() {
  ImplantExhibit exhibit{
      {"I don't hear it.", "<svg>electrodes</svg>", "It & it.", 5.5, {}}, {}, "<svg>places</svg>"};
  for (const film::SampleKind& kind : film::kSamples) {
    exhibit.render.samples.push_back({kind, {}, fmt::format("sound {}", kind.preset)});
    exhibit.spectrograms.push_back({5.5, std::vector<float>(io::pages::Spectrogram::kRows)});
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

TEST(Page, NamesTheFilmsBesideItAndNothingElse) {
  const auto page = build_page(contents());
  ASSERT_TRUE(page);
  EXPECT_FALSE(holds(*page, "{{"));
  EXPECT_FALSE(holds(*page, "http:"));
  EXPECT_FALSE(holds(*page, "https:"));
  EXPECT_FALSE(holds(*page, "autoplay"));
  EXPECT_FALSE(holds(*page, "/out/"));
  EXPECT_EQ(count(*page, "src=\"scene-typical.mp4\""), 4);  // picture and sound of two players
  EXPECT_EQ(count(*page, "src=\"scene-N3.mp4\""), 1);
  EXPECT_EQ(count(*page, "src=\"scene-sudden-loss.mp4\""), 1);
  EXPECT_EQ(count(*page, "<track kind='captions'"), 2);
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
  EXPECT_TRUE(holds(*page, base64(io::pages::follows_scheme("<svg>electrodes</svg>"))));
  EXPECT_TRUE(holds(*page, base64(io::pages::follows_scheme("<svg>places</svg>"))));
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
