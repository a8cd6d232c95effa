// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "otoscape/c/c_test_support.h"
#include "otoscape/files.h"
#include "otoscape/otoscape.h"

namespace otoscape::c_test {
namespace {

constexpr std::size_t kFrames = 40000;

// The names of all listener presets.
std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (int32_t i = 0; i < otoscape_preset_count(OTOSCAPE_LISTENERS); ++i) {
    const std::string name = otoscape_preset_name(OTOSCAPE_LISTENERS, i);
    names.push_back(name.starts_with("age:") ? "age:70:male" : name);
  }
  return names;
}

TEST(CLive, EveryPresetGivesTheBytesOfRenderSound) {
  for (const std::string& name : preset_names()) {
    const Listener heard = listener("preset:" + name);
    ASSERT_TRUE(heard) << name;
    const Live handle = live({heard.get()});
    const auto latency = static_cast<std::size_t>(otoscape_live_latency(handle.get()));
    Stereo sound = noise(kFrames), whole = sound;
    for (auto& channel : sound) channel.resize(kFrames + latency);
    process(handle.get(), sound, 0, sound[0].size(), {480, 1, 7777});
    for (auto& channel : sound)
      channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(latency));
    const FullScaleBlock block({whole[0].data(), whole[1].data()}, 2, kFrames);
    const auto profile = files::load_listener("preset:" + name);
    ASSERT_TRUE(profile && render_sound(block, Hertz(48000), profile->value)) << name;
    EXPECT_EQ(sound, whole) << name;
  }
}

TEST(CLive, TheLatencyIsThatOfTheSlowestListenerAndConstant) {
  const Listener mild = listener("N2"), implant = listener("bilateral"),
                 film = listener("film-two-years");
  const Live acoustic = live({mild.get()}), any = live({mild.get(), implant.get(), film.get()});
  EXPECT_EQ(otoscape_live_latency(acoustic.get()), 535);
  const int64_t latency = otoscape_live_latency(any.get());
  EXPECT_EQ(latency, otoscape_live_latency(live({film.get()}).get()));
  Stereo sound = noise(kFrames);
  for (const auto* to : {implant.get(), film.get(), mild.get()}) {
    EXPECT_EQ(otoscape_live_change(any.get(), to, nullptr, nullptr), OTOSCAPE_OK);
    process(any.get(), sound, 0, kFrames);
    EXPECT_EQ(otoscape_live_latency(any.get()), latency);
  }
  EXPECT_EQ(otoscape_live_change(acoustic.get(), film.get(), nullptr, nullptr), OTOSCAPE_FAILED);
}

// An impulse, where nothing is lost, comes out unchanged and `latency` frames later.
TEST(CLive, FrameNOfTheOutputIsFrameNLessTheLatencyOfTheInput) {
  const Listener typical = listener("normal"), implant = listener("bilateral");
  const Live handle = live({typical.get(), implant.get()});
  const auto latency = static_cast<std::size_t>(otoscape_live_latency(handle.get()));
  Stereo sound;
  for (auto& channel : sound) channel.assign(4000, 0.0f);
  sound[1][1000] = 0.5f;
  process(handle.get(), sound, 0, 4000);
  EXPECT_EQ(sound[1][1000 + latency], 0.5f);
  EXPECT_EQ(std::ranges::count(sound[1], 0.0f), 3999);
}

TEST(CLive, ResetIsAsJustMade) {
  const Listener first = listener("N3"), second = listener("activation-day");
  const Live handle = live({first.get(), second.get()});
  Stereo before = noise(kFrames), after = before;
  process(handle.get(), before, 0, kFrames);
  EXPECT_EQ(otoscape_live_reset(handle.get()), OTOSCAPE_OK);
  process(handle.get(), after, 0, kFrames);
  EXPECT_EQ(before, after);
  // With the newest listener, although its change was never taken.
  otoscape_live_change(handle.get(), second.get(), nullptr, nullptr);
  otoscape_live_reset(handle.get());
  Stereo changed = noise(kFrames), alone = changed;
  process(handle.get(), changed, 0, kFrames);
  process(live({second.get(), first.get()}).get(), alone, 0, kFrames);
  EXPECT_EQ(changed, alone);
}

// The same change, from the same frame, in one go and in slices.
Stereo changed_at(std::size_t frame, const otoscape_listener* from, const otoscape_listener* to,
                  int64_t slice_us) {
  const Live handle = live({from, to});
  Stereo sound = noise(3 * kFrames);
  process(handle.get(), sound, 0, frame);
  if (slice_us < 0) {
    EXPECT_EQ(otoscape_live_change(handle.get(), to, nullptr, nullptr), OTOSCAPE_OK);
  } else {
    EXPECT_EQ(otoscape_live_begin_change(handle.get(), to, nullptr, nullptr), OTOSCAPE_OK);
    int slices = 0;
    while (otoscape_live_prepare(handle.get(), slice_us) == 0) ++slices;
    EXPECT_TRUE(slices > 0 || slice_us > 0);
  }
  process(handle.get(), sound, frame, sound[0].size());
  return sound;
}

TEST(CLive, AChangeInSlicesGivesTheBytesOfAChangeAtOnce) {
  const Listener typical = listener("normal"), loss = listener("N4");
  for (const char* name :
       {"N5", "activation-day", "hires-120", "fs4", "matched", "film-activation"}) {
    const Listener to = listener(name);
    for (const auto* from : {typical.get(), loss.get()}) {
      const Stereo at_once = changed_at(kFrames, from, to.get(), -1);
      EXPECT_EQ(at_once, changed_at(kFrames, from, to.get(), 0)) << name;
      EXPECT_EQ(at_once, changed_at(kFrames, from, to.get(), 200)) << name;
    }
  }
}

// A host with one thread: sound goes on between the slices.
TEST(CLive, SoundGoesOnWhileAChangeIsPrepared) {
  const Listener from = listener("N2"), to = listener("N5");
  const Live handle = live({from.get(), to.get()}), still = live({from.get(), to.get()});
  // Without time each slice goes to the next pause: how many there are does not depend on speed.
  Stereo sound = noise(3 * kFrames), unchanged = sound;
  ASSERT_EQ(otoscape_live_begin_change(handle.get(), to.get(), nullptr, nullptr), OTOSCAPE_OK);
  std::size_t at = 0, ready_at = 0;
  for (; at + 64 <= 3 * kFrames; at += 64) {
    if (ready_at == 0 && otoscape_live_prepare(handle.get(), 0) == 1) ready_at = at;
    process(handle.get(), sound, at, at + 64);
  }
  process(still.get(), unchanged, 0, at);
  ASSERT_GT(ready_at, 100 * 64u);
  EXPECT_TRUE(std::equal(sound[0].begin(), sound[0].begin() + static_cast<std::ptrdiff_t>(ready_at),
                         unchanged[0].begin()));
  EXPECT_NE(sound[0][at - 1], unchanged[0][at - 1]);
}

TEST(CLive, ANewerChangeTakesThePlaceOfOneThatIsNotComplete) {
  const Listener a = listener("N1"), b = listener("activation-day"), c = listener("N6");
  const Live handle = live({a.get(), b.get()}), other = live({a.get(), b.get()});
  otoscape_live_begin_change(handle.get(), b.get(), nullptr, nullptr);
  EXPECT_EQ(otoscape_live_prepare(handle.get(), 0), 0);
  otoscape_live_change(handle.get(), c.get(), nullptr, nullptr);
  EXPECT_EQ(otoscape_live_prepare(handle.get(), 0), 1);
  otoscape_live_change(other.get(), c.get(), nullptr, nullptr);
  Stereo one = noise(kFrames), two = one;
  process(handle.get(), one, 0, kFrames);
  process(other.get(), two, 0, kFrames);
  EXPECT_EQ(one, two);
}

TEST(CLive, OneChannelNeedsEarsThatAreAlike) {
  const Listener alike = listener("N3");
  const Listener one_sided =
      listener("format = \"otoscape.listener/1\"\n[left]\nair_db_hl = { 1000 = 50 }\n");
  EXPECT_EQ(live({one_sided.get()}, nullptr, 48000.0, 1), nullptr);
  const Live mono = live({alike.get()}, nullptr, 48000.0, 1);
  ASSERT_TRUE(mono);
  EXPECT_EQ(otoscape_live_change(mono.get(), one_sided.get(), nullptr, nullptr), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_listener_alike(alike.get()), 1);
  EXPECT_EQ(otoscape_listener_alike(one_sided.get()), 0);
}

TEST(CLive, ReportsFramesDamageAndTheGuard) {
  const Listener typical = listener("normal");
  otoscape_params loud = params();
  loud.output_gain_db = 20.0;
  const Live handle = live({typical.get()}, &loud);
  Stereo sound = noise(kFrames, 0.2f);
  sound[0][100] = std::numeric_limits<float>::quiet_NaN();
  process(handle.get(), sound, 0, kFrames);
  otoscape_report report{};
  report.size = sizeof report;
  ASSERT_EQ(otoscape_live_report(handle.get(), &report), OTOSCAPE_OK);
  EXPECT_EQ(report.frames, static_cast<int64_t>(kFrames));
  EXPECT_EQ(report.non_finite_samples, 1);
  EXPECT_GT(report.guarded_frames, 1000);
  EXPECT_LT(report.deepest_guard_db, -5.0);
  const float peak = std::pow(10.0f, -1.0f / 20.0f);
  for (const float x : sound[0]) EXPECT_LE(std::abs(x), peak);
  // An older caller's shorter struct gets what it has room for.
  otoscape_report shorter{};
  shorter.size = offsetof(otoscape_report, guarded_frames);
  shorter.guarded_frames = -7;
  EXPECT_EQ(otoscape_live_report(handle.get(), &shorter), OTOSCAPE_OK);
  EXPECT_EQ(shorter.frames, report.frames);
  EXPECT_EQ(shorter.guarded_frames, -7);
}

TEST(CLive, RingingAndBodySoundOnlyIfAskedFor) {
  const Listener rings = listener("early-noise-damage");
  Stereo silence;
  for (auto& channel : silence) channel.assign(kFrames, 0.0f);
  Stereo off = silence, on = silence;
  process(live({rings.get()}).get(), off, 0, kFrames);
  EXPECT_EQ(off, silence);
  otoscape_params with = params();
  with.ringing = OTOSCAPE_RINGING_FULL;
  with.body = OTOSCAPE_HEART;
  process(live({rings.get()}, &with).get(), on, 0, kFrames);
  EXPECT_NE(on, silence);
}

TEST(CLive, WrongArgumentsAreRefusedAndNothingHappens) {
  const Listener n3 = listener("N3");
  EXPECT_EQ(live({}), nullptr);
  EXPECT_EQ(live({nullptr}), nullptr);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (double rate : {0.0, -1.0, 7999.0, 1e9, nan})
    EXPECT_EQ(live({n3.get()}, nullptr, rate), nullptr);
  for (int32_t channels : {-1, 0, 3})
    EXPECT_EQ(live({n3.get()}, nullptr, 48000.0, channels), nullptr);
  otoscape_params wrong = params();
  wrong.ceiling_dbtp = nan;
  EXPECT_EQ(live({n3.get()}, &wrong), nullptr);
  wrong = params(), wrong.size = 3;
  EXPECT_EQ(live({n3.get()}, &wrong), nullptr);
  const Live handle = live({n3.get()});
  float x[16] = {};
  float* channels[] = {x, x};
  float* holes[] = {x, nullptr};
  EXPECT_EQ(otoscape_live_process(nullptr, channels, channels, 16), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_process(handle.get(), nullptr, channels, 16), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_process(handle.get(), holes, channels, 16), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_process(handle.get(), channels, holes, 16), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_process(handle.get(), channels, channels, -1), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_process(handle.get(), channels, channels, 0), OTOSCAPE_OK);
  EXPECT_EQ(otoscape_live_report(handle.get(), nullptr), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_reset(nullptr), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_live_latency(nullptr), 0);
  EXPECT_EQ(otoscape_live_prepare(nullptr, 100), 1);
  otoscape_live_destroy(nullptr);
}

}  // namespace
}  // namespace otoscape::c_test
