// SPDX-License-Identifier: Apache-2.0
// The stems of a scene: named parts that together are the mix, in stereo and in a layout.

#include <gtest/gtest.h>

#include <map>

#include "otoscape/render/scene_test_support.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using Kind = StemName::Kind;
using Wide = std::vector<Signal>;

FullScaleBlock view(Wide& x) {
  std::array<float*, kMostChannels> rows{};
  for (std::size_t c = 0; c < x.size(); ++c) rows[c] = x[c].data();
  return {std::span<float* const>(rows).first(x.size()), static_cast<int>(x[0].size())};
}

// Keeps the frames [0, length) of every stem.
class Kept final : public StemSink {
 public:
  explicit Kept(std::size_t length) : length_(length) {}
  void begin(std::span<const StemName> stems, const StreamSpec& spec) override {
    names.assign(stems.begin(), stems.end());
    silent.assign(stems.size(), 0);
    sounds.assign(stems.size(),
                  Wide(static_cast<std::size_t>(spec.channels()), Signal(length_, 0.0f)));
  }
  void take(std::int64_t first, int, std::span<const FullScaleBlock> stems) override {
    for (std::size_t i = 0; i < stems.size(); ++i) {
      if (stems[i].channels() == 0) ++silent[i];
      for (int c = 0; c < stems[i].channels(); ++c) {
        for (std::size_t n = 0; n < stems[i].channel(c).size(); ++n) {
          const std::int64_t at = first + static_cast<std::int64_t>(n);
          if (at < 0 || at >= static_cast<std::int64_t>(length_)) continue;
          sounds[i][static_cast<std::size_t>(c)][static_cast<std::size_t>(at)] =
              stems[i].channel(c)[n];
        }
      }
    }
  }
  const Wide& of(Kind kind, const std::string& layer = "") const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].kind == kind && names[i].layer == layer) return sounds[i];
    }
    static const Wide none;
    return none;
  }

  std::vector<StemName> names;
  std::vector<Wide> sounds;
  std::vector<int> silent;  // quanta in which a stem has no channels

 private:
  std::size_t length_;
};

std::vector<scene::Keyframe> a_story() {
  hearing::EarProfile rings = ear({{250, 30}, {1000, 45}, {4000, 70}});
  hearing::TinnitusLayer whistle;
  whistle.name = "whistle";
  whistle.level = DbSpl(45.0);
  hearing::TinnitusLayer hiss = whistle;
  hiss.name = "hiss";
  hiss.kind = hearing::TinnitusLayer::Kind::noise;
  hiss.bandwidth_oct = 1.0;
  hiss.place = hearing::TinnitusLayer::Place::side;
  rings.tinnitus = {whistle, hiss};
  scene::Keyframe inside = key(1.0, rings);
  inside.body.emplace();
  inside.body->heart = Decibels(6.0);
  inside.body->breath = Decibels(6.0);
  inside.felt = scene::FeltSetting{scene::Felt::body, Decibels(0.0)};
  scene::Keyframe pop = key(2.5, rings);
  pop.event.emplace();
  pop.leak = scene::Leak{true, Decibels(-20.0)};
  return {key(0.0, {}, 0.0), inside, pop, key(4.0, rings, 0.4), key(5.0, rings, 0.0)};
}

struct Made {
  Wide mix;
  Kept stems;
};

Made made(const Wide& programme, const Layout& surround, double gain_db = -6.0) {
  const std::size_t length = programme[0].size();
  Stereo ears{Signal(length), Signal(length)};
  Wide work = programme;
  if (surround.channels() > 0) {
    surround::fold(view(work), surround,
                   FullScaleBlock({ears[0].data(), ears[1].data()}, 2, static_cast<int>(length)));
  } else {
    ears = {programme[0], programme[1]};
  }
  const scene::Arc arc(a_story());
  const programme::ProgrammeLoudness track = track_of(ears);
  Held voice(babble(6.0, 0.01, 40));
  SceneParams p = params(false, 100.0);
  p.render.output_gain = Decibels(gain_db);
  Made result{Wide(programme.size()), Kept(length)};
  OfflineRenderer offline(std::make_unique<SceneRenderer>(
      StreamSpec{Hertz(kRate), 2, surround},
      SceneSetup{arc, track, p, nullptr, &voice, nullptr, &result.stems}, 0, 0));
  const auto keep = [&](FullScaleBlock part) {
    for (std::size_t c = 0; c < result.mix.size(); ++c) {
      const auto channel = part.channel(static_cast<int>(c));
      result.mix[c].insert(result.mix[c].end(), channel.begin(), channel.end());
    }
  };
  keep(offline.render(view(work)));
  keep(offline.rest());
  return result;
}

void expect_sum(const Made& made) {
  for (std::size_t c = 0; c < made.mix.size(); ++c) {
    Signal sum(made.mix[c].size());
    for (const Wide& stem : made.stems.sounds) {
      for (std::size_t n = 0; n < sum.size(); ++n) sum[n] += stem[c][n];
    }
    if (level_db(made.mix[c], 0.0, 6.0) < -120.0) continue;
    EXPECT_LT(difference_db(made.mix[c], sum), -100.0) << c;
  }
}

TEST(SceneStems, TogetherAreTheMix) {
  const Stereo x = babble(6.0, 0.05);
  expect_sum(made({x[0], x[1]}, {}));
}

TEST(SceneStems, TogetherAreTheMixInALayoutToo) {
  Wide x;
  for (unsigned c = 0; c < 6; ++c) x.push_back(babble(6.0, 0.03, 50 + c)[0]);
  expect_sum(made(x, *layout_named("5.1")));
}

TEST(SceneStems, EachHoldsItsOwnSource) {
  const Stereo x = babble(6.0, 0.05);
  const Kept stems = made({x[0], x[1]}, {}).stems;
  ASSERT_EQ(stems.names.size(), 9u);  // world, felt, voice, room, heart, breath, event, two layers
  for (const int quanta : stems.silent) EXPECT_GT(quanta, 0);
  // The room is silent inside but for its leak, the rest is silent in the room.
  EXPECT_LT(level_db(stems.of(Kind::room)[0], 1.2, 2.4), -130.0);
  EXPECT_GT(level_db(stems.of(Kind::room)[0], 0.2, 0.9), -60.0);
  for (const Kind kind : {Kind::world, Kind::heart, Kind::breath}) {
    EXPECT_LT(level_db(stems.of(kind)[0], 0.1, 0.9), -130.0);
    EXPECT_GT(level_db(stems.of(kind)[0], 1.2, 2.4), -110.0);
  }
  for (const char* layer : {"whistle", "hiss"}) {
    EXPECT_GT(level_db(stems.of(Kind::ringing, layer)[0], 3.5, 4.0), -90.0) << layer;
  }
  EXPECT_GT(level_db(stems.of(Kind::events)[0], 2.5, 2.6), -60.0);
  EXPECT_LT(level_db(stems.of(Kind::events)[0], 0.0, 2.4), -130.0);
  EXPECT_GT(level_db(stems.of(Kind::voice)[0], 0.2, 0.9), -80.0);
}

}  // namespace
}  // namespace otoscape::render
