// SPDX-License-Identifier: Apache-2.0
// The loudness that is estimated from a programme's loudness track against that of renders.

#include <gtest/gtest.h>

#include <algorithm>

#include "otoscape/render/offline.h"
#include "otoscape/render/programme/loudness_test_support.h"
#include "otoscape/render/programme/return_cap.h"

namespace otoscape::render {
namespace {

using namespace programme::loudness_test;

// By rendering what is compared through a constant listener.
programme::ProgrammeLoudness rendered(Signal x, const hearing::EarProfile& ear,
                                      const SceneParams& p) {
  x.resize(std::min(x.size(), static_cast<std::size_t>(4.0 * kRate)));
  hearing::HearingProfile listener;
  listener.left = listener.right = ear;
  OfflineRenderer renderer({Hertz(kRate), 1}, listener, p.render);
  programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(0));
  maker.add(renderer.render({{x.data(), nullptr}, 1, static_cast<int>(x.size())}));
  return maker.finish();
}

// The rise from one listener to another, or to the room where that one's loss is 0.
struct Rise {
  double estimate, truth;
};
Rise rise(const Signal& x, const hearing::EarProfile& from, double to_db_hl, double fs) {
  const SceneParams p = params(fs);
  const programme::ProgrammeLoudness programme = track(x);
  const programme::SceneLoudness loudness(programme, p);
  const double floor = loudness.programme_lufs() - 47.0;
  const auto true_lufs = [&](const hearing::EarProfile& ear) {
    return std::max(floor, rendered(x, ear, p).loudness_lufs(kAt, kEnd));
  };
  const auto to = to_db_hl == 0.0 ? in_the_room() : hears(flat(to_db_hl));
  return {loudness.of(to, kAt) - loudness.of(hears(from), kAt),
          true_lufs(flat(to_db_hl)) - true_lufs(from)};
}

TEST(SceneLoudnessRender, AgreesWithTheLoudnessOfTwoRenders) {
  struct Case {
    double from_db_hl, to_db_hl, fs;
  };
  // The louder the listening level, the farther from the floor.
  for (bool voiced : {true, false}) {
    const Signal x = film(voiced);
    for (auto [from, to, fs] :
         {Case{60, 0, 88}, {80, 0, 88}, {60, 30, 88}, {60, 0, 102}, {60, 30, 102}, {30, 0, 88}}) {
      const auto [estimate, truth] = rise(x, flat(from), to, fs);
      EXPECT_GT(truth, 15.0);
      EXPECT_NEAR(estimate, truth, 2.0) << voiced << ": " << from << " to " << to << " at " << fs;
    }
  }
  // Near the end of hearing a voice is still met; noise, whose level wavers within a row, comes
  // through louder than its mean says: the cap then expects more of a rise than there is.
  const auto voice = rise(film(true), flat(80), 0, 124),
             noise = rise(film(false), flat(80), 0, 124);
  EXPECT_NEAR(voice.estimate, voice.truth, 2.0);
  EXPECT_GT(noise.estimate, noise.truth);
  EXPECT_LT(noise.estimate, noise.truth + 6.0);
}

// From a moderate loss to a nearly complete one.
TEST(SceneLoudnessRender, AgreesForLossesThatSlope) {
  const auto sloping = [](std::initializer_list<std::pair<double, double>> points) {
    std::vector<hearing::Threshold> air;
    for (auto [hz, db_hl] : points) air.push_back({Hertz(hz), DbHl(db_hl), db_hl < 120.0});
    hearing::EarProfile ear;
    ear.air = *hearing::Audiogram::make(air);
    return ear;
  };
  const auto moderate = sloping({{250, 35}, {1000, 40}, {2000, 50}, {4000, 60}, {8000, 65}});
  const auto steep = sloping({{250, 20}, {1000, 35}, {2000, 75}, {4000, 95}, {8000, 95}});
  const auto nearly_all =
      sloping({{250, 65}, {500, 75}, {1000, 85}, {2000, 95}, {3000, 100}, {4000, 120}});
  const Signal x = film();
  for (const auto& [ear, fs] : {std::pair{moderate, 88}, {steep, 88}, {nearly_all, 117}}) {
    const auto [estimate, truth] = rise(x, ear, 0, fs);
    EXPECT_GT(truth, 15.0);
    EXPECT_NEAR(estimate, truth, 2.0);
  }
}

// The reason to compare states and not to measure the output: recruitment makes a bang rise.
TEST(SceneLoudnessRender, AShotIsNoRiseOfTheScene) {
  Signal x = film();
  for (float& v : x) v *= 0.1f;
  const Signal shot = speech(false, 0.02, -12.0, 3);
  std::ranges::copy(shot, x.begin() + static_cast<int>(2.0 * kRate));
  const SceneParams p = params();
  const programme::ProgrammeLoudness programme = track(x);
  const programme::SceneLoudness loudness(programme, p);
  for (double loss : {30.0, 60.0}) {
    scene::Keyframe constant;
    constant.left = constant.right = flat(loss);
    const auto cap =
        programme::ReturnCap::of(scene::Arc({constant}), loudness, p, Seconds(0), Seconds(10));
    for (double t = 1.5; t < 3.0; t += 0.001) EXPECT_EQ(cap.gain_db(Seconds(t)), 0.0);
    // A detector of the output over the room would have seen this.
    const auto heard = rendered(x, flat(loss), p);
    const double detected =
        (heard.k_db(20) - programme.k_db(20)) - (heard.k_db(13) - programme.k_db(13));
    EXPECT_GT(detected, 6.0) << loss;
  }
}

}  // namespace
}  // namespace otoscape::render
