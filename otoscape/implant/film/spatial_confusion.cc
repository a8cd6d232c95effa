// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/spatial_confusion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/base/ease.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/implant/film/event_finder.h"

namespace otoscape::implant::film {
namespace {

// All ours, measured on scattered hits with and without a bed of sound in the middle.
constexpr double kLookAheadSeconds = 0.050, kMeasureSeconds = 0.030;
// Without an event a direction ends after kHeldSeconds; and from kLeastHeldSeconds on where the
// balance since the passage began is kMostLean of a second's energy to its side.
constexpr double kHeldSeconds = 0.500, kMostLean = 0.06, kLeastHeldSeconds = 0.120;
// An event is taken to last kLoudSeconds; it may bring the balance to kMostToCome of a second's
// energy, else its angle is made less, down to kLeastTurned of what was drawn.
constexpr double kLoudSeconds = 0.2, kMostToCome = 0.2, kLeastTurned = 0.25;
constexpr double kBeforeSeconds = 0.3;   // weight of the power before a passage
constexpr double kDriftSeconds = 0.070;  // of the glide to one that no onset began
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

// Sums over some frames of a pair.
struct Energies {
  double left = 0.0, right = 0.0, product = 0.0;

  void add(const Energies& more) {
    left += more.left, right += more.right, product += more.product;
  }
  // −45° left … +45° right
  double angle() const {
    if (left + right == 0.0) return 0.0;
    return 0.5 * std::atan2(2.0 * product, left - right) - kQuarter;
  }
  // How much right gains on left where the pair is rotated.
  double lean(double turned) const {
    return (std::cos(2.0 * turned) - 1.0) * (right - left) + 2.0 * std::sin(2.0 * turned) * product;
  }
};

}  // namespace

struct SpatialConfusion::Impl {
  Impl(double sigma_deg, Hertz rate, std::uint64_t key, std::int64_t first_frame);

  void process(std::span<float> left, std::span<float> right) noexcept;
  void listen(std::span<float> left, std::span<float> right) noexcept;
  void at_cell() noexcept;
  double in_a_second() const noexcept;
  double restrained(double turned) const noexcept;
  void decide() noexcept;
  void turn(std::span<float> left, std::span<float> right) noexcept;
  double angle_at(std::int64_t frame) const noexcept;

  EventFinder finder_;
  double rate_;
  int look_ahead_, measure_, held_, least_held_, drift_;
  double sigma_;
  std::uint64_t key_;
  std::int64_t frame_;  // of the programme, the next to come in

  dsp::SlidingBuffer left_, right_;
  Energies cell_, measured_;
  double early_ = 0.0;                        // energy of the measure's first half
  std::int64_t event_, measures_until_ = -1;  // the last event; or none is measured
  bool onset_ = true, drifts_ = false;        // whether an onset began it
  // Since the passage began, if each turn took effect at its event.
  double lean_ = 0.0, energy_ = 0.0, power_before_ = 0.0;
  std::int64_t passage_;

  double side_ = 1.0;             // 1: what is held leans to the right
  double from_ = 0.0, to_ = 0.0;  // radians
  std::int64_t glide_from_;       // frame that comes out where the glide begins
  int glide_;
};

SpatialConfusion::Impl::Impl(double sigma_deg, Hertz rate, std::uint64_t key,
                             std::int64_t first_frame)
    : finder_(rate),
      rate_(rate.value()),
      look_ahead_(frames_in(kLookAheadSeconds, rate)),
      measure_(frames_in(kMeasureSeconds, rate)),
      held_(frames_in(kHeldSeconds, rate)),
      least_held_(frames_in(kLeastHeldSeconds, rate)),
      drift_(frames_in(kDriftSeconds, rate)),
      sigma_(sigma_deg * std::numbers::pi / 180.0),
      key_(key),
      frame_(first_frame),
      left_(look_ahead_, kChunk),
      right_(look_ahead_, kChunk),
      event_(first_frame),
      passage_(first_frame),
      glide_from_(first_frame - look_ahead_ - drift_),
      glide_(look_ahead_ - measure_) {}

void SpatialConfusion::Impl::listen(std::span<float> left, std::span<float> right) noexcept {
  for (std::size_t n = 0; n < left.size(); ++n) {
    if (!(std::abs(left[n]) <= kAbsurd)) left[n] = 0.0f;
    if (!(std::abs(right[n]) <= kAbsurd)) right[n] = 0.0f;
    const auto l = static_cast<double>(left[n]), r = static_cast<double>(right[n]);
    cell_.left += l * l, cell_.right += r * r, cell_.product += l * r;
  }
}

// Energy of a second of the passage, as far as it is known.
double SpatialConfusion::Impl::in_a_second() const noexcept {
  const double before = kBeforeSeconds * rate_;
  return rate_ * (energy_ + before * power_before_) /
         (static_cast<double>(frame_ - passage_) + before);
}

// What is loud is turned less far, so that it, too, can be levelled out within a passage. It is
// taken to go on for 0.2 s as in its first 30 ms, or to decay as it did from the first half of them
// to the second.
double SpatialConfusion::Impl::restrained(double turned) const noexcept {
  const double all = measured_.left + measured_.right;
  const double left = all > early_ ? (all - early_) / std::max(early_, 1e-3 * all) : 0.0;
  const double most = kLoudSeconds / kMeasureSeconds;
  const double times = left < 1.0 ? std::min(1.0 / (1.0 - left * left), most) : most;
  const double lean = times * measured_.lean(turned);
  const double room = std::copysign(kMostToCome * in_a_second(), lean) - lean_;
  if (std::abs(lean) <= std::abs(room) || lean * room <= 0.0) return turned;
  return turned * std::max(room / lean, kLeastTurned);
}

// Frame frame_ − 1 has just been heard, and a cell ends there.
void SpatialConfusion::Impl::at_cell() noexcept {
  if (measures_until_ >= 0) {
    measured_.add(cell_);
    if (frame_ - event_ <= measure_ / 2) early_ = measured_.left + measured_.right;
    if (frame_ >= measures_until_) decide();
  } else {
    lean_ += cell_.lean(drifts_ ? angle_at(frame_ - finder_.cell() / 2) : to_);
  }
  energy_ += cell_.left + cell_.right;
  const EventFinder::Event event = finder_.next(frame_, cell_.left + cell_.right);
  cell_ = {};
  const bool free = measures_until_ < 0;
  const bool held =
      free && (frame_ - event_ >= held_ ||
               (frame_ - event_ >= least_held_ && lean_ * side_ > kMostLean * in_a_second()));
  if (event == EventFinder::Event::none && !held) return;
  if (event == EventFinder::Event::passage) {
    lean_ = energy_ = 0.0;
    power_before_ = finder_.power_before();
    passage_ = frame_;
  }
  onset_ = event == EventFinder::Event::onset;
  drifts_ = event == EventFinder::Event::none;
  event_ = frame_;
  measures_until_ = frame_ + measure_;
  measured_ = {};
}

// The event's angle, −45° left … +45° right, is turned to one drawn round it, to the side that
// levels out what the passage leans so far; the turn is there when the event comes out.
void SpatialConfusion::Impl::decide() noexcept {
  measures_until_ = -1;
  const double own = measured_.angle(), drawn = sigma_ * normal(key_, event_);
  const double one = reflected(own + drawn) - own, other = reflected(own - drawn) - own;
  const bool levels = lean_ * measured_.lean(one) <= lean_ * measured_.lean(other);
  const std::int64_t now = frame_ - look_ahead_;
  from_ = angle_at(now);
  to_ = sigma_ == 0.0 ? 0.0 : restrained(levels ? one : other);
  side_ = measured_.lean(to_) > 0.0 ? 1.0 : -1.0;
  glide_from_ = now;
  glide_ = onset_ ? static_cast<int>(event_ - now) : drift_;
  lean_ += measured_.lean(drifts_ ? angle_at(event_ + measure_ / 2) : to_);
}

double SpatialConfusion::Impl::angle_at(std::int64_t frame) const noexcept {
  const double way = static_cast<double>(frame - glide_from_) / static_cast<double>(glide_);
  if (way >= 1.0 || from_ == to_) return to_;
  return from_ + (to_ - from_) * base::raised_cosine(std::max(0.0, way));
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
    const std::size_t most = static_cast<std::size_t>(std::min(finder_.until_end(frame_), kChunk));
    const std::size_t count = std::min(left.size() - done, most);
    const auto l = left.subspan(done, count), r = right.subspan(done, count);
    listen(l, r);
    left_.push(l);
    right_.push(r);
    frame_ += static_cast<std::int64_t>(count);
    turn(l, r);
    if (finder_.until_end(frame_) == finder_.cell()) at_cell();
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
