// SPDX-License-Identifier: Apache-2.0
// Listeners with implants: latency, alignment, both kinds of hearing in one ear, and what is the
// same.

#include <gtest/gtest.h>

#include "otoscape/render/implant_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;

constexpr double kSpeechRms = 0.07;  // 65 dB SPL at fs=88

// A sound's power, smoothed over about 5 ms.
std::vector<double> envelope(const Signal& x) {
  std::vector<double> power(x.size());
  double first = 0.0, second = 0.0;
  const double part = 1.0 - std::exp(-1.0 / (0.0016 * kRate));
  for (std::size_t n = 0; n < x.size(); ++n) {
    first += part * (static_cast<double>(x[n]) * x[n] - first);
    second += part * (first - second);
    power[n] = std::sqrt(second);
  }
  return power;
}

// By how much `late`'s envelope is later than that of `early`: the lag of the highest correlation.
double lag_s(const Signal& early, const Signal& late) {
  const auto a = envelope(early), b = envelope(late);
  constexpr int kMost = 960;
  double best = -1e9;
  int at_best = 0;
  for (int lag = -kMost; lag <= kMost; ++lag) {
    double sum = 0.0, mean_a = 0.0, mean_b = 0.0;
    int count = 0;
    for (std::size_t n = at(0.2); n < at(2.8); n += 8, ++count) {
      const double u = a[n], v = b[n + static_cast<std::size_t>(kMost + lag) - kMost];
      sum += u * v;
      mean_a += u;
      mean_b += v;
    }
    const double covariance = sum / count - mean_a / count * (mean_b / count);
    if (covariance > best) {
      best = covariance;
      at_best = lag;
    }
  }
  return at_best / kRate;
}

// Speech-like: the level moves fast.
Stereo syllables(double seconds) {
  Stereo x = babble(seconds, kSpeechRms);
  for (auto& c : x) {
    for (std::size_t n = 0; n < c.size(); ++n) {
      const double t = static_cast<double>(n) / kRate;
      c[n] *= static_cast<float>(std::sin(2 * std::numbers::pi * 11.0 * t) > 0.3 ? 1.0 : 0.1);
    }
  }
  return x;
}

// At the rates of films and music; below 44.1 kHz the quanta are longer, and so is the wait.
TEST(Implant, LatencyIsConstantAndBelow15Milliseconds) {
  for (const double rate : {16000.0, 22050.0, 32000.0, 44100.0, 48000.0, 96000.0, 192000.0}) {
    const StreamSpec spec{Hertz(rate), 2};
    Frames latency(0);
    for (const double adaptation : {0.0, 0.5, 1.0}) {
      const Renderer renderer(spec, pair(implanted(adaptation), flat(0)), params().render);
      if (latency.value() > 0) {
        EXPECT_EQ(renderer.latency(), latency);
      }
      latency = renderer.latency();
    }
    EXPECT_LE(static_cast<double>(latency.value()) / rate, rate < 44100.0 ? 0.017 : 0.015) << rate;
  }
}

TEST(Implant, WithoutOneNothingIsLater) {
  const Renderer acoustic({Hertz(kRate), 2}, pair(flat(40), flat(0)), params().render);
  EXPECT_EQ(acoustic.latency().value(), 535);
}

TEST(Implant, AcousticAndElectricEarsAreInTime) {
  const Stereo x = syllables(3.0), y = heard(x, pair(implanted(), flat(30)));
  EXPECT_NEAR(lag_s(x[1], y[1]), 0.0, 0.001);
  // An implant's AGC and growth pull onsets forward, by less than a millisecond.
  EXPECT_NEAR(lag_s(x[0], y[0]), 0.0, 0.001);
}

TEST(Implant, ATypicalEarBesideAnImplantPassesBitForBit) {
  const Stereo x = babble(1.0, kSpeechRms), y = heard(x, pair(implanted(), flat(0)));
  EXPECT_EQ(y[1], x[1]);
}

TEST(Implant, DelayMovesOneSideAgainstTheOther) {
  const Stereo x = syllables(3.0);
  auto later = implanted(), earlier = implanted();
  later.implant->delay = Seconds(0.008);
  earlier.implant->delay = Seconds(-0.008);
  const Stereo aligned = heard(x, pair(implanted(), flat(0))),
               late = heard(x, pair(later, flat(0))), early = heard(x, pair(earlier, flat(0)));
  EXPECT_NEAR(lag_s(aligned[0], late[0]), 0.008, 0.0004);
  EXPECT_EQ(late[1], aligned[1]);
  EXPECT_NEAR(lag_s(aligned[1], early[1]), 0.008, 0.00003);
  EXPECT_EQ(early[0], aligned[0]);
}

TEST(Implant, WithTheProcessorOffThereIsSilence) {
  const Stereo y = heard(babble(1.0, kSpeechRms), pair(silence(), silence()));
  EXPECT_LT(level_db(y[0], 0.1, 0.9), -140.0);
}

TEST(Implant, SeedAndEarMakeTheCarriers) {
  Stereo x = babble(0.6, kSpeechRms);
  x[1] = x[0];
  const auto both = pair(implanted(), implanted());
  const Stereo one = heard(x, both), again = heard(x, both), other = heard(x, both, {4096}, 2);
  EXPECT_EQ(one, again);
  EXPECT_NE(one[0], one[1]);
  EXPECT_NE(one[0], other[0]);
}

TEST(Implant, BlocksDoNotMatter) {
  const Stereo x = babble(0.6, kSpeechRms);
  const auto both = pair(implanted(), flat(50));
  EXPECT_EQ(heard(x, both), heard(x, both, {1, 63, 64, 777, 5}));
}

// Below the crossover the residual hearing, above it the implant's bands.
TEST(Implant, ElectricAcousticHearingMeetsAtItsCrossover) {
  auto eas = implanted();
  eas.air = flat(20).air;
  eas.implant->eas_crossover = Hertz(700);
  const auto level = [](double hz, const hearing::EarProfile& ear) {
    return level_db(heard(tone(1.0, hz, 0.1), pair(ear, silence()))[0], 0.3, 0.9);
  };
  EXPECT_NEAR(level(200.0, eas), level(200.0, flat(20)), 1.0);
  EXPECT_NEAR(level(3000.0, eas), level(3000.0, implanted()), 2.0);
  auto only_electric = eas;
  only_electric.air = silence().air;
  EXPECT_LT(level(300.0, only_electric), level(300.0, implanted()) - 20.0);
}

// One renderer through changes of listener, a block of 10 ms at a time.
class Live {
 public:
  Live(const hearing::HearingProfile& first, int ears)
      : ears_(ears), renderer_({Hertz(kRate), ears}, first, params().render) {}

  void change(const hearing::HearingProfile& to) {
    ASSERT_TRUE(renderer_.change(to, params().render));
  }
  // The left ear's last 0.5 s of so many seconds of a tone.
  Signal hear(double seconds) {
    Signal last;
    for (int block = 0; block < static_cast<int>(seconds * 100.0); ++block) {
      Stereo x;
      for (auto& c : x) {
        for (int n = 0; n < 480; ++n) {
          c.push_back(0.1f * std::sin(0.13f * static_cast<float>((frame_ + n) % 483327)));
        }
      }
      frame_ += 480;
      const FullScaleBlock sound({x[0].data(), x[1].data()}, ears_, 480);
      renderer_.process(sound, sound);
      last.insert(last.end(), x[0].begin(), x[0].end());
    }
    return Signal(last.end() - 24000, last.end());
  }

 private:
  int ears_;
  Renderer renderer_;
  int frame_ = 0;
};

double crossings_hz(const Signal& x) {
  int crossings = 0;
  for (std::size_t n = 1; n < x.size(); ++n) crossings += x[n - 1] < 0.0f && x[n] >= 0.0f;
  return crossings * kRate / static_cast<double>(x.size());
}

TEST(Implant, AChangeThatNobodyTookLeavesNothingBehind) {
  const auto with = [](double adaptation) {
    auto ear = implanted(adaptation);
    ear.implant->map.maxima = 6;  // another map than the first listener's
    ear.implant->carrier = hearing::ImplantCarrier::sine;
    return pair(ear, ear);
  };
  Live live(pair(implanted(), implanted()), 2);
  live.hear(0.5);
  live.change(with(0.0));
  live.change(with(1.0));  // before the audio side has seen the one before
  EXPECT_NEAR(crossings_hz(live.hear(1.5)), 993.0, 60.0);
}

TEST(Implant, OneEarFollowsEveryChange) {
  Live live(pair(implanted(), implanted()), 1);
  live.hear(0.5);
  live.change(pair(implanted(0.5), implanted(0.5)));
  EXPECT_GT(level_db(live.hear(1.0), 0.0, 0.5), -40.0);
  live.change(pair(silence(), silence()));
  EXPECT_LT(level_db(live.hear(1.0), 0.0, 0.5), -120.0);
}

TEST(Implant, ADelayedFilmSoundsAtEveryRate) {
  auto film = implanted();
  film.implant->percept = hearing::ImplantPercept::film;
  film.implant->delay = Seconds(0.0013);
  for (const double rate : {44100.0, 88200.0, 96000.0, 192000.0}) {
    OfflineRenderer renderer({Hertz(rate), 2}, pair(film, film), params().render);
    double in = 0.0, out = 0.0;
    std::vector<float> left(4096), right(4096);
    for (int block = 0; block < static_cast<int>(rate / 4096.0); ++block) {
      for (std::size_t n = 0; n < left.size(); ++n) {
        const double t = (block * 4096.0 + static_cast<double>(n)) / rate;
        left[n] = right[n] = static_cast<float>(0.1 * std::sin(2 * std::numbers::pi * 1000.0 * t));
        in += static_cast<double>(left[n]) * left[n];
      }
      const auto heard = renderer.render(FullScaleBlock({left.data(), right.data()}, 2, 4096));
      for (const float x : heard.channel(0)) out += static_cast<double>(x) * x;
    }
    EXPECT_NEAR(10 * std::log10(out / in), 0.0, 3.0) << rate;
  }
}

TEST(Implant, AnotherListenerMayNotBeLater) {
  Renderer renderer({Hertz(kRate), 2}, pair(flat(0), flat(0)), params().render);
  const auto status = renderer.change(pair(implanted(), flat(0)), params().render);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().sentence.find("latency"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::render
