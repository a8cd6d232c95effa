// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/haptics_path.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "otoscape/base/block_memory.h"

namespace otoscape::haptics {
namespace {

constexpr int kFeltSamples =
    20;  // of the low rate: two half filters, and what the beat reads ahead
constexpr int kCurveTaps = 127;
constexpr int kBandTaps = 383;  // a transition of 12 Hz
constexpr int kKept = 1024;     // low samples that powers are kept for

// Of the first bound: the band's filter may add to a peak.
constexpr double kInnerHighestDbFs = kHighestDbFs - 2.0;

// Gains re the programme's loudness, ours: drums 6 LU above it come near full scale where the ears
// take nothing.
constexpr Decibels kWorldGain{9.0}, kRhythmHighest{-8.0};

const auto kBeatLin = static_cast<float>(to_amplitude(kRhythmHighest) / std::numbers::sqrt2);

// A difference over 0.2 ms on either side: a high pass (−14 dB at 500 Hz, 0 dB at 1.25 kHz) whose
// memory is finite.
constexpr double kDifferenceSeconds = 0.0002;

std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return a / b + (a % b > 0 ? 1 : 0); }

// Of the low rate's filter.
double response_lin(const felt::LowRate& low, Hertz frequency) {
  double sum = 0.0;
  for (int n = -low.half; n <= low.half; ++n) {
    const double turns = frequency.value() * n / (low.rate.value() * low.factor);
    sum += static_cast<double>(low.taps[static_cast<std::size_t>(n + low.half)]) *
           std::cos(2.0 * std::numbers::pi * turns);
  }
  return sum;
}

felt::FeltParams felt_params(const HapticsParams& params) {
  return {-params.programme_lufs, false, false, params.key};
}

}  // namespace

HapticsPath::HapticsPath(const Setup& setup, const HapticsParams& params)
    : setup_(setup),
      params_(params),
      device_(facts_of(params.device)),
      low_(setup.spec.rate, std::numeric_limits<int>::max()),
      unit_lin_(static_cast<float>(to_amplitude(Decibels(-params.programme_lufs)))),
      felt_latency_(kFeltSamples * low_.factor),
      difference_(
          std::max(1, static_cast<int>(std::lround(kDifferenceSeconds * setup.spec.rate.value())))),
      felt_({setup.spec, setup.most_frames, felt_latency_, setup.first_frame}, felt_params(params)),
      rhythm_(low_.rate),
      texture_(low_.rate, params.key),
      carrier_(low_.rate, Hertz(device_.carrier_hz)),
      up_(low_, setup.most_frames, arena_),
      end_(setup.first_frame),
      rhythm_down_(low_, setup.most_frames, setup.first_frame - difference_),
      ringing_down_(low_, setup.most_frames, setup.first_frame),
      direct_down_(low_, setup.most_frames, setup.first_frame - felt_latency_),
      next_rhythm_(low_.sample_at_or_after(setup.first_frame - difference_)),
      next_ringing_(low_.sample_at_or_after(setup.first_frame)),
      next_depth_(ceil_div(setup.first_frame - low_.half, low_.factor)),
      next_direct_(low_.sample_at_or_after(setup.first_frame - felt_latency_)),
      attack_(low_.rate, next_direct_) {
  assert(params.bands == 1 || device_.split_hz > 0.0);
  design();
  take_memory();
}

void HapticsPath::design() {
  const double half_rate = 0.5 * low_.rate.value();
  curve_ = band_pass(low_.rate, kCurveTaps, {Hertz(0.0), Hertz(half_rate)}, [&](Hertz hz) {
    return to_amplitude(Decibels(device_.level_db + evened_db(device_, hz)));
  });
  const auto lin = [&](Hertz hz) {
    const double there_and_back = response_lin(low_, hz);
    return 1.0 / (there_and_back * there_and_back);
  };
  const Hertz low(device_.low_hz), high(device_.high_hz);
  if (params_.bands == 1) {
    bands_.push_back(band_pass(low_.rate, kBandTaps, {low, high}, lin));
  } else {
    // band_pass leaves half a transition free on either side: the two meet at −6 dB.
    const double half = 0.5 * transition(low_.rate, kBandTaps).value();
    const Hertz below(device_.split_hz + half), above(device_.split_hz - half);
    bands_.push_back(band_pass(low_.rate, kBandTaps, {low, below}, lin));
    bands_.push_back(band_pass(low_.rate, kBandTaps, {above, high}, lin));
  }
  if (Moved::needed(device_)) moved_.emplace(device_, low_.rate, next_direct_ - curve_.half());
}

void HapticsPath::take_memory() {
  const int most = setup_.most_frames;
  for (auto& past : programme_past_) {
    past = dsp::SlidingBuffer(2 * difference_ + most, most, end_);
  }
  body_past_ = dsp::SlidingBuffer(felt_latency_ + most, most, end_);
  felt_out_ = take_block(arena_, setup_.spec.ears, most);
  work_ = arena_.take<float>(static_cast<std::size_t>(most));
  rhythm_power_ = low_buffer(kKept, next_rhythm_);
  ringing_power_ = low_buffer(kKept, next_ringing_);
  rhythm_depth_ = low_buffer(kKept, next_depth_);
  mixed_ = low_buffer(kKept, next_direct_);
  const int curve = curve_.half(), band = bands_[0].half();
  evened_ = low_buffer(kKept, next_direct_ - curve);
  const std::int64_t moved_first = next_direct_ - curve - (moved_ ? moved_->latency() : 0);
  inner_bound_.emplace(PeakBound::Setup{low_.rate, kInnerHighestDbFs, 1, 1, 1, moved_first});
  const std::int64_t whole_first = moved_first - inner_bound_->latency();
  whole_ = low_buffer(bands_[0].size(), whole_first);
  const int read = up_.before() + up_.after() + most / low_.factor + 4;
  banded_.assign(bands_.size(), low_buffer(read, whole_first - band));
  const auto inside = static_cast<int>(next_direct_ - whole_first) + band;
  const int core = (up_.after() + inside) * low_.factor + low_.half + felt_latency_;
  bound_.emplace(PeakBound::Setup{setup_.spec.rate, kHighestDbFs, params_.bands, low_.factor, most,
                                  end_ - core});
  latency_ = core + bound_->latency();
}

// The beat's and ringing's, in LU of amplitude: 1 is the programme's loudness.
void HapticsPath::take_powers(const Quantum& in) noexcept {
  const auto frames = static_cast<std::size_t>(in.programme.frames());
  const auto work = work_.first(frames);
  const float power = unit_lin_ * unit_lin_;
  const auto ears = [&](ConstBlock<FullScaleUnit> sound) {
    return sound.channels() == 1 ? 2.0f : 1.0f;
  };
  std::ranges::fill(work, 0.0f);
  for (int c = 0; c < in.programme.channels(); ++c) {
    auto& past = programme_past_[static_cast<std::size_t>(c)];
    past.push(in.programme.channel(c));
    const float* const x = past.at(end_ - 2 * difference_);
    for (std::size_t n = 0; n < frames; ++n) {
      const auto step = static_cast<std::size_t>(difference_);
      const float high = x[n + step] - 0.5f * (x[n] + x[n + 2 * step]);
      work[n] += ears(in.programme) * power * high * high;
    }
  }
  rhythm_down_.push(work);
  for (; rhythm_down_.has(next_rhythm_); ++next_rhythm_) {
    push(rhythm_power_, std::max(0.0f, rhythm_down_.sample(next_rhythm_)));
  }
  std::ranges::fill(work, 0.0f);
  for (int c = 0; params_.ringing && c < in.ringing.channels(); ++c) {
    const auto x = in.ringing.channel(c);
    for (std::size_t n = 0; n < frames; ++n) work[n] += ears(in.ringing) * power * x[n] * x[n];
  }
  ringing_down_.push(work);
  for (; ringing_down_.has(next_ringing_); ++next_ringing_) {
    push(ringing_power_, std::max(0.0f, ringing_down_.sample(next_ringing_)));
  }
}

void HapticsPath::take_depths(const Quantum& in) noexcept {
  const int frames = in.programme.frames();
  const std::int64_t first = end_ - low_.half;
  for (; next_depth_ * low_.factor < first + frames; ++next_depth_) {
    const double part = static_cast<double>(next_depth_ * low_.factor - first) / frames;
    push(rhythm_depth_, static_cast<float>(std::lerp(in.from.rhythm_lin, in.to.rhythm_lin, part)));
  }
}

void HapticsPath::take_direct(const Quantum& in) noexcept {
  const int frames = in.programme.frames();
  const FullScaleBlock felt = felt_out_.part(0, frames);
  felt_.process(in.programme, {in.from.world_lin, 0.0}, {in.to.world_lin, 0.0}, felt);
  body_past_.push(in.body);
  const float* const body = body_past_.at(end_ - felt_latency_);
  const auto work = work_.first(static_cast<std::size_t>(frames));
  const float world =
      static_cast<float>(to_amplitude(kWorldGain)) / static_cast<float>(setup_.spec.ears);
  for (std::size_t n = 0; n < work.size(); ++n) {
    float sum = 0.0f;
    for (int ear = 0; ear < setup_.spec.ears; ++ear) sum += felt.channel(ear)[n];
    work[n] = unit_lin_ * (world * sum + body[n]);
  }
  direct_down_.push(work);
}

// The low rate's sample k, and what of it and of those before it is complete.
void HapticsPath::feel(std::int64_t k) noexcept {
  const float carried = kBeatLin * *rhythm_depth_.at(k) * rhythm_.at(rhythm_power_, k) +
                        texture_.at(ringing_power_, k);
  float x = direct_down_.sample(k);
  if (carried != 0.0f) x += carried * carrier_.at(k);
  push(mixed_, attack_.next(x));
  const std::int64_t evened = k - curve_.half();
  push(evened_, curve_.at(mixed_, evened));
  float y = moved_ ? moved_->at(evened_, evened) : *evened_.at(evened);
  inner_bound_->process(FullScaleBlock({&y, nullptr}, 1, 1));
  push(whole_, y);
  for (std::size_t c = 0; c < bands_.size(); ++c) {
    push(banded_[c], bands_[c].at(whole_, whole_.end() - 1 - bands_[c].half()));
  }
}

void HapticsPath::process(const Quantum& in, FullScaleBlock out) noexcept {
  take_powers(in);
  take_depths(in);
  take_direct(in);
  end_ += in.programme.frames();
  for (; direct_down_.has(next_direct_); ++next_direct_) feel(next_direct_);
  const std::int64_t first = end_ - in.programme.frames() - (latency_ - bound_->latency());
  for (std::size_t c = 0; c < bands_.size(); ++c) {
    up_.process(banded_[c], first, out.channel(static_cast<int>(c)));
  }
  bound_->process(out);
}

}  // namespace otoscape::haptics
