// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/artist.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "apps/demo/picture/cast.h"
#include "apps/demo/sound/guitar.h"
#include "apps/demo/sound/street.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr double kSmall = 0.125;  // pixels a unit: 160 × 90

// All that moves, and mouths that open and shut three times a second.
sound::Scene scene_of_all() {
  sound::Scene scene;
  sound::Random random(2);
  scene.strokes = sound::play_drums(random).strokes;
  scene.chords = sound::chord_times();
  scene.steps = sound::step_times(1);
  std::vector<float> opening(static_cast<std::size_t>(sound::kSceneLength * sound::kMouthRate));
  for (std::size_t i = 0; i < opening.size(); ++i)
    opening[i] = static_cast<float>(0.5 - 0.5 * std::cos(kTurn * 0.03 * static_cast<double>(i)));
  for (const char* who : {"Sam", "Ruth", "Audiologist"}) scene.mouths.push_back({who, opening});
  for (int guest = 0; guest < sound::kGuestCount; ++guest)
    scene.mouths.push_back({sound::guest_name(guest), opening});
  return scene;
}

std::vector<std::uint8_t> drawn(Artist& artist, Canvas& canvas, double seconds) {
  artist.draw(canvas, seconds);
  return {canvas.pixels().begin(), canvas.pixels().end()};
}

// Mean difference of two pictures, 0…255.
double difference(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (i % 4 != 3) sum += std::abs(a[i] - b[i]);
  return sum / (0.75 * static_cast<double>(a.size()));
}

// Pixels that differ.
int changed(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  int count = 0;
  for (std::size_t i = 0; i < a.size(); i += 4)
    count +=
        std::abs(a[i] - b[i]) + std::abs(a[i + 1] - b[i + 1]) + std::abs(a[i + 2] - b[i + 2]) > 6;
  return count;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double ma = 0.0, mb = 0.0, ab = 0.0, aa = 0.0, bb = 0.0;
  const double n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) ma += a[i] / n, mb += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

struct Talk {
  const char* who;
  double from_s, to_s;
};

// What a mouth alone changes in the picture, against a picture in which it stays shut.
TEST(Artist, AMouthMovesWithItsVoiceAndOnlyThen) {
  for (const Talk& talk : {Talk{"Sam", 9.0, 11.0},
                           {"Ruth", 9.0, 11.0},
                           {"Audiologist", 38.5, 40.0},
                           {"Sam", 47.0, 49.0},
                           {"Ruth", 53.2, 55.0},
                           {"Ruth", 63.5, 65.0},
                           {"Sam", 73.5, 75.5}}) {
    sound::Scene speaks = scene_of_all();
    for (sound::Mouth& mouth : speaks.mouths)
      for (std::size_t i = 0; i < mouth.opening.size(); ++i)
        if (mouth.speaker != talk.who || i / 50 % 2) mouth.opening[i] = 0.0f;  // half a second each
    sound::Scene silent = speaks;
    silent.mouths.clear();
    Artist with(speaks, 0.5), without(silent, 0.5);
    Canvas a(640, 360, 0.5), b(640, 360, 0.5);
    std::vector<double> seen, said;
    for (double t = talk.from_s; t < talk.to_s; t += 0.1) {
      const double opening = mouth_at(speaks.mouths, talk.who, t);
      const int pixels = changed(drawn(with, a, t), drawn(without, b, t));
      if (opening == 0.0) {
        EXPECT_EQ(pixels, 0) << talk.who << " at " << t;
      }
      seen.push_back(pixels);
      said.push_back(opening);
    }
    EXPECT_GT(correlation(seen, said), 0.7) << talk.who << " at " << talk.from_s;
  }
}

TEST(Artist, PlacesChangeAtTheStorysTimes) {
  const sound::Scene scene = scene_of_all();
  Artist artist(scene, kSmall);
  Canvas canvas(160, 90, kSmall);
  for (const double start : {sound::kTestStart, sound::kSwitchOnStart, sound::kPartyStart,
                             sound::kStreetStart, sound::kOffStart}) {
    EXPECT_NE(shot_at(start - 0.01).location, shot_at(start).location) << start;
    const auto before = drawn(artist, canvas, start - 0.08),
               last = drawn(artist, canvas, start - 0.04);
    const auto first = drawn(artist, canvas, start);
    EXPECT_GT(difference(last, first), 4.0 * difference(before, last)) << start;
  }
}

double luminance(const std::uint8_t* bgr) {
  const auto linear = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.0722 * linear(bgr[0]) + 0.7152 * linear(bgr[1]) + 0.2126 * linear(bgr[2]);
}

// Rises and falls by a tenth or more, of which the darker is below 0.8, of one place in the
// picture: what WCAG 2.2 (success criterion 2.3.1) calls a flash is a pair of them.
class Turns {
 public:
  void see(double value, double seconds) {
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
    if (value - low_ >= 0.1 && low_ < 0.8 && way_ <= 0) note(+1, value, seconds);
    if (high_ - value >= 0.1 && value < 0.8 && way_ >= 0) note(-1, value, seconds);
  }
  // In the second before.
  int count(double seconds) const {
    return static_cast<int>(
        std::count_if(times_.begin(), times_.end(), [&](double t) { return t > seconds - 1.0; }));
  }

 private:
  void note(int way, double value, double seconds) {
    way_ = way;
    low_ = high_ = value;
    times_.push_back(seconds);
  }

  double low_ = 2.0, high_ = -1.0;
  int way_ = 0;
  std::vector<double> times_;
};

// The most turns within a second of any cell of the film.
int most_turns(const std::function<std::vector<double>(double seconds)>& cells_at) {
  std::vector<Turns> turns(cells_at(0.0).size());
  int most = 0;
  for (double t = 0.0; t < sound::kSceneLength; t += 0.04) {
    const std::vector<double> cells = cells_at(t);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      turns[i].see(cells[i], t);
      most = std::max(most, turns[i].count(t));
    }
  }
  return most;
}

constexpr int kCellsAcross = 8, kCellsDown = 5;

// Mean luminance of each cell. A cell is a fortieth of the picture: about a quarter of the field of
// 341 × 256 on a screen of 1024 × 768, which is the smallest area that counts.
std::vector<double> cells_of(const Canvas& canvas) {
  std::vector<double> cells(kCellsAcross * kCellsDown);
  const int wide = canvas.width() / kCellsAcross, high = canvas.height() / kCellsDown;
  for (int y = 0; y < kCellsDown * high; ++y)
    for (int x = 0; x < kCellsAcross * wide; ++x)
      cells[static_cast<std::size_t>(y / high * kCellsAcross + x / wide)] +=
          luminance(canvas.pixels().data() + 4 * (y * canvas.width() + x)) / (wide * high);
  return cells;
}

// At most three flashes a second are allowed: six turns.
TEST(Artist, NothingLargeFlashes) {
  const sound::Scene scene = scene_of_all();
  Artist artist(scene, kSmall);
  Canvas canvas(160, 90, kSmall);
  const auto film = [&](double t) {
    artist.draw(canvas, t);
    return cells_of(canvas);
  };
  EXPECT_LE(most_turns(film), 6);
  const auto flickers = [&](double t) {  // one cell, five times a second
    std::vector<double> cells(kCellsAcross * kCellsDown, 0.2);
    cells[7] = std::fmod(t, 0.2) < 0.1 ? 0.5 : 0.1;
    return cells;
  };
  EXPECT_GT(most_turns(flickers), 6);
}

TEST(Artist, TheSameTimeLooksTheSame) {
  const sound::Scene scene = scene_of_all();
  Artist one(scene, kSmall), other(scene, kSmall);
  Canvas canvas(160, 90, kSmall);
  drawn(one, canvas, 10.0);
  EXPECT_EQ(drawn(one, canvas, 30.0), drawn(other, canvas, 30.0));
}

}  // namespace
}  // namespace otoscape::demo::picture
