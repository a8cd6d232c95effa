// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/one_shots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/biquad.h"

namespace otoscape::body {
namespace {

constexpr Hertz kRate{48000.0};
constexpr std::array kAll = {OneShot::swallow, OneShot::teeth, OneShot::blink,  OneShot::jaw,
                             OneShot::cloth,   OneShot::touch, OneShot::own_hum};

// Of the loudest 0.4 s of both ears, ITU-R BS.1770 at 48 kHz, as an energy.
double loudest_energy(const StereoSound& sound) {
  constexpr std::size_t kWindow = 19200;
  std::vector<double> energy(sound[0].size() + kWindow);
  for (std::vector<float> ear : sound) {
    ear.resize(energy.size());
    dsp::Biquads k({{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
                     0.73248077421585},
                    {1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621}});
    k.process(0, ear);
    for (std::size_t n = 0; n < ear.size(); ++n) {
      energy[n] += static_cast<double>(ear[n]) * static_cast<double>(ear[n]);
    }
  }
  double sum = 0.0, most = 0.0;
  for (std::size_t n = 0; n < energy.size(); ++n) {
    sum += energy[n] - (n >= kWindow ? energy[n - kWindow] : 0.0);
    most = std::max(most, sum);
  }
  return most / kWindow;
}

TEST(OneShots, AreAsLoudAsSaid) {
  for (const OneShot kind : kAll) {
    double energy = 0.0;
    for (std::uint64_t take = 0; take < 24; ++take) {
      energy += loudest_energy(one_shot(kind, kRate, dsp::hash(7, take))) / 24.0;
    }
    EXPECT_NEAR(-0.691 + 10.0 * std::log10(energy), one_shot_level(kind).lufs, 0.8)
        << static_cast<int>(kind);
  }
}

TEST(OneShots, StartAndEndAtZeroAndDifferFromTakeToTake) {
  for (const OneShot kind : kAll) {
    const StereoSound one = one_shot(kind, kRate, 1), other = one_shot(kind, kRate, 2);
    EXPECT_EQ(one, one_shot(kind, kRate, 1));
    double both = 0.0, own = 0.0, theirs = 0.0;
    for (std::size_t n = 0; n < one[0].size(); ++n) {
      both += static_cast<double>(one[0][n]) * static_cast<double>(other[0][n]);
      own += std::pow(static_cast<double>(one[0][n]), 2);
      theirs += std::pow(static_cast<double>(other[0][n]), 2);
    }
    EXPECT_LT(std::abs(both) / std::sqrt(own * theirs), 0.91) << static_cast<int>(kind);
    for (const auto& ear : one) {
      const float peak =
          std::abs(*std::ranges::max_element(ear, {}, [](float x) { return std::abs(x); }));
      EXPECT_LT(std::abs(ear.front()), 0.01f * peak) << static_cast<int>(kind);
      EXPECT_LT(std::abs(ear.back()), 1e-3f * peak) << static_cast<int>(kind);
    }
    EXPECT_NE(one[0], one[1]);
  }
}

// Films come at many rates.
TEST(OneShots, AreAsLoudAtEveryRate) {
  const auto energy = [](const StereoSound& sound, double rate) {
    double sum = 0.0;
    for (float x : sound[0]) sum += static_cast<double>(x) * static_cast<double>(x);
    return sum / rate;
  };
  for (const double rate : {16000.0, 44100.0, 192000.0}) {
    for (const OneShot kind : {OneShot::swallow, OneShot::jaw, OneShot::touch, OneShot::own_hum}) {
      const double re =
          energy(one_shot(kind, Hertz(rate), 3), rate) / energy(one_shot(kind, kRate, 3), 48000.0);
      EXPECT_NEAR(10.0 * std::log10(re), 0.0, 1.5) << rate << " " << static_cast<int>(kind);
    }
  }
}

}  // namespace
}  // namespace otoscape::body
