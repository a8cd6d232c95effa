// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/take_places.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/ease.h"
#include "otoscape/body/draws.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::body {
namespace {

constexpr double kPieceSeconds = 0.040, kBandsPerOctave = 4.0, kLowestHz = 40.0;
constexpr double kPhase = 0.42, kLevelDb = 0.45;
using Bin = std::complex<double>;

// A number per band, interpolated between bands with the same variance everywhere.
double smooth(const Draws& draws, double band, std::uint64_t first) {
  const double below = std::floor(std::max(band, 0.0)), x = std::max(band, 0.0) - below;
  const auto index = first + static_cast<std::uint64_t>(below);
  return ((1.0 - x) * draws.normal(index) + x * draws.normal(index + 1)) / std::hypot(1.0 - x, x);
}

// What one piece is multiplied by for the left ear; the right ear's is its inverse.
std::vector<Bin> left_gains(const Draws& draws, std::size_t bins, double bin_hz, double lean_db) {
  std::vector<Bin> gains(bins);
  for (std::size_t k = 0; k < bins; ++k) {
    const double hz = static_cast<double>(k) * bin_hz;
    const double band = kBandsPerOctave * std::log2(std::max(hz, kLowestHz) / kLowestHz);
    const double share = 0.3 + 0.7 * std::min(hz / 240.0, 1.0);
    const double db = 0.5 * lean_db + kLevelDb * smooth(draws, band, 1000);
    gains[k] = std::polar(db_to_lin(db), k == 0 ? 0.0 : kPhase * share * smooth(draws, band, 0));
  }
  return gains;
}

// Pieces under windows that add up to 1, each with a transform of its own.
class Placer {
 public:
  Placer(Hertz rate, const TakePlace& place)
      : rate_(rate),
        place_(place),
        hop_(static_cast<std::size_t>(std::max(8.0, kPieceSeconds * rate.value()))),
        size_(std::bit_ceil(3 * hop_)) {
    fft_.prepare(static_cast<int>(size_), arena_);
    re_ = arena_.take<double>(size_);
    im_ = arena_.take<double>(size_);
  }

  StereoSound place(std::span<const float> mono) {
    StereoSound sound;
    for (auto& ear : sound) ear.assign(mono.size(), 0.0f);
    const std::size_t pieces = mono.size() / hop_ + 2;
    for (std::size_t piece = 0; piece < pieces; ++piece) add_piece(mono, piece, sound);
    return sound;
  }

 private:
  // The piece's window spans [piece − 1, piece + 1) hops; it lies in the transform's middle,
  // because phases spread it both ways.
  void add_piece(std::span<const float> mono, std::size_t piece, StereoSound& sound) {
    const auto first = (static_cast<std::int64_t>(piece) - 1) * static_cast<std::int64_t>(hop_);
    const std::size_t lead = (size_ - 2 * hop_) / 2;
    std::ranges::fill(re_, 0.0);
    std::ranges::fill(im_, 0.0);
    for (std::size_t n = 0; n < 2 * hop_; ++n) {
      const std::int64_t at = first + static_cast<std::int64_t>(n);
      if (at < 0 || at >= std::ssize(mono)) continue;
      const double window = raised_cosine(static_cast<double>(n), static_cast<double>(hop_));
      re_[lead + n] = window * static_cast<double>(mono[static_cast<std::size_t>(at)]);
    }
    fft_.forward(re_, im_);
    both_ears(Draws(place_.key).of(static_cast<std::int64_t>(piece)));
    fft_.inverse(re_, im_);
    const double unit = 1.0 / static_cast<double>(size_);
    for (std::size_t n = 0; n < size_; ++n) {
      const std::int64_t at =
          first + static_cast<std::int64_t>(n) - static_cast<std::int64_t>(lead);
      if (at < 0 || at >= std::ssize(mono)) continue;
      sound[0][static_cast<std::size_t>(at)] += static_cast<float>(unit * re_[n]);
      sound[1][static_cast<std::size_t>(at)] += static_cast<float>(unit * im_[n]);
    }
  }

  // Turns one sound's transform into that of left + j right.
  void both_ears(const Draws& draws) {
    constexpr Bin kJ{0.0, 1.0};
    const double bin_hz = rate_.value() / static_cast<double>(size_);
    const auto gains = left_gains(draws, size_ / 2 + 1, bin_hz, place_.lean_db);
    for (std::size_t k = 0; k <= size_ / 2; ++k) {
      const std::size_t mirror = (size_ - k) % size_;
      const Bin x(re_[k], im_[k]);
      Bin left = x * gains[k], right = x / gains[k];
      if (k == mirror) {  // of a real sound: real
        left = left.real();
        right = right.real();
      }
      const Bin one = left + kJ * right, other = std::conj(left) + kJ * std::conj(right);
      re_[k] = one.real();
      im_[k] = one.imag();
      re_[mirror] = other.real();
      im_[mirror] = other.imag();
    }
  }

  Hertz rate_;
  TakePlace place_;
  std::size_t hop_, size_;
  Arena arena_;
  dsp::BasicFft<double> fft_;
  std::span<double> re_, im_;
};

}  // namespace

StereoSound placed_take(std::span<const float> mono, Hertz rate, const TakePlace& place) {
  return Placer(rate, place).place(mono);
}

}  // namespace otoscape::body
