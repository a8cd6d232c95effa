// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/grain_kernels.h"

#include <algorithm>
#include <cmath>
#include <complex>

#include "otoscape/base/arena.h"
#include "otoscape/base/ease.h"
#include "otoscape/body/draws.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::body {
namespace {

constexpr double kFaded = 0.4;
constexpr double kFloorDb = -140.0;  // at 0 Hz the magnitude is 0, and its logarithm has no value

double magnitude_db(const Colour& colour, std::span<const Bump> bumps, double hz) {
  double db = -0.5 * colour.tilt_db_oct * std::log2(1.0 + std::pow(hz / colour.corner_hz, 2));
  db -= 6.0 * std::log2(1.0 + std::pow(colour.highpass_hz / std::max(hz, 1e-3), 2));
  db -= 6.0 * std::log2(1.0 + std::pow(hz / 9000.0, 2));
  for (const Bump& bump : bumps) {
    db += bump.db / (1.0 + std::pow((hz - bump.hz) / (0.5 * bump.width_hz), 2));
  }
  return std::max(db, kFloorDb);
}

std::vector<Bump> varied(std::span<const Bump> bumps, const Draws& draws) {
  std::vector<Bump> all(bumps.begin(), bumps.end());
  std::uint64_t index = 0;
  for (Bump& bump : all) {
    bump.hz *= 1.0 + 0.045 * draws.normal(index++);
    bump.width_hz *= std::max(0.5, 1.0 + 0.15 * draws.normal(index++));
    bump.db += 1.2 * draws.normal(index++);
  }
  return all;
}

// The impulse response of least delay with this magnitude, by the folded cepstrum.
class MinimumPhase {
 public:
  explicit MinimumPhase(int size) {
    fft_.prepare(size, arena_);
    re_ = arena_.take<double>(static_cast<std::size_t>(size));
    im_ = arena_.take<double>(static_cast<std::size_t>(size));
  }

  template <class Db>
  std::span<const double> response(const Db& db_at) {
    const std::size_t size = re_.size(), half = size / 2;
    std::ranges::fill(im_, 0.0);
    for (std::size_t k = 0; k < size; ++k) {
      re_[k] = db_at(std::min(k, size - k)) * (std::log(10.0) / 20.0) / static_cast<double>(size);
    }
    fft_.inverse(re_, im_);
    std::ranges::fill(im_, 0.0);
    for (std::size_t n = 1; n < half; ++n) re_[n] *= 2.0;
    std::fill(re_.begin() + static_cast<std::ptrdiff_t>(half) + 1, re_.end(), 0.0);
    fft_.forward(re_, im_);
    for (std::size_t k = 0; k < size; ++k) {
      const auto bin = std::exp(std::complex<double>(re_[k], im_[k]));
      re_[k] = bin.real() / static_cast<double>(size);
      im_[k] = bin.imag() / static_cast<double>(size);
    }
    fft_.inverse(re_, im_);
    return re_;
  }

 private:
  Arena arena_;
  dsp::BasicFft<double> fft_;
  std::span<double> re_, im_;
};

}  // namespace

GrainKernels::GrainKernels(Hertz rate, const Colour& colour, int variants, std::uint64_t key)
    : taps_(std::max(8, static_cast<int>(std::lround(colour.taps * rate.value() / 48000.0)))),
      variants_(variants) {
  all_.resize(static_cast<std::size_t>(variants * (taps_ + kSumRoom)));
  int size = 4096;
  while (size < 4 * taps_) size *= 2;
  MinimumPhase filter(size);
  for (int variant = 0; variant < variants; ++variant) {
    const auto bumps =
        varied(colour.bumps, Draws(dsp::hash(key, static_cast<std::uint64_t>(variant))));
    const auto response = filter.response([&](std::size_t bin) {
      return magnitude_db(colour, bumps, static_cast<double>(bin) * rate.value() / size);
    });
    double energy = 0.0;
    std::vector<double> taps(response.begin(), response.begin() + taps_);
    for (int n = 0; n < taps_; ++n) {
      const double left = static_cast<double>(taps_ - n) / (kFaded * taps_);
      auto& tap = taps[static_cast<std::size_t>(n)];
      if (left < 1.0) tap *= raised_cosine(left);
      energy += tap * tap;
    }
    float* to = all_.data() + static_cast<std::size_t>(variant * (taps_ + kSumRoom));
    for (double tap : taps) *to++ = static_cast<float>(tap / std::sqrt(energy));
  }
}

}  // namespace otoscape::body
