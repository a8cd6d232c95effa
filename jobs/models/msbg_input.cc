// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/msbg_input.h"

#include <cmath>

#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::jobs::models {
namespace {

constexpr float kLargest = 1e6f;  // as in the live model: 120 dB over full scale

}  // namespace

Result<MsbgInput> MsbgInput::make(Hertz rate, int channels) {
  MsbgInput input(channels);
  const Hertz to(loss::msbg::kRateHz);
  if (rate.value() == to.value()) return input;
  auto resampler = io::media::StreamResampler::make(rate, to, channels);
  if (!resampler) return resampler.error();
  input.resampler_ = *std::move(resampler);
  return input;
}

void MsbgInput::push(const io::media::SoundPiece& piece, Channels& out) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    const auto& samples = piece.samples[std::min(c, static_cast<std::size_t>(piece.channels - 1))];
    auto& to = resampler_ ? clean_[c] : out[c];
    if (resampler_) to.clear();
    for (int n = 0; n < piece.frames; ++n) {
      const float x = samples[static_cast<std::size_t>(n)];
      const bool fine = std::abs(x) <= kLargest;  // false for not-a-number
      silenced_ += !fine;
      to.push_back(fine ? static_cast<double>(x) : 0.0);
    }
  }
  if (resampler_) resampler_->push({clean_[0], clean_[1]}, out);
}

void MsbgInput::finish(Channels& out) {
  if (resampler_) resampler_->finish(out);
}

}  // namespace otoscape::jobs::models
