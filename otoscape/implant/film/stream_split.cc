// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/stream_split.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace otoscape::implant::film {
namespace {

constexpr double kSizesRate = 48000.0;
constexpr int kTransientsSlice = 512;
constexpr int kLargestSlice = 16384, kSmallestSlice = 64;
constexpr int kLongHop = kLargestSlice / 4;

// The power of two nearest in time.
int size_at(Hertz rate, int size) {
  const double octaves = std::log2(size * rate.value() / kSizesRate);
  return std::clamp(1 << std::lround(octaves), kSmallestSlice, kLargestSlice);
}

// Long slices see lines, short ones less so: their limits lie lower, their medians reach further.
MedianStage::Params sines_params(int slice, bool is_long) {
  MedianStage::Params params{MedianStage::Keep::lasting, slice, 4, 0.25, 500.0, 0.6, 0.7};
  if (!is_long) params.memory_s = 0.2, params.width_hz = 1000.0, params.from = 0.5, params.to = 0.6;
  return params;
}

MedianStage::Params transients_params(int slice, double memory_s) {
  return {MedianStage::Keep::sudden, slice, 2, memory_s, 1000.0, 0.65, 0.75};
}

// How late sound may begin and still count as the beginning of a stream: it may have come through
// delays, which begin with silence.
constexpr double kMostSilenceSeconds = 0.2;

std::int64_t to_next(std::int64_t frame, int hop) { return ((-frame) % hop + hop) % hop; }

}  // namespace

StreamSplit::Sizes StreamSplit::Sizes::at(Hertz rate, int slice) {
  return {size_at(rate, slice), size_at(rate, kTransientsSlice)};
}

StreamSplit::StreamSplit(Hertz rate, int slice, double memory_s, std::int64_t first_frame)
    : frame_(first_frame), most_silence_(std::llround(kMostSilenceSeconds * rate.value())) {
  const Sizes sizes = Sizes::at(rate, slice);
  sines_.prepare(sines_params(sizes.sines, slice >= 4096), rate, arena_);
  transients_.prepare(transients_params(sizes.transients, memory_s), rate, arena_);
  first_sines_ = to_next(first_frame, sines_.hop());
  first_transients_ = to_next(first_frame, transients_.hop());
  in_ = dsp::SlidingBuffer(sizes.sines, transients_.hop());
  const int waits = sizes.transients + 2 * sines_.hop();
  sines_out_ = dsp::SlidingBuffer(waits, sines_.hop());
  rest_ = dsp::SlidingBuffer(waits, sines_.hop());
  transients_out_ = dsp::SlidingBuffer(2 * sizes.transients, transients_.hop());
  noise_out_ = dsp::SlidingBuffer(2 * sizes.transients, transients_.hop());
}

int StreamSplit::until_slice() const noexcept {
  const auto left = static_cast<int>(to_next(frame_, transients_.hop()));
  return left == 0 ? transients_.hop() : left;
}

// With silence for a past all that a stream begins with would be sudden, and nothing would last for
// half the medians' memory. `slice_begin` is the first frame of a slice, of those taken.
bool StreamSplit::first(std::int64_t slice_begin, const MedianStage& stage) const noexcept {
  return sounds_from_ >= 0 && sounds_from_ <= most_silence_ &&
         slice_begin < sounds_from_ + stage.hop();
}

void StreamSplit::find_sound(std::span<const float> clean) noexcept {
  const auto sound = std::ranges::find_if(clean, [](float x) { return x != 0.0f; });
  if (sound != clean.end()) sounds_from_ = taken_ + (sound - clean.begin());
}

StreamSplit::Due StreamSplit::slices() noexcept {
  const Due due{to_next(frame_, sines_.hop()) == 0, to_next(frame_, transients_.hop()) == 0};
  std::array<float, kLongHop> left;
  const auto subtract = [&](const float* from, std::span<const float> kept,
                            dsp::SlidingBuffer& to) {
    for (std::size_t n = 0; n < kept.size(); ++n) left[n] = from[n] - kept[n];
    to.push({left.data(), kept.size()});
  };
  if (due.sines) {
    const float* newest = in_.at(taken_ - sines_.slice());
    const auto kept = sines_.next(newest, first(taken_ - sines_.slice(), sines_));
    sines_out_.push(kept);
    subtract(newest, kept, rest_);
  }
  if (due.transients) {
    const float* newest = rest_.at(taken_ - first_sines_ - transients_.slice());
    const std::int64_t begin = taken_ - sines_.slice() - transients_.slice();
    const auto kept = transients_.next(newest, first(begin, transients_));
    transients_out_.push(kept);
    subtract(newest, kept, noise_out_);
  }
  return due;
}

void StreamSplit::process(std::span<const float> in, const FilmParts& out) noexcept {
  const std::size_t count = in.size();
  std::array<float, kLongHop> clean;
  for (std::size_t n = 0; n < count; ++n) clean[n] = std::abs(in[n]) <= kAbsurd ? in[n] : 0.0f;
  if (sounds_from_ < 0) find_sound({clean.data(), count});
  in_.push({clean.data(), count});
  const std::int64_t ready = taken_ - first_transients_;
  std::copy_n(sines_out_.at(taken_ - first_sines_ - transients_.slice()), count, out.sines.begin());
  std::copy_n(transients_out_.at(ready), count, out.transients.begin());
  std::copy_n(noise_out_.at(ready), count, out.noise.begin());
  taken_ += static_cast<std::int64_t>(count);
  frame_ += static_cast<std::int64_t>(count);
}

}  // namespace otoscape::implant::film
