// SPDX-License-Identifier: Apache-2.0
// Layouts of more than two channels: the fold of a render is the render of the fold, each channel's
// sound stays in its place, and typical hearing changes nothing.

#include <gtest/gtest.h>

#include <random>

#include "otoscape/render/implant_test_support.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using enum Speaker;

using Wide = std::vector<Signal>;

template <class Channels>
FullScaleBlock view(Channels& x, std::size_t from, std::size_t frames) {
  std::array<float*, kMostChannels> rows{};
  for (std::size_t c = 0; c < x.size(); ++c) rows[c] = x[c].data() + from;
  return {std::span<float* const>(rows).first(x.size()), static_cast<int>(frames)};
}

Layout layout(const char* name) { return *layout_named(name); }

// Each channel a tone of its own, lower and louder ones first, with an envelope of its own.
double tone_of(int channel) { return 180.0 * std::pow(1.45, channel); }
Wide tones(const Layout& speakers, double seconds, double amplitude = 0.05) {
  Wide x;
  for (int c = 0; c < speakers.channels(); ++c) {
    const double hz = speakers[c] == lfe ? 50.0 : tone_of(c);
    x.push_back(tone(seconds, hz, amplitude)[0]);
    for (std::size_t n = 0; n < x.back().size(); ++n) {
      const double turn = 2 * std::numbers::pi * (1.0 + 0.3 * c) * static_cast<double>(n) / kRate;
      x.back()[n] *= static_cast<float>(0.6 + 0.4 * std::sin(turn + c));
    }
  }
  return x;
}
Wide noises(const Layout& speakers, double seconds, double rms) {
  Wide x;
  for (int c = 0; c < speakers.channels(); ++c) {
    x.push_back(speakers[c] == lfe ? Signal(at(seconds))
                                   : babble(seconds, rms, static_cast<unsigned>(20 + c))[0]);
  }
  return x;
}

Stereo folded(Wide x, const Layout& speakers) {
  Stereo out{Signal(x[0].size()), Signal(x[0].size())};
  surround::fold(view(x, 0, x[0].size()), speakers, view(out, 0, x[0].size()));
  return out;
}

Wide pass(OfflineRenderer& offline, Wide x, const std::vector<int>& blocks) {
  Wide out(x.size());
  const auto keep = [&](FullScaleBlock part) {
    for (std::size_t c = 0; c < x.size(); ++c) {
      const auto channel = part.channel(static_cast<int>(c));
      out[c].insert(out[c].end(), channel.begin(), channel.end());
    }
  };
  std::size_t turn = 0;
  for (std::size_t done = 0; done < x[0].size();) {
    const auto count =
        std::min(static_cast<std::size_t>(blocks[turn++ % blocks.size()]), x[0].size() - done);
    keep(offline.render(view(x, done, count)));
    done += count;
  }
  keep(offline.rest());
  return out;
}

Wide wide_heard(const Wide& x, const Layout& speakers, const hearing::HearingProfile& listener,
                bool smearing = true, const std::vector<int>& blocks = {4096}) {
  RenderParams p = params(smearing, 100.0).render;
  OfflineRenderer offline(StreamSpec{Hertz(kRate), 2, speakers}, listener, p);
  return pass(offline, x, blocks);
}
Stereo ears_heard(const Stereo& x, const hearing::HearingProfile& listener, bool smearing = true) {
  RenderParams p = params(smearing, 100.0).render;
  OfflineRenderer offline(StreamSpec{Hertz(kRate), 2}, listener, p);
  const Wide out = pass(offline, {x[0], x[1]}, {4096});
  return {out[0], out[1]};
}

hearing::EarProfile sloping() {
  return ear({{250, 25}, {500, 30}, {1000, 40}, {2000, 55}, {4000, 65}, {8000, 70}});
}
hearing::EarProfile worse() {
  return ear({{250, 50}, {500, 55}, {1000, 60}, {2000, 75}, {4000, 85}, {8000, 90}});
}

void expect_folds_alike(const hearing::HearingProfile& listener, const Layout& speakers) {
  for (const Wide& x : {tones(speakers, 2.0), noises(speakers, 2.0, 0.03)}) {
    const Stereo of_fold = ears_heard(folded(x, speakers), listener);
    const Stereo fold = folded(wide_heard(x, speakers, listener), speakers);
    EXPECT_LT(difference_db(of_fold[0], fold[0], 0.1), -100.0) << name_of(speakers);
    EXPECT_LT(difference_db(of_fold[1], fold[1], 0.1), -100.0) << name_of(speakers);
  }
}

TEST(Surround, TypicalHearingChangesNoBitOfAnyChannel) {
  for (const auto& [name, speakers] : named_layouts()) {
    if (speakers.channels() < 3) continue;
    const Wide x = tones(speakers, 0.4);
    EXPECT_EQ(wide_heard(x, speakers, {}), x) << name;
  }
}

TEST(Surround, TheFoldOfTheRenderIsTheRenderOfTheFold) {
  for (const char* name : {"3.0", "4.0", "quad", "5.1", "6.1", "7.1", "7.1.4"}) {
    expect_folds_alike(pair(sloping(), sloping()), layout(name));
  }
  expect_folds_alike(pair(sloping(), worse()), layout("5.1(side)"));
  expect_folds_alike(pair({}, worse()), layout("5.1"));
  expect_folds_alike(pair(silence(), worse()), layout("5.1"));
}

TEST(Surround, AnImplantsToo) {
  expect_folds_alike(pair(implanted(), implanted()), layout("5.1"));
  expect_folds_alike(pair(implanted(), sloping()), layout("7.1"));
}

// 0.5 s … the end, at one channel's tone.
double tone_db(const Signal& x, double hz) {
  std::complex<double> sum;
  const std::size_t from = at(0.5);
  for (std::size_t n = from; n < x.size(); ++n) {
    const double phase = -2 * std::numbers::pi * hz * static_cast<double>(n) / kRate;
    sum += static_cast<double>(x[n]) * std::polar(1.0, phase);
  }
  return 20 * std::log10(std::abs(sum) / static_cast<double>(x.size() - from) + 1e-12);
}

TEST(Surround, EachChannelsToneStaysInItsPlace) {
  for (const char* name : {"5.1", "7.1", "7.1.4"}) {
    const Layout speakers = layout(name);
    const Wide x = tones(speakers, 2.0), out = wide_heard(x, speakers, pair(sloping(), sloping()));
    for (int c = 0; c < speakers.channels(); ++c) {
      const double hz = speakers[c] == lfe ? 50.0 : tone_of(c);
      const double own = tone_db(out[static_cast<std::size_t>(c)], hz);
      EXPECT_LT(own, tone_db(x[static_cast<std::size_t>(c)], hz) - 1.0) << name << c;
      for (int other = 0; other < speakers.channels(); ++other) {
        if (other == c) continue;
        // What only one ear hears of the centre is in that ear's front.
        const bool front = speakers[other] == front_left || speakers[other] == front_right;
        const double margin = speakers[c] == front_centre && front ? 6.0 : 20.0;
        EXPECT_LT(tone_db(out[static_cast<std::size_t>(other)], hz), own - margin)
            << name << ": tone of " << c << " in " << other;
      }
    }
  }
}

TEST(Surround, WhatOneEarHearsOfTheCentreComesFromItsFront) {
  const Layout speakers = layout("5.1");
  Wide x(6, Signal(at(1.5)));
  x[2] = tone(1.5, 1000.0, 0.1)[0];
  const Wide out = wide_heard(x, speakers, pair({}, silence()));
  EXPECT_NEAR(tone_db(out[0], 1000.0), tone_db(x[2], 1000.0) - 3.01, 0.05);  // front left
  for (const std::size_t c : {1u, 2u, 3u, 4u, 5u}) EXPECT_LT(tone_db(out[c], 1000.0), -130.0) << c;
}

TEST(Surround, WithOneEarGoneItsSideIsSilent) {
  const Layout speakers = layout("7.1");
  const Wide out = wide_heard(noises(speakers, 1.0, 0.03), speakers, pair(sloping(), silence()));
  for (int c = 0; c < speakers.channels(); ++c) {
    const bool is_right = fold_gains(speakers[c]).left == 0.0f && speakers[c] != lfe;
    if (!is_right) continue;
    EXPECT_LT(level_db(out[static_cast<std::size_t>(c)], 0.2, 1.0), -130.0) << c;
  }
}

// Spread over the loudspeakers, each part alone is below threshold, and the whole is not.
TEST(Surround, ASoundSpreadOverLoudspeakersIsHeardAsOne) {
  const Layout speakers = layout("5.1");
  const auto listener = pair(flat(50.0), flat(50.0));
  Wide spread(6, Signal(at(1.5)));
  for (const std::size_t c : {0u, 1u, 2u, 4u, 5u}) spread[c] = tone(1.5, 1000.0, 1e-2)[0];
  Wide alone(6, Signal(at(1.5)));
  alone[4] = spread[4];
  const double in_company = tone_db(wide_heard(spread, speakers, listener, false)[4], 1000.0),
               by_itself = tone_db(wide_heard(alone, speakers, listener, false)[4], 1000.0);
  EXPECT_GT(in_company, by_itself + 5.0);
}

TEST(Surround, LfeFollowsTheMeanOfTheEars) {
  const Layout speakers = layout("5.1");
  Wide x(6, Signal(at(1.5)));
  for (const std::size_t c : {0u, 1u, 3u}) x[c] = tone(1.5, 60.0, 0.1)[0];
  const auto gain = [&](const hearing::HearingProfile& listener, std::size_t channel) {
    const Wide out = wide_heard(x, speakers, listener, false);
    return std::pow(10.0, (tone_db(out[channel], 60.0) - tone_db(x[channel], 60.0)) / 20.0);
  };
  const auto unequal = pair(sloping(), worse());
  const double mean = 0.5 * (gain(unequal, 0) + gain(unequal, 1));
  EXPECT_NEAR(20 * std::log10(gain(unequal, 3) / mean), 0.0, 0.3);
  EXPECT_NEAR(gain(pair({}, silence()), 3), 0.5, 1e-3);  // no filter runs
}

TEST(Surround, BlocksDoNotMatter) {
  const Layout speakers = layout("7.1.4");
  const Wide x = noises(speakers, 0.5, 0.03);
  const auto listener = pair(sloping(), worse());
  EXPECT_EQ(wide_heard(x, speakers, listener),
            wide_heard(x, speakers, listener, true, {1, 63, 700}));
}

Wide scene_heard(const Wide& x, const Layout& speakers, const std::vector<scene::Keyframe>& keys,
                 const SceneParams& p, std::size_t first = 0) {
  const scene::Arc arc(keys);
  const programme::ProgrammeLoudness track = track_of(folded(x, speakers));
  OfflineRenderer offline(std::make_unique<SceneRenderer>(
      StreamSpec{Hertz(kRate), 2, speakers}, SceneSetup{arc, track, p, nullptr, nullptr}, 0,
      static_cast<std::int64_t>(first)));
  Wide part = x;
  for (auto& channel : part) {
    channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return pass(offline, part, {4096});
}

TEST(Surround, ASceneFoldsToTheRenderOfTheFold) {
  const Layout speakers = layout("5.1");
  const Wide x = noises(speakers, 6.0, 0.03);
  scene::Keyframe loses = key(2.0, worse(), 1.0, {Seconds(1.0), scene::Shape::linear});
  loses.right = sloping();
  scene::Keyframe inside = key(4.0, silence());
  inside.body.emplace().heart = Decibels(0.0);
  inside.felt = scene::FeltSetting{scene::Felt::body, Decibels(0.0)};
  const std::vector<scene::Keyframe> keys = {key(0.0, {}, 0.0), key(1.0, {}), loses, inside,
                                             key(5.0, {}, 0.0)};
  const SceneParams p = params(true, 100.0);
  const Wide out = scene_heard(x, speakers, keys, p);
  const Rendered of_fold = render(folded(x, speakers), keys, p);
  const Stereo fold = folded(out, speakers);
  for (const std::size_t ear : {0u, 1u}) {
    EXPECT_LT(difference_db(of_fold.sound[ear], fold[ear]), -100.0);
  }
  // The room and typical hearing pass every channel as it is.
  for (std::size_t c = 0; c < x.size(); ++c) {
    EXPECT_TRUE(std::equal(x[c].begin(), x[c].begin() + static_cast<std::ptrdiff_t>(at(0.9)),
                           out[c].begin()))
        << c;
    // All is gone: what is left lies in the fronts.
    const bool front =
        speakers[static_cast<int>(c)] == front_left || speakers[static_cast<int>(c)] == front_right;
    if (front || speakers[static_cast<int>(c)] == lfe) continue;  // LFE: what is felt
    EXPECT_LT(level_db(out[c], 4.3, 4.9), -130.0) << c;
  }
}

TEST(Surround, RingingLiesWhereItsAuthorSaysAndWhatIsFeltInTheLfe) {
  const Layout speakers = layout("7.1");
  Wide x = noises(speakers, 3.0, 0.01);
  for (const std::size_t c : {0u, 1u}) {
    const Signal boom = tone(3.0, 60.0, 0.4)[0];
    for (std::size_t n = at(1.0); n < x[c].size(); ++n) x[c][n] += boom[n];
  }
  const auto inside = [&](hearing::TinnitusLayer::Place place) {
    hearing::EarProfile gone = silence();
    hearing::TinnitusLayer layer;
    layer.level = DbSpl(40.0);
    layer.place = place;
    gone.tinnitus = {layer};
    scene::Keyframe point = key(0.0, gone);
    point.felt = scene::FeltSetting{scene::Felt::body, Decibels(0.0)};
    return scene_heard(x, speakers, {point}, params(true, 100.0));
  };
  using Place = hearing::TinnitusLayer::Place;
  const Wide front = inside(Place::front), side = inside(Place::side);
  const auto ringing = [&](const Wide& out, std::size_t c) {
    Signal high = out[c];
    for (std::size_t n = high.size() - 1; n > 0; --n) high[n] -= high[n - 1];
    return level_db(high, 0.2, 0.9);
  };
  // Channels: front left and right, centre, LFE, back, side.
  EXPECT_LT(ringing(front, 6), -130.0);
  EXPECT_NEAR(ringing(side, 6), ringing(front, 0) + 3.01, 3.0);  // another key
  EXPECT_LT(ringing(side, 0), ringing(front, 0) - 60.0);
  EXPECT_LT(ringing(side, 4), -130.0);
  const double felt = tone_db(side[0], 60.0);
  EXPECT_NEAR(tone_db(side[3], 60.0), felt - 10.5, 1.5);
}

}  // namespace
}  // namespace otoscape::render
