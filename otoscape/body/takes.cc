// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/takes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "otoscape/dsp/bessel.h"

namespace otoscape::body {

LowRate::LowRate(Hertz rate)
    : rate_(rate), factor_(std::max(1, static_cast<int>(std::lround(rate.value() / 3000.0)))) {
  constexpr double kBeta = 8.6;
  // Half the low rate is the middle of the slope.
  const int half = kInterpolated / 2 * factor_;
  taps_.resize(static_cast<std::size_t>(2 * half + kSumRoom));
  for (int phase = 0; phase < factor_; ++phase) {
    double sum = 0.0;
    for (int pass = 0; pass < 2; ++pass) {
      for (int n = phase; n < 2 * half; n += factor_) {
        const double x = static_cast<double>(n - half) / factor_, way = x / (kInterpolated / 2);
        const double sinc =
            x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
        const double tap = sinc * dsp::bessel_i0(kBeta * std::sqrt(std::max(0.0, 1.0 - way * way)));
        if (pass == 0) sum += tap;
        if (pass == 1) taps_[static_cast<std::size_t>(n)] = static_cast<float>(tap / sum);
      }
    }
  }
}

void LowRate::add(const std::array<std::span<const float>, 2>& tables, std::int64_t from,
                  int frames, const StereoOut& out) const noexcept {
  constexpr int kBefore = kInterpolated / 2 - 1;  // values that a frame reads before its own
  const auto values = static_cast<std::int64_t>(tables[0].size());
  // Frames beside the first and the last values are nothing.
  const std::int64_t first = std::max<std::int64_t>(from, kBefore * factor_);
  const std::int64_t end = std::min(from + frames, (values - kInterpolated / 2) * factor_);
  if (first >= end) return;
  const std::int64_t value = first / factor_;
  const auto oldest = static_cast<std::size_t>(value - kBefore);
  const auto skipped = first - from;
  interpolate({taps_.data(), factor_, static_cast<int>(first - value * factor_)},
              {tables[0].data() + oldest, tables[1].data() + oldest}, static_cast<int>(end - first),
              {out.left + skipped, out.right + skipped});
}

Take::Take(std::shared_ptr<const LowRate> low, double low_s, double full_s)
    : rate_(std::move(low)) {
  const auto size = [](double s, Hertz rate) {
    return static_cast<std::size_t>(std::ceil(s * rate.value()));
  };
  for (std::size_t ear = 0; ear < 2; ++ear) {
    low_[ear].resize(size(low_s, rate_->rate()) + 3 * LowRate::kLead);
    full_[ear].resize(size(full_s, rate_->full_rate()));
  }
}

double Take::low_lead_s() const noexcept { return 2 * LowRate::kLead / rate_->rate().value(); }

std::int64_t Take::lead_frames() const noexcept {
  return static_cast<std::int64_t>(2 * LowRate::kLead) * rate_->factor();
}

std::int64_t Take::end_frames() const noexcept {
  return std::max(static_cast<std::int64_t>(low_[0].size()) * rate_->factor() - lead_frames(),
                  static_cast<std::int64_t>(full_[0].size()));
}

void Take::clear() noexcept {
  for (std::size_t ear = 0; ear < 2; ++ear) {
    std::fill_n(low_[ear].begin(), low_used_, 0.0f);
    std::fill_n(full_[ear].begin(), full_used_, 0.0f);
  }
  low_used_ = full_used_ = 0;
}

StereoSpan Take::low_until(double time_s) noexcept {
  // What the interpolation reads behind the last value is nothing.
  const double values = (time_s + low_lead_s()) * rate_->rate().value() + LowRate::kLead + 1;
  low_used_ = std::min(low_[0].size(), std::max(low_used_, static_cast<std::size_t>(values)));
  return {std::span(low_[0]).first(low_used_), std::span(low_[1]).first(low_used_)};
}

void Take::add(const Mode& mode) noexcept {
  const double end_s = mode.start_s + mode.length_s();
  if (mode.hz >= LowRate::kLowModes.value()) {
    const double frames = end_s * rate_->full_rate().value() + 1.0;
    full_used_ = std::min(full_[0].size(), std::max(full_used_, static_cast<std::size_t>(frames)));
    add_mode(mode, rate_->full_rate(), {full_[0], full_[1]});
    return;
  }
  Mode later = mode;
  later.start_s += low_lead_s();
  add_mode(later, rate_->rate(), low_until(end_s));
}

void Take::sound(std::int64_t since_event, int frames, StereoRow& row) const noexcept {
  const std::int64_t lead = lead_frames();
  const auto skip = static_cast<int>(std::clamp<std::int64_t>(-lead - since_event, 0, frames));
  if (skip < frames) {
    const std::array<std::span<const float>, 2> low = {std::span(low_[0]).first(low_used_),
                                                       std::span(low_[1]).first(low_used_)};
    rate_->add(low, since_event + lead + skip, frames - skip,
               {row.left.x + skip, row.right.x + skip});
  }
  const auto size = static_cast<std::int64_t>(full_used_);
  const std::int64_t first = std::max<std::int64_t>(0, -since_event);
  const std::int64_t end = std::min<std::int64_t>(frames, size - since_event);
  for (std::int64_t n = first; n < end; ++n) {
    row.left.x[n] += full_[0][static_cast<std::size_t>(since_event + n)];
    row.right.x[n] += full_[1][static_cast<std::size_t>(since_event + n)];
  }
}

Takes::Takes(const std::shared_ptr<const LowRate>& low, double low_s, double full_s)
    : slots_(static_cast<std::size_t>(kSlots), Slot{Take(low, low_s, full_s), {}, false}) {}

}  // namespace otoscape::body
