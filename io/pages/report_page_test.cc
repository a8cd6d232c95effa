// SPDX-License-Identifier: Apache-2.0
#include "io/pages/report_page.h"

#include <gtest/gtest.h>

#include "io/pages/arc_figure.h"

namespace otoscape::io::pages {
namespace {

constexpr char kArc[] =
    "<svg viewBox=\"0 0 1000 500\" data-time-left=\"100\" data-time-right=\"900\" "
    "data-seconds=\"84.000\"></svg>";

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

ReportContents contents() {
  ReportContents c;
  c.title = "A <film>";
  c.whose = "along the scene “S & L”";
  c.notices = {"Sudden < slow."};
  c.player.id = "film";
  c.player.seconds = 84.0;
  c.player.picture = "my film.mp4";
  c.player.versions = {{"room", "In the room", "Unchanged.", "my film.mp4", 0.0, true, {}, {}},
                       {"heard", "As heard", "One.", "heard.mp4", 0.0, false, {}, {}}};
  c.player.versions[1].hearing.rows = {{0.0, {}, 1.0}};
  c.player.moments = {{21.5, "The <pop>"}};
  c.player.captions = {
      {"Point of hearing", "en", "WEBVTT\n\n00:01.000 --> 00:02.000\n[A whistle]\n"}};
  c.player.vibration = {{100, 50}};
  c.arc_svg = kArc;
  c.sheet.scene = true;
  c.sheet.assumptions = {"Level: 91 < 100."};
  return c;
}

TEST(ReportPage, NamesItsFilesAndNothingElse) {
  const auto page = report_page(contents());
  ASSERT_TRUE(page);
  EXPECT_FALSE(holds(*page, "{{"));
  for (const char* word : {"http:", "https:", "autoplay", "<film>", "<pop>"})
    EXPECT_FALSE(holds(*page, word)) << word;
  for (const char* words :
       {"src=\"my%20film.mp4\"", "src=\"heard.mp4\"", "A &lt;film&gt;", "Sudden &lt; slow.",
        "“S &amp; L”", "Content-Security-Policy", "Before you listen", "One possible percept",
        "<track kind='captions' srclang=\"en\" label=\"Point of hearing\"", "class='vibration'",
        "<span>0:21</span><b>The &lt;pop&gt;</b>", "Level: 91 &lt; 100."})
    EXPECT_TRUE(holds(*page, words)) << words;
}

TEST(ReportPage, SafetyComesBeforeThePlayer) {
  const auto page = report_page(contents());
  ASSERT_TRUE(page);
  EXPECT_LT(page->find("Before you listen"), page->find("data-player"));
}

TEST(ReportPage, LeavesOutWhatIsNotThere) {
  ReportContents plain = contents();
  plain.arc_svg.clear();
  plain.sheet.scene = false;
  plain.player.picture.clear();
  plain.player.captions.clear();
  plain.player.vibration.clear();
  plain.player.moments.clear();
  const auto page = report_page(plain);
  ASSERT_TRUE(page);
  for (const char* words :
       {"<section data-arc", "The arc</th>", "<video class", "<track kind", "class='vibration'",
        "class='captions'", "class='moments'", "class='audibility'"})
    EXPECT_FALSE(holds(*page, words)) << words;
  EXPECT_TRUE(holds(*page, "without-picture"));
}

TEST(ReportPage, TheSheetHasThePartsOfTheRender) {
  ReportContents c = contents();
  c.sheet.acoustic = false;
  c.sheet.msbg = true;
  const auto page = report_page(c);
  ASSERT_TRUE(page);
  EXPECT_TRUE(holds(*page, "<th scope=\"row\">MSBG</th>"));
  EXPECT_FALSE(holds(*page, "<th scope=\"row\">Spectral smearing</th>"));
  EXPECT_FALSE(holds(*page, "<th scope=\"row\">Ringing</th>"));
  EXPECT_TRUE(holds(*page, "<th scope=\"row\">Safety</th>"));
}

TEST(ReportPage, TheRibbonShowsSpeechAlone) {
  ReportContents c = contents();
  c.player.audibility.values = {{true, 0.9f, 0.1f}, {false, 0.0f, 0.0f}};
  c.player.audibility_words = {"Each ear can use < half."};
  const auto page = report_page(c);
  ASSERT_TRUE(page);
  EXPECT_TRUE(holds(*page, "class='u2'"));
  EXPECT_TRUE(holds(*page, "class='u0'"));
  EXPECT_TRUE(holds(*page, "Each ear can use &lt; half."));
}

TEST(ReportPage, TheLineRunsOverThePicturesTimes) {
  const auto figure = arc_figure(kArc, 12.0);
  ASSERT_TRUE(figure);
  EXPECT_TRUE(holds(*figure, "style='left:10.000%;right:10.000%'"));
  EXPECT_TRUE(holds(*figure, "data-seconds='84'"));
  EXPECT_TRUE(holds(*figure, "data-begin='12'"));
  EXPECT_FALSE(arc_figure("<svg viewBox=\"0 0 1000 500\"></svg>"));
}

}  // namespace
}  // namespace otoscape::io::pages
