// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/binaural.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>

namespace otoscape::spatial {
namespace {

constexpr Hertz kLfeCorner(120.0);
// Of a Butterworth low pass of the fourth order: 1/(2 cos(π/8)), 1/(2 cos(3π/8)).
constexpr double kLfeQ[] = {0.54119610, 1.30656296};

dsp::Biquads lfe_low_pass(Hertz rate) {
  std::vector<dsp::Biquad> sections;
  for (const double q : kLfeQ) sections.push_back(dsp::Biquad::low_pass(rate, kLfeCorner, q));
  return dsp::Biquads(std::move(sections));
}

}  // namespace

Binaural::Binaural(const Hrirs& hrirs)
    : block_(hrirs.taps),
      front_frame_(hrirs.front_frame),
      channels_(static_cast<std::size_t>(hrirs.layout.channels())),
      lfe_(static_cast<std::size_t>(
          hrirs.layout.channel_of(Speaker::lfe).value_or(hrirs.layout.channels()))),
      low_pass_(lfe_low_pass(hrirs.rate)) {
  const auto size = static_cast<std::size_t>(2 * block_);
  fft_.prepare(2 * block_, arena_);
  for (auto* part : {&z_re_, &z_im_}) *part = arena_.take<float>(size + 1);
  for (auto* part : {&y_re_, &y_im_}) *part = arena_.take<float>(size);
  for (std::size_t c = 0; c < channels_; ++c) past_.push_back(arena_.take<float>(size));
  for (std::size_t pair = 0; 2 * pair < channels_; ++pair) take_filters(hrirs, pair);
}

// A filter's spectrum is that of the left ear's response, and j times the right one's.
void Binaural::take_filters(const Hrirs& hrirs, std::size_t pair) {
  using namespace std::complex_literals;
  const auto size = static_cast<std::size_t>(2 * block_);
  std::array<std::span<float>, 4> parts;
  for (auto& part : parts) part = arena_.take<float>(size);
  std::array<std::vector<std::complex<float>>, 2> spectra;
  for (std::size_t which = 0; which < 2; ++which) {
    const std::size_t c = 2 * pair + which;
    spectra[which].resize(size);
    if (c >= channels_) continue;
    std::ranges::fill(z_re_, 0.0f);
    std::ranges::fill(z_im_, 0.0f);
    std::ranges::copy(hrirs.of(static_cast<int>(c), Ear::left), z_re_.begin());
    std::ranges::copy(hrirs.of(static_cast<int>(c), Ear::right), z_im_.begin());
    fft_.forward(z_re_.first(size), z_im_.first(size));
    for (std::size_t k = 0; k < size; ++k) spectra[which][k] = {z_re_[k], z_im_[k]};
  }
  const float scale = 0.5f / static_cast<float>(size);
  for (std::size_t k = 0; k < size; ++k) {
    const auto own = scale * (spectra[0][k] - 1.0if * spectra[1][k]);
    const auto mirrored = scale * (spectra[0][k] + 1.0if * spectra[1][k]);
    parts[0][k] = own.real();
    parts[1][k] = own.imag();
    parts[2][k] = mirrored.real();
    parts[3][k] = mirrored.imag();
  }
  filters_.push_back({parts[0].data(), parts[1].data(), parts[2].data(), parts[3].data()});
}

void Binaural::run(std::span<const float* const> in, std::array<float*, 2> out,
                   std::size_t frames) noexcept {
  assert(in.size() == channels_);
  const auto block = static_cast<std::size_t>(block_);
  for (std::size_t done = 0; done < frames;) {
    const std::size_t count = std::min(frames - done, block - at_);
    for (std::size_t c = 0; c < channels_; ++c) {
      const auto part = past_[c].subspan(at_, count);
      std::transform(in[c] + done, in[c] + done + count, part.begin(),
                     [](float x) { return std::isfinite(x) ? x : 0.0f; });
      if (c == lfe_) low_pass_.process(0, part);
    }
    std::copy_n(y_re_.begin() + static_cast<std::ptrdiff_t>(at_), count, out[0] + done);
    std::copy_n(y_im_.begin() + static_cast<std::ptrdiff_t>(at_), count, out[1] + done);
    at_ += count;
    done += count;
    if (at_ == block) finish_block();
  }
}

// This block lies before the last one, so that it wraps round to what follows it in time and the
// first half of the result is whole.
void Binaural::finish_block() noexcept {
  const auto block = static_cast<std::size_t>(block_), size = 2 * block;
  std::ranges::fill(y_re_, 0.0f);
  std::ranges::fill(y_im_, 0.0f);
  for (std::size_t pair = 0; pair < filters_.size(); ++pair) {
    const std::size_t second = 2 * pair + 1;
    std::ranges::copy(past_[2 * pair], z_re_.begin());
    if (second < channels_) {
      std::ranges::copy(past_[second], z_im_.begin());
    } else {
      std::ranges::fill(z_im_, 0.0f);
    }
    fft_.forward(z_re_.first(size), z_im_.first(size));
    z_re_[size] = z_re_[0];
    z_im_[size] = z_im_[0];
    add_filtered({z_re_.data(), z_im_.data()}, filters_[pair], {y_re_.data(), y_im_.data()},
                 2 * block_);
  }
  fft_.inverse_to_half(y_re_, y_im_);
  for (const auto past : past_) {
    std::copy_n(past.begin(), block, past.begin() + static_cast<std::ptrdiff_t>(block));
  }
  at_ = 0;
}

}  // namespace otoscape::spatial
