// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/felt_path.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/minimum_phase.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::felt {
namespace {

constexpr int kFilterTaps = 256;  // 171 ms
constexpr double kWindowSeconds = 400.0 / 1500.0;

// The water's delay and level, ours.
constexpr double kDelaySeconds = 0.0022, kDelayWander = 0.0016, kDelayHz = 0.35;
constexpr double kLongestDelay = 0.006, kLevelWanderDb = 0.9, kLevelHz = 0.7;
constexpr int kSlowStep = 16;             // samples between two values of a wander
constexpr float kShortestDelay = 1.001f;  // samples: a cubic needs one on either side
constexpr int kDelayRoom = 16;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Between x[1] and x[2], the cubic through four samples (Lagrange).
float cubic(const float* x, float t) {
  const float before = t + 1.0f, after = t - 1.0f, last = t - 2.0f;
  return -t * after * last * (1.0f / 6.0f) * x[0] + before * after * last * 0.5f * x[1] -
         before * t * last * 0.5f * x[2] + before * t * after * (1.0f / 6.0f) * x[3];
}

dsp::SlidingBuffer buffer(int samples, std::int64_t first) {
  return dsp::SlidingBuffer(samples + static_cast<int>(kDotMultiple), 1, first);
}

void push(dsp::SlidingBuffer& to, float x) noexcept OTOSCAPE_RT { to.push({&x, 1}); }

GainLanes lanes_of(const FeltParams& params) {
  GainLanes lanes;
  for (std::size_t i = 0; i <= kBands; ++i) {
    const GainLaw& law = kLaws[i];
    const bool moved = params.physical && i < kBands;
    const double threshold = moved ? kPhysicalDbSpl[i] : law.threshold;
    const double water = params.physical && i == kWaterLaw ? kPhysicalDbSpl[i] : 0.0;
    lanes.reference_db[i] = static_cast<float>(params.reference_db - water);
    lanes.threshold[i] = static_cast<float>(threshold);
    lanes.at[i] = static_cast<float>(law.at);
    lanes.below[i] = static_cast<float>(law.below);
    lanes.above[i] = static_cast<float>(law.above);
    lanes.lowest[i] = static_cast<float>(law.lowest);
    lanes.highest[i] = static_cast<float>(law.highest);
  }
  return lanes;
}

std::vector<float> level_window(Hertz rate) {
  std::vector<float> window;
  double sum = 0.0;
  const auto taps = static_cast<int>(std::lround(kWindowSeconds * rate.value()));
  const auto at = [&](int n) {
    const double t = n / rate.value();
    return (1.0 - std::exp(-t / kRiseSeconds)) * std::exp(-t / kFallSeconds);
  };
  for (int n = 0; n < taps; ++n) sum += at(n);
  for (int n = 0; n < taps; ++n) window.push_back(static_cast<float>(at(n) / sum));
  return window;
}

}  // namespace

FeltPath::FeltPath(const Setup& setup, const FeltParams& params)
    : setup_(setup),
      params_(params),
      low_(setup.spec.rate, setup.latency),
      laws_(lanes_of(params)),
      up_(low_, setup.quantum, arena_),
      next_(low_.sample_at_or_after(setup.first_frame)),
      end_(setup.first_frame) {
  for (int ear = 0; ear < setup.spec.ears; ++ear) {
    down_.emplace_back(low_, setup.quantum, setup.first_frame);
  }
  design();
  mid_ = side_ = buffer(kFilterTaps, next_);
  under_water_ = buffer(kFilterTaps, next_);
  for (auto& power : power_) power = buffer(static_cast<int>(window_.size()), next_);
  const int most_read = setup.latency / low_.factor + setup.quantum / low_.factor + 4;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    pressed_[ear] = buffer(kFilterTaps, next_);
    muffled_[ear] = buffer(kDelayRoom, next_);
    felt_[ear] = buffer(most_read, next_);
    const auto wander = [&](std::uint64_t number, double hz) {
      const double cells = kSlowStep * dsp::cells_per_frame(Hertz(2.0 * hz), low_.rate);
      return Wander{dsp::hash(params.key, 2 * number + ear), dsp::to_cells(cells)};
    };
    delay_[ear] = wander(0, kDelayHz);
    level_[ear] = wander(1, kLevelHz);
  }
  if (params.water) wander_to(floor_div(next_, kSlowStep) * kSlowStep);
}

FeltPath::Filter FeltPath::take_filter(const std::vector<float>& taps) {
  const std::size_t whole = (taps.size() + kDotMultiple - 1) / kDotMultiple * kDotMultiple;
  const Filter filter = arena_.take<float>(whole);
  std::ranges::reverse_copy(taps, filter.end() - static_cast<std::ptrdiff_t>(taps.size()));
  return filter;
}

void FeltPath::design() {
  const auto make = [&](const auto& lin) {
    return dsp::minimum_phase(low_.rate, kFilterTaps, lin);
  };
  std::array<std::vector<float>, kBands> bands;
  for (std::size_t b = 0; b < kBands; ++b) {
    bands[b] = make([b](Hertz hz) { return std::abs(band(b, hz)); });
    bands_[b] = take_filter(bands[b]);
  }
  window_ = take_filter(level_window(Hertz(0.5 * low_.rate.value())));
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const double body = setup_.spec.ears == 1 ? 1.0 : kBodyScale[ear],
                 water = setup_.spec.ears == 1 ? 1.0 : kWaterScale[ear];
    body_[ear] = take_filter(make([=](Hertz hz) { return body_lin(hz, body); }));
    water_[ear] = take_filter(make([=](Hertz hz) { return water_lin(hz, water); }));
  }
  // Bands at their largest gains, in the combination that adds up to the most.
  double body_peak = 0.0, water_peak = 0.0;
  for (double hz = 5.0; hz < 700.0; hz += 5.0) {
    double most = 0.0;
    for (unsigned which = 1; which < 1u << kBands; ++which) {
      std::vector<float> sum(kFilterTaps, 0.0f);
      for (std::size_t b = 0; b < kBands; ++b) {
        if ((which >> b & 1u) == 0) continue;
        std::ranges::transform(sum, bands[b], sum.begin(), std::plus());
      }
      most = std::max(most, dsp::response_lin(sum, low_.rate, Hertz(hz)));
    }
    for (std::size_t ear = 0; ear < 2; ++ear) {
      body_peak = std::max(body_peak, most * body_lin(Hertz(hz), kBodyScale[ear]));
      water_peak = std::max(water_peak, water_lin(Hertz(hz), kWaterScale[ear]));
    }
  }
  body_peak_ = static_cast<float>(body_peak);
  water_peak_ = static_cast<float>(water_peak);
}

float FeltPath::run(Filter filter, const dsp::SlidingBuffer& past) const noexcept {
  const auto count = static_cast<std::int64_t>(filter.size());
  return dot(filter.data(), past.at(past.end() - count), filter.size());
}

void FeltPath::take_bands(float mid, float side) noexcept {
  for (std::size_t b = 0; b < kBands; ++b) {
    band_mid_[b] = run(bands_[b], mid_);
    band_side_[b] = setup_.spec.ears == 2 ? run(bands_[b], side_) : 0.0f;
    pair_power_[b] += band_mid_[b] * band_mid_[b] + band_side_[b] * band_side_[b];
  }
  pair_power_[kWaterLaw] += mid * mid + side * side;
}

void FeltPath::move_gains() noexcept {
  std::array<float, kBands + 1> power{};
  for (std::size_t i = 0; i < (params_.water ? kBands + 1 : kBands); ++i) {
    push(power_[i], pair_power_[i]);  // 2 · (m² + s²), the mean of two
    power[i] = run(window_, power_[i]);
  }
  pair_power_ = {};
  gain_ = gains_lin(laws_, power);
}

// Values of the wanders at the last multiple of kSlowStep and the next one: functions of the
// sample's number alone.
void FeltPath::wander_to(std::int64_t sample) noexcept {
  if (sample % kSlowStep != 0) return;
  const auto slow = [&](const Wander& w, std::int64_t step) {
    return dsp::slow_noise(w.key, static_cast<std::uint64_t>(step) * w.step);
  };
  const std::int64_t step = sample / kSlowStep;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const auto draw = [&](Wander& w, auto&& value) {
      w.at = static_cast<float>(value(slow(w, step)));
      w.next = static_cast<float>(value(slow(w, step + 1)));
    };
    draw(delay_[ear], [&](double x) {
      return std::clamp(kDelaySeconds + kDelayWander * x, 0.0, kLongestDelay) * low_.rate.value();
    });
    draw(level_[ear], [](double x) { return std::exp2(kLevelWanderDb * x / 6.020599913); });
  }
}

float FeltPath::water(std::size_t ear, std::int64_t sample) noexcept {
  push(muffled_[ear], run(water_[ear], under_water_));
  const auto part = static_cast<float>(sample - floor_div(sample, kSlowStep) * kSlowStep) /
                    static_cast<float>(kSlowStep);
  const float delay = std::max(std::lerp(delay_[ear].at, delay_[ear].next, part), kShortestDelay);
  const float whole = std::ceil(delay);
  const float* past = muffled_[ear].at(sample - static_cast<std::int64_t>(whole) - 1);
  return std::lerp(level_[ear].at, level_[ear].next, part) * cubic(past, whole - delay);
}

void FeltPath::feel(std::int64_t sample, const Levels& levels) noexcept {
  const float left = down_[0].sample(sample),
              right = setup_.spec.ears == 2 ? down_[1].sample(sample) : left;
  const float mid = 0.5f * (left + right), side = 0.5f * (left - right);
  push(mid_, mid);
  push(side_, side);
  take_bands(mid, side);
  if (sample % 2 == 0) move_gains();
  const auto& gain = gain_;
  auto body = static_cast<float>(levels.body_lin), voice = static_cast<float>(levels.water_lin);
  // At its highest levels nothing gets louder than the programme.
  const float most = std::max({gain[0], gain[1], gain[2]}) * body_peak_ * body +
                     gain[kWaterLaw] * water_peak_ * voice;
  if (most > 1.0f) body /= most, voice /= most;
  if (params_.water) {
    wander_to(sample);
    push(under_water_, gain[kWaterLaw] * mid);
  }
  for (std::size_t ear = 0; ear < static_cast<std::size_t>(setup_.spec.ears); ++ear) {
    const auto share = static_cast<float>(ear == 0 ? kSideShare : -kSideShare);
    float pressed = 0.0f;
    for (std::size_t b = 0; b < kBands; ++b) {
      pressed += gain[b] * (band_mid_[b] + share * band_side_[b]);
    }
    push(pressed_[ear], pressed);
    const float felt = body * run(body_[ear], pressed_[ear]);
    push(felt_[ear], params_.water ? felt + voice * water(ear, sample) : felt);
  }
}

void FeltPath::process(ConstBlock<FullScaleUnit> in, const Levels& from, const Levels& to,
                       FullScaleBlock out) noexcept {
  const std::int64_t first = end_;
  for (std::size_t ear = 0; ear < down_.size(); ++ear) {
    down_[ear].push(in.channel(static_cast<int>(ear)));
  }
  end_ += in.frames();
  for (; down_[0].has(next_); ++next_) {
    const double part =
        static_cast<double>(next_ * low_.factor - (first - low_.half)) / in.frames();
    feel(next_, {std::lerp(from.body_lin, to.body_lin, part),
                 std::lerp(from.water_lin, to.water_lin, part)});
  }
  for (std::size_t ear = 0; ear < down_.size(); ++ear) {
    up_.process(felt_[ear], first - setup_.latency, out.channel(static_cast<int>(ear)));
  }
}

}  // namespace otoscape::felt
