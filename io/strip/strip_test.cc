// SPDX-License-Identifier: Apache-2.0
#include "io/strip/strip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "io/strip/glyphs.h"

namespace otoscape::io::strip {
namespace {

struct Rgb {
  int red, green, blue, opacity;
};
Rgb at(const Raster& raster, int x, int y) {
  const auto* p = raster.pixels().data() + (static_cast<std::size_t>(y) * raster.width() + x) * 4;
  return {p[0], p[1], p[2], p[3]};
}

StripFilm film(double length_s) {
  StripFilm film;
  film.length_s = length_s;
  const int spoken = static_cast<int>(10.0 * std::min(length_s, 600.0));
  for (int i = 0; i < spoken; ++i) film.speech.values.push_back({i % 20 < 10, 0.8f, 0.4f, 1.0f});
  return film;
}

std::vector<std::uint8_t> copy(const Raster& raster) {
  return {raster.pixels().begin(), raster.pixels().end()};
}

// What is drawn piece by piece, as the film goes on, is what is drawn at once.
TEST(Strip, StepsAreTheWhole) {
  for (const double aspect : {1.0, 4.0 / 3.0, 0.9}) {
    const StripLook look{640, 58, aspect};
    Strip stepped(look, film(70.0));
    const StripMoment moment;
    for (double t = 0.0; t < 31.0; t += 0.04) {
      const auto before = copy(stepped.at(t, moment).raster);
      const auto drawn = stepped.at(t + 0.04, moment);
      for (std::size_t i = 0; i < before.size(); ++i) {
        const int x = static_cast<int>(i / 4 % 640);
        if (x >= drawn.from && x < drawn.to) continue;
        ASSERT_EQ(before[i], drawn.raster.pixels()[i]) << t << " changed outside its columns";
      }
      t += 2.7;
    }
    const auto last = copy(stepped.at(31.5, moment).raster);
    Strip once(look, film(70.0));
    EXPECT_EQ(last, copy(once.at(31.5, moment).raster)) << aspect;
  }
}

TEST(Strip, ALongFilmHasPages) {
  Strip strip({640, 58, 1.0, 0.8, 60.0}, film(600.0));
  const StripMoment moment;
  EXPECT_EQ(strip.at(59.9, moment).from, 0) << "the first";
  EXPECT_GT(strip.at(59.95, moment).from, 0);
  const auto page = strip.at(60.1, moment);
  EXPECT_EQ(page.to - page.from, 640) << "a new page";
}

TEST(Strip, AFilmOfUnknownLengthHasPages) {
  Strip strip({640, 58, 1.0, 0.8, 60.0}, film(std::numeric_limits<double>::infinity()));
  const StripMoment moment;
  strip.at(1.0, moment);
  EXPECT_GT(strip.at(30.0, moment).to, 200) << "the place moves on";
  const auto page = strip.at(60.1, moment);
  EXPECT_EQ(page.to - page.from, 640) << "a new page";
}

// Words and lines are wider where pixels are narrower.
TEST(Strip, ACircleStaysRound) {
  Raster wide(80, 40, 2.0), square(160, 40, 1.0);
  for (Raster* raster : {&wide, &square}) raster->circle({80.0, 20.0}, 12.0, 3.0, ink(0xffffff));
  EXPECT_GT(at(wide, 46, 20).opacity, 100);    // 93 units
  EXPECT_GT(at(square, 92, 20).opacity, 100);  // 92.5 units
  EXPECT_LT(at(wide, 52, 20).opacity, 20);
  EXPECT_GT(at(wide, 40, 8).opacity, 100);
}

TEST(Strip, RightIsRedAndLeftIsBlue) {
  StripMoment moment;
  moment.ears[0].db_hl.fill(30);
  moment.ears[1].db_hl.fill(90);
  Strip strip({1280, 116}, film(30.0));
  const Raster& raster = strip.at(0.0, moment).raster;
  const auto line = [&](int level) {  // between the marks at 1 and 2 kHz
    return at(raster, static_cast<int>(0.09 * 116 + 1.35 * 116 * 3.5 / 6.0),
              static_cast<int>(0.09 * 116 + 0.82 * 116 * level / 120.0));
  };
  EXPECT_GT(line(30).blue, line(30).red + 60);
  EXPECT_GT(line(90).red, line(90).blue + 60);
}

TEST(Strip, AllItsWordsHaveLetters) {
  for (const char letter : std::string("0123456789noisepulselowcricketsspeechimplantbodyHzkR L+.-"))
    EXPECT_EQ(glyph_of(letter).lines.empty(), letter == ' ') << letter;
}

}  // namespace
}  // namespace otoscape::io::strip
