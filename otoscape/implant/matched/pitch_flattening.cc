// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/matched/pitch_flattening.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/implant/matched/band_split.h"
#include "otoscape/implant/matched/epochs.h"
#include "otoscape/implant/matched/overlap_add.h"
#include "otoscape/implant/matched/pitch_tracker.h"

namespace otoscape::implant::matched {
namespace {

constexpr Hertz kSplit(4000.0);
constexpr double kGrainsSeconds = 1.5 / PitchTracker::kLowestHz;  // what grains wait for
constexpr double kLookAheadSeconds = 0.010;                       // of the tracker
constexpr double kSteadySeconds = 0.005;                          // grains of what has no pitch
constexpr double kRiseSeconds = 0.020, kFallSeconds = 0.040;      // of the flattening
constexpr double kFadeSeconds = 0.020;                            // from and to a plain delay
constexpr double kVoicedFrom = 0.6, kVoicedWidth = 0.2;           // clarity
constexpr double kLead = 1.05;          // a grain is decided so many periods before its middle
constexpr double kPeriodsAlike = 0.25;  // an epoch's period further off the tracker's is not used
// Grains at another distance than the voice's own lose a little; measured on voices, ours.
constexpr double kLostDb = 0.5;
constexpr float kAbsurd = 1e6f;  // beyond this a sample is damage, not sound
constexpr int kChunk = 256;

int frames_in(double seconds, Hertz rate) {
  return static_cast<int>(std::lround(seconds * rate.value()));
}

double smoothstep(double x) {
  const double y = std::clamp(x, 0.0, 1.0);
  return y * y * (3.0 - 2.0 * y);
}

bool neutral(const FlatteningParams& p) { return p.flattening == 0.0 && p.formant_shift == 1.0; }

FlatteningParams limited(FlatteningParams p) {
  p.flattening = std::clamp(p.flattening, 0.0, 1.0);
  p.pitch_hz = std::clamp(p.pitch_hz, PitchTracker::kLowestHz, PitchTracker::kHighestHz);
  p.formant_shift = std::clamp(p.formant_shift, 0.7, 1.5);
  return p;
}

double in_octaves(double from, double to, double way) {
  return from == to ? from : from * std::exp2(way * std::log2(to / from));
}

}  // namespace

// Time is that of the low band: number q of it is the middle of the low-pass over the input up to
// frame q. What goes out at q has heard everything up to q + grains_.
struct PitchFlattening::Impl {
  Impl(const FlatteningParams& first, Hertz rate, std::int64_t first_frame);

  void adopt(const FlatteningParams& params, int frames) noexcept;
  bool wet_wanted(std::int64_t heard) const noexcept { return !neutral(to_) || heard < glide_end_; }
  void process_chunk(std::span<const float> in, std::span<float> out) noexcept;
  FlatteningParams now(std::int64_t heard) const noexcept;
  void start(std::int64_t out_at) noexcept;
  void flatten(std::int64_t first, std::span<float> out) noexcept;
  void mix(std::int64_t first, std::span<float> wet, std::span<float> out) noexcept;
  void decide_grain(std::int64_t at) noexcept;
  void place_steady(Grain& grain) noexcept;
  void place_voiced(Grain& grain, std::int64_t heard, const FlatteningParams& params) noexcept;
  void follow_voice(std::int64_t heard) noexcept;

  Hertz rate_;
  BandSplit split_;
  int grains_, steady_, longest_;
  dsp::SlidingBuffer raw_, low_;
  PitchTracker tracker_;
  Epochs epochs_;
  OverlapAdd overlap_add_;

  FlatteningParams from_, to_;
  std::int64_t heard_ = 0, glide_start_ = 0, glide_end_ = 0;
  float blend_ = 0.0f, blend_step_;
  bool running_ = false;

  double next_ = 0.0, spacing_ = 0.0;  // the next grain's middle; from the last one
  std::int64_t decide_at_ = 0;
  bool begins_ = false;                  // with the next grain a voice begins
  double voicing_ = 0.0, period_ = 0.0;  // share of the flattening; the last one found
};

PitchFlattening::Impl::Impl(const FlatteningParams& first, Hertz rate, std::int64_t first_frame)
    : rate_(rate),
      split_(rate, kSplit),
      grains_(frames_in(kGrainsSeconds, rate)),
      steady_(frames_in(kSteadySeconds, rate)),
      longest_(frames_in(1.0 / PitchTracker::kLowestHz, rate)),
      raw_(grains_ + 2 * split_.delay_frames() + kChunk, kChunk, first_frame),
      low_(grains_ + 4 * longest_ + kChunk, kChunk, first_frame),
      tracker_(rate, kChunk, first_frame),
      epochs_(tracker_.step_frames()),
      from_(limited(first)),
      to_(from_),
      heard_(first_frame),
      blend_step_(static_cast<float>(1.0 / frames_in(kFadeSeconds, rate))) {
  if (neutral(to_)) return;
  blend_ = 1.0f;
  start(heard_ - grains_);
}

void PitchFlattening::Impl::adopt(const FlatteningParams& params, int frames) noexcept {
  from_ = now(heard_);
  to_ = limited(params);
  glide_start_ = heard_;
  glide_end_ = from_ == to_ ? heard_ : heard_ + std::max(frames, 1);
  if (!running_ && wet_wanted(heard_)) start(heard_ - grains_);
}

FlatteningParams PitchFlattening::Impl::now(std::int64_t heard) const noexcept {
  if (heard >= glide_end_) return to_;
  const double way =
      static_cast<double>(heard - glide_start_) / static_cast<double>(glide_end_ - glide_start_);
  return {std::lerp(from_.flattening, to_.flattening, way),
          in_octaves(from_.pitch_hz, to_.pitch_hz, way),
          in_octaves(from_.formant_shift, to_.formant_shift, way)};
}

// Grains at their own places are the sound itself: from there the voice is taken up.
void PitchFlattening::Impl::start(std::int64_t out_at) noexcept {
  running_ = true;
  tracker_.reset();
  const auto at = static_cast<double>(out_at);
  epochs_.restart(at, steady_);
  overlap_add_.clear();
  overlap_add_.add({at, at, 1.0, static_cast<double>(steady_), 1.0, 1.0});
  voicing_ = 0.0;
  spacing_ = steady_;
  next_ = at + steady_;
  decide_at_ = out_at;
}

void PitchFlattening::Impl::process_chunk(std::span<const float> in,
                                          std::span<float> out) noexcept {
  std::array<float, kChunk> clean, work;
  for (std::size_t n = 0; n < in.size(); ++n) clean[n] = std::abs(in[n]) <= kAbsurd ? in[n] : 0.0f;
  const auto part = std::span(work).first(in.size());
  raw_.push({clean.data(), in.size()});
  split_.low(raw_.at(heard_ - split_.delay_frames()), part);
  low_.push(part);
  tracker_.push(part, running_);
  const std::int64_t first = heard_ - grains_;
  if (running_) flatten(first, part);
  mix(first, part, out);
  heard_ += static_cast<std::int64_t>(in.size());
  running_ = blend_ > 0.0f || wet_wanted(heard_);
}

void PitchFlattening::Impl::flatten(std::int64_t first, std::span<float> out) noexcept {
  const std::int64_t end = first + static_cast<std::int64_t>(out.size());
  for (std::int64_t at = first; at < end;) {
    while (decide_at_ <= at) decide_grain(at);
    const std::int64_t until = std::min(end, decide_at_);
    overlap_add_.render(
        low_, at,
        out.subspan(static_cast<std::size_t>(at - first), static_cast<std::size_t>(until - at)));
    at = until;
  }
}

// `wet` holds the low band. The high band is what the low one leaves of the input.
void PitchFlattening::Impl::mix(std::int64_t first, std::span<float> wet,
                                std::span<float> out) noexcept {
  const float* dry = raw_.at(first - split_.delay_frames());
  const float* low = low_.at(first);
  for (std::size_t n = 0; n < out.size(); ++n) {
    const bool wanted = wet_wanted(heard_ + static_cast<std::int64_t>(n));
    blend_ = wanted ? std::min(1.0f, blend_ + blend_step_) : std::max(0.0f, blend_ - blend_step_);
    out[n] = dry[n];
    if (blend_ > 0.0f) out[n] += blend_ * (wet[n] - low[n]);
  }
}

// Voicing: how far the tracker's clarity lets the flattening act, never a switch.
void PitchFlattening::Impl::follow_voice(std::int64_t heard) noexcept {
  const auto ahead = static_cast<std::int64_t>(next_) + frames_in(kLookAheadSeconds, rate_);
  const auto pitch = tracker_.known_at(std::min(ahead, heard));
  const double wanted = smoothstep((pitch.clarity - kVoicedFrom) / kVoicedWidth);
  if (wanted > 0.0) period_ = pitch.period_frames;
  begins_ = voicing_ == 0.0 && wanted > 0.0;
  const double seconds = spacing_ / rate_.value();
  voicing_ = wanted > voicing_ ? std::min(wanted, voicing_ + seconds / kRiseSeconds)
                               : std::max(wanted, voicing_ - seconds / kFallSeconds);
}

void PitchFlattening::Impl::decide_grain(std::int64_t at) noexcept {
  const std::int64_t heard = at + grains_;
  const auto params = now(heard);
  follow_voice(heard);
  Grain grain;
  grain.at = next_;
  if (voicing_ > 0.0) {
    place_voiced(grain, heard, params);
  } else {
    place_steady(grain);
  }
  grain.from = std::clamp(grain.from, grain.at - longest_, grain.at + 0.5 * longest_);
  const double length = grain.fall;
  grain.rise = std::clamp(grain.at - static_cast<double>(at), 1.0, length);
  grain.speed = params.formant_shift;
  // Read faster, a grain has less energy; read slower it fills its window no better.
  grain.gain_lin *= std::sqrt(std::max(1.0, params.formant_shift));
  overlap_add_.add(grain);
  next_ = grain.at + spacing_;
  decide_at_ = static_cast<std::int64_t>(std::ceil(next_ - kLead * length));
}

// What has no pitch is put back where it was.
void PitchFlattening::Impl::place_steady(Grain& grain) noexcept {
  epochs_.extend_steady(grain.at, steady_);
  grain.at = grain.from = epochs_.nearest(grain.at).at;
  grain.fall = spacing_ = steady_;
}

void PitchFlattening::Impl::place_voiced(Grain& grain, std::int64_t heard,
                                         const FlatteningParams& params) noexcept {
  if (begins_) {
    grain.at = Epochs::strongest(low_, grain.at, heard, period_);
    epochs_.restart(grain.at, period_);
  }
  epochs_.extend_voiced(tracker_.smooth(), grain.at + 0.5 * period_, heard, period_);
  const auto place = epochs_.nearest(grain.at);
  const bool alike = std::abs(place.period / period_ - 1.0) < kPeriodsAlike;
  const double own = alike ? place.period : period_;
  const double share = params.flattening * voicing_;
  grain.from = place.at;
  grain.fall = own;
  spacing_ = in_octaves(own, rate_.value() / params.pitch_hz, share);
  // Closer grains under a divided window keep amplitude per grain, not power.
  const double closer = std::max(1.0, own / spacing_);
  grain.gain_lin = std::pow(10.0, share * kLostDb / 20.0) * std::sqrt(closer);
}

PitchFlattening::PitchFlattening(const FlatteningParams& first, Hertz rate, int,
                                 std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(first, rate, first_frame)) {}
PitchFlattening::~PitchFlattening() = default;

Frames PitchFlattening::latency(Hertz rate) {
  return Frames(BandSplit::delay_frames(rate) + frames_in(kGrainsSeconds, rate));
}

void PitchFlattening::adopt(const FlatteningParams& params, int frames) noexcept {
  impl_->adopt(params, frames);
}

bool PitchFlattening::settled() const noexcept {
  const float end = neutral(impl_->to_) ? 0.0f : 1.0f;
  return impl_->heard_ >= impl_->glide_end_ && impl_->blend_ == end;
}

void PitchFlattening::process(std::span<const float> in, std::span<float> out) noexcept {
  for (std::size_t done = 0; done < in.size(); done += kChunk) {
    const std::size_t count = std::min<std::size_t>(kChunk, in.size() - done);
    impl_->process_chunk(in.subspan(done, count), out.subspan(done, count));
  }
}

}  // namespace otoscape::implant::matched
