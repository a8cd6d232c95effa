// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/body/draws.h"
#include "otoscape/body/grains.h"
#include "otoscape/body/mode.h"

namespace otoscape::body {

using StereoSound = std::array<std::vector<float>, 2>;

struct Partial {
  double hz, rise_ms, decay_ms, amplitude;
};

// Puts a sound that comes once together from modes and grains. Control side.
class ShotBuilder {
 public:
  ShotBuilder(Hertz rate, double length_s, std::uint64_t key);

  const Draws& draws() const { return draws_; }
  // Partials that begin together, each a little other than written: level 1.5 dB, pitch 3 % (s.d.),
  // its place between the ears. lean_db: above 0 where the left ear is nearer.
  struct Hit {
    double at_s = 0.0, gain = 1.0, lean_db = 0.0, pitch = 1.0;
  };
  void hit(std::span<const Partial> partials, const Hit& hit);
  // Grains with an amplitude over time.
  struct Noise {
    Colour colour;
    double cell_frames = 40.0;  // at 48 kHz
    double half_angle_deg = 45.0;
  };
  template <class Amplitude>
  void noise(const Noise& noise, const Amplitude& amplitude_at) {
    GrainStream stream = stream_of(noise);
    const double rate = rate_.value();
    const auto drive = [&](std::int64_t frame, double) {
      const double t = static_cast<double>(frame) / rate;
      return GrainDrive{t < 0.0 ? 0.0f : static_cast<float>(amplitude_at(t)), 0};
    };
    for (std::size_t n = 0; n < sound_[0].size(); n += dsp::Row::kFrames) add_row(stream, n, drive);
  }
  // Any sound: at(t, left, right) adds to the two.
  template <class At>
  void draw(const At& at) {
    for (std::size_t n = 0; n < sound_[0].size(); ++n) {
      double left = 0.0, right = 0.0;
      at(static_cast<double>(n) / rate_.value(), left, right);
      sound_[0][n] += static_cast<float>(left);
      sound_[1][n] += static_cast<float>(right);
    }
  }
  // The sound; its last 20 ms are faded.
  StereoSound take();
  Hertz rate() const { return rate_; }
  std::uint64_t next_key() { return dsp::hash(draws_.key(), 1000 + part_++); }

 private:
  GrainStream stream_of(const Noise& noise);
  template <class Drive>
  void add_row(GrainStream& stream, std::size_t first, const Drive& drive) {
    const auto frames = std::min<std::size_t>(dsp::Row::kFrames, sound_[0].size() - first);
    StereoRow row{};
    stream.add(static_cast<std::int64_t>(first), static_cast<int>(frames), drive, row);
    for (std::size_t n = 0; n < frames; ++n) {
      sound_[0][first + n] += row.left.x[n];
      sound_[1][first + n] += row.right.x[n];
    }
  }

  Hertz rate_;
  Draws draws_;
  std::uint64_t part_ = 0;
  StereoSound sound_;
};

// e^{−½((t − at)/sigma)²}.
inline double bell(double t, double at, double sigma) {
  const double x = (t - at) / sigma;
  return std::exp(-0.5 * x * x);
}

}  // namespace otoscape::body
