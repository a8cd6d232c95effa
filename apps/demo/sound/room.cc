// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/room.h"

#include <array>
#include <cmath>
#include <numbers>

#include "apps/demo/sound/filter.h"

namespace otoscape::demo::sound {
namespace {

constexpr int kLines = 8;
constexpr double kDelays[kLines] = {0.0113, 0.0137, 0.0171, 0.0193, 0.0227, 0.0263, 0.0297, 0.0331};
constexpr double kReverberation = 0.45;  // s to −60 dB

struct Reflection {
  double delay_s;
  double gain_lin;
  bool crossed;  // comes from the other side
};
constexpr Reflection kReflections[] = {
    {0.0041, 0.42, false}, {0.0067, 0.34, true}, {0.0089, 0.28, false}, {0.0124, 0.23, true},
    {0.0162, 0.19, false}, {0.0199, 0.16, true}, {0.0248, 0.12, false},
};

// Feedback delay network (Jot & Chaigne 1991), its matrix a Householder reflection.
class Network {
 public:
  Network() {
    for (int i = 0; i < kLines; ++i) {
      lines_[i].resize(frames_at(kDelays[i]));
      gains_[i] = std::pow(10.0, -3.0 * kDelays[i] / kReverberation);
    }
  }
  void step(double left, double right, float& out_left, float& out_right) {
    std::array<double, kLines> ends;
    double sum = 0.0;
    for (int i = 0; i < kLines; ++i) {
      damped_[i] += 0.55 * (lines_[i][at_[i]] - damped_[i]);
      ends[i] = gains_[i] * damped_[i];
      sum += ends[i];
    }
    for (int i = 0; i < kLines; ++i) {
      lines_[i][at_[i]] = ends[i] - 2.0 / kLines * sum + (i % 2 ? right : left);
      at_[i] = at_[i] + 1 == lines_[i].size() ? 0 : at_[i] + 1;
    }
    out_left = static_cast<float>(ends[0] - ends[2] + ends[4] - ends[6]);
    out_right = static_cast<float>(ends[1] - ends[3] + ends[5] - ends[7]);
  }

 private:
  std::array<std::vector<double>, kLines> lines_;
  std::array<std::size_t, kLines> at_{};
  std::array<double, kLines> damped_{}, gains_{};
};

// Filters white noise to −3 dB per octave (Kellet's three poles, within 0.5 dB from 30 Hz).
Mono pink(std::size_t frames, Random& random) {
  Mono sound(frames);
  double a = 0.0, b = 0.0, c = 0.0;
  for (float& x : sound) {
    const double white = random.next();
    a = 0.99765 * a + white * 0.0990460;
    b = 0.96300 * b + white * 0.2965164;
    c = 0.57000 * c + white * 1.0526913;
    x = static_cast<float>(a + b + c + white * 0.1848);
  }
  filter(sound, high_pass(25.0));
  return sound;
}

}  // namespace

Stereo reverberation(const Stereo& dry) {
  Stereo wet(dry.frames());
  for (const Reflection& r : kReflections) {
    add(wet.left, r.crossed ? dry.right : dry.left, r.delay_s, r.gain_lin);
    add(wet.right, r.crossed ? dry.left : dry.right, r.delay_s * 1.07, r.gain_lin);
  }
  Network network;
  for (std::size_t n = 0; n < wet.frames(); ++n) {
    float left, right;
    network.step(0.35 * wet.left[n], 0.35 * wet.right[n], left, right);
    wet.left[n] += left;
    wet.right[n] += right;
  }
  filter(wet, high_pass(90.0));
  filter(wet, low_pass(9000.0, 0.6));
  return wet;
}

Stereo room_tone(std::size_t frames, Random& random) {
  const Mono both = pink(frames, random);
  Stereo tone(frames);
  for (Mono* side : {&tone.left, &tone.right}) {
    *side = pink(frames, random);
    add(*side, both, 0.0, 1.0);
    filter(*side, low_pass(2000.0, 0.5));
    for (std::size_t n = 0; n < frames; ++n) {
      const double t = static_cast<double>(n) / kRate;
      (*side)[n] += static_cast<float>(0.15 * std::sin(2 * std::numbers::pi * 100.0 * t));
    }
  }
  return tone;
}

}  // namespace otoscape::demo::sound
