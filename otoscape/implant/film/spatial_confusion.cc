// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/spatial_confusion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "otoscape/base/ease.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::implant::film {
namespace {

// All ours, measured on scattered hits with and without a bed of sound in the middle.
constexpr double kLookAheadSeconds = 0.050;
constexpr double kFastSeconds = 0.003, kSlowSeconds = 0.150;  // of the power's two averages
constexpr double kSlowBeforeSeconds = 0.050, kRise = 4.0;     // fast now, re slow then
constexpr double kApartSeconds = 0.080;                       // events, at least
constexpr double kMeasureSeconds = 0.030;
constexpr double kGridSeconds = 64.0 / 48000.0;
constexpr double kSilence = 1e-10;  // mean square: 14 dB SPL in pascals
constexpr float kAbsurd = 1e6f;
constexpr int kChunk = 256;
constexpr double kQuarter = std::numbers::pi / 4.0;

int frames_in(double seconds, Hertz rate) {
  return static_cast<int>(std::lround(seconds * rate.value()));
}

// Into ±45°, as between two mirrors.
double reflected(double angle) {
  const double turns = (angle + kQuarter) / (4.0 * kQuarter);
  const double way = 4.0 * std::abs(turns - std::floor(turns + 0.5));  // 0…2, a triangle
  return kQuarter * (way - 1.0);
}

// Standard normal (Box & Muller 1958), drawn from a key and the frame of an event.
double normal(std::uint64_t key, std::int64_t frame) {
  const std::uint64_t own = dsp::hash(key, static_cast<std::uint64_t>(frame));
  const double u = std::ldexp(static_cast<double>((dsp::hash(own, 0) >> 11) + 1), -53);
  const double v = std::ldexp(static_cast<double>(dsp::hash(own, 1) >> 11), -53);
  return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
}

}  // namespace

struct SpatialConfusion::Impl {
  Impl(double sigma_deg, Hertz rate, std::uint64_t key, std::int64_t first_frame);

  void process(std::span<float> left, std::span<float> right) noexcept;
  void listen(float left, float right) noexcept;
  void at_grid() noexcept;
  void decide() noexcept;
  void turn(std::span<float> left, std::span<float> right) noexcept;
  double angle_at(std::int64_t frame) const noexcept;

  int look_ahead_, grid_, apart_, measure_, glide_;
  double fast_share_, slow_share_, sigma_;
  std::uint64_t key_;
  std::int64_t frame_;  // of the programme, the next to come in

  dsp::SlidingBuffer left_, right_;
  double fast_ = 0.0, slow_ = 0.0;
  std::vector<double> slow_before_;  // at grid points, a ring
  std::size_t slot_ = 0;
  std::int64_t event_, measures_until_ = -1;  // the last event; or none is measured
  double left_power_ = 0.0, right_power_ = 0.0, product_ = 0.0;

  double from_ = 0.0, to_ = 0.0;  // radians
  std::int64_t glide_from_;       // frame that comes out where the glide begins
};

SpatialConfusion::Impl::Impl(double sigma_deg, Hertz rate, std::uint64_t key,
                             std::int64_t first_frame)
    : look_ahead_(frames_in(kLookAheadSeconds, rate)),
      grid_(frames_in(kGridSeconds, rate)),
      apart_(frames_in(kApartSeconds, rate)),
      measure_(frames_in(kMeasureSeconds, rate)),
      glide_(look_ahead_ - measure_),
      fast_share_(-std::expm1(-1.0 / (kFastSeconds * rate.value()))),
      slow_share_(-std::expm1(-1.0 / (kSlowSeconds * rate.value()))),
      sigma_(sigma_deg * std::numbers::pi / 180.0),
      key_(key),
      frame_(first_frame),
      left_(look_ahead_, kChunk),
      right_(look_ahead_, kChunk),
      slow_before_(static_cast<std::size_t>(std::lround(kSlowBeforeSeconds / kGridSeconds))),
      event_(first_frame - apart_),
      glide_from_(first_frame - look_ahead_ - glide_) {}

void SpatialConfusion::Impl::listen(float left, float right) noexcept {
  const auto l = static_cast<double>(left), r = static_cast<double>(right);
  const double power = l * l + r * r;
  fast_ += fast_share_ * (power - fast_);
  slow_ += slow_share_ * (power - slow_);
  if (measures_until_ < 0) return;
  left_power_ += l * l;
  right_power_ += r * r;
  product_ += l * r;
}

// Frame frame_ − 1 has just been heard, and frame_ is a multiple of the grid.
void SpatialConfusion::Impl::at_grid() noexcept {
  const double before = slow_before_[slot_];
  slow_before_[slot_] = slow_;
  slot_ = (slot_ + 1) % slow_before_.size();
  if (frame_ - event_ < apart_ || fast_ <= kRise * std::max(before, kSilence)) return;
  event_ = frame_;
  measures_until_ = frame_ + measure_;
  left_power_ = right_power_ = product_ = 0.0;
}

// The event's angle, −45° left … +45° right, is turned to one drawn round it; the turn is there
// when the event comes out.
void SpatialConfusion::Impl::decide() noexcept {
  measures_until_ = -1;
  const double own = 0.5 * std::atan2(2.0 * product_, left_power_ - right_power_) - kQuarter;
  from_ = to_;
  to_ = reflected(own + sigma_ * normal(key_, event_)) - own;
  if (sigma_ == 0.0) to_ = 0.0;
  glide_from_ = frame_ - look_ahead_;
}

double SpatialConfusion::Impl::angle_at(std::int64_t frame) const noexcept {
  const double way = static_cast<double>(frame - glide_from_) / static_cast<double>(glide_);
  if (way >= 1.0 || from_ == to_) return to_;
  return from_ + (to_ - from_) * raised_cosine(std::max(0.0, way));
}

// What comes out now was heard look_ahead_ frames ago.
void SpatialConfusion::Impl::turn(std::span<float> left, std::span<float> right) noexcept {
  const std::int64_t first = left_.end() - static_cast<std::int64_t>(left.size()) - look_ahead_;
  const float* l = left_.at(first);
  const float* r = right_.at(first);
  double angle = 0.0, c = 1.0, s = 0.0;
  for (std::size_t n = 0; n < left.size(); ++n) {
    const std::int64_t frame = frame_ - static_cast<std::int64_t>(left.size() - n) - look_ahead_;
    if (const double now = angle_at(frame); now != angle) {
      angle = now, c = std::cos(now), s = std::sin(now);
    }
    const auto x = static_cast<double>(l[n]), y = static_cast<double>(r[n]);
    left[n] = static_cast<float>(c * x - s * y);
    right[n] = static_cast<float>(s * x + c * y);
  }
}

// From one decision to the next at most: a decision must not reach frames that came out before it.
void SpatialConfusion::Impl::process(std::span<float> left, std::span<float> right) noexcept {
  for (std::size_t done = 0; done < left.size();) {
    auto most = static_cast<std::int64_t>(left.size() - done);
    most = std::min<std::int64_t>(most, grid_ - (frame_ % grid_ + grid_) % grid_);
    if (measures_until_ >= 0) most = std::min(most, measures_until_ - frame_);
    const auto count = static_cast<std::size_t>(std::min<std::int64_t>(most, kChunk));
    const auto l = left.subspan(done, count), r = right.subspan(done, count);
    for (std::size_t n = 0; n < count; ++n) {
      if (!(std::abs(l[n]) <= kAbsurd)) l[n] = 0.0f;
      if (!(std::abs(r[n]) <= kAbsurd)) r[n] = 0.0f;
      listen(l[n], r[n]);
    }
    left_.push(l);
    right_.push(r);
    frame_ += static_cast<std::int64_t>(count);
    turn(l, r);
    if (measures_until_ == frame_) decide();
    if (frame_ % grid_ == 0) at_grid();
    done += count;
  }
}

SpatialConfusion::SpatialConfusion(double sigma_deg, Hertz rate, std::uint64_t key,
                                   std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(sigma_deg, rate, key, first_frame)) {}
SpatialConfusion::~SpatialConfusion() = default;

Frames SpatialConfusion::latency(Hertz rate) { return Frames(frames_in(kLookAheadSeconds, rate)); }

void SpatialConfusion::adopt(double sigma_deg) noexcept {
  impl_->sigma_ = sigma_deg * std::numbers::pi / 180.0;
}

void SpatialConfusion::process(std::span<float> left, std::span<float> right) noexcept {
  impl_->process(left, right);
}

}  // namespace otoscape::implant::film
