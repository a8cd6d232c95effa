// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/hrirs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>

#include "otoscape/dsp/minimum_phase.h"
#include "otoscape/dsp/window.h"
#include "otoscape/spatial/front_reference.h"

namespace otoscape::spatial {
namespace {

constexpr double kSeconds = 0.0058;  // of the filters, to the nearest power of two
constexpr double kMostDelaySeconds = 0.0007;
constexpr int kSincHalf = 16;
constexpr double kKaiserBeta = 8.0;
constexpr std::array<Ear, 2> kEars{Ear::left, Ear::right};
// Of the phase that gives the delay.
constexpr std::size_t kFirstPoint = 5, kLastPoint = 37;

// In radians a frame.
double turn_of(double hz, Hertz rate) { return 2.0 * std::numbers::pi * hz / rate.value(); }

std::complex<double> response_of(const std::vector<float>& taps, double turn) {
  std::complex<double> sum;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    sum += static_cast<double>(taps[n]) * std::polar(1.0, -turn * static_cast<double>(n));
  }
  return sum;
}

// A gain between the grid's points; beyond them the last.
double between(const Gains& gains, Hertz frequency) {
  const double at = frequency.value() / kGridHz;
  const auto k = static_cast<std::size_t>(at);
  if (k + 1 >= gains.size()) return gains.back();
  return std::lerp(gains[k], gains[k + 1], at - static_cast<double>(k));
}

// The delay in frames that is missing in `taps`, by least squares over the phase's line through 0.
double missing_delay(const Response& ratio, const std::vector<float>& taps, Hertz rate) {
  double phase = 0.0, products = 0.0, squares = 0.0;
  for (std::size_t k = kFirstPoint; k <= kLastPoint; ++k) {
    const double turn = turn_of(grid_hz(k), rate);
    const double wrapped = std::arg(ratio[k] * std::conj(response_of(taps, turn)));
    phase += std::remainder(wrapped - phase, 2.0 * std::numbers::pi);
    products -= phase * turn;
    squares += turn * turn;
  }
  return products / squares;
}

class Maker {
 public:
  Maker(Hertz rate, Hrirs& hrirs) : rate_(rate), hrirs_(hrirs) {
    const auto taps = std::lround(std::log2(kSeconds * rate.value()));
    most_delay_ = static_cast<int>(std::ceil(kMostDelaySeconds * rate.value()));
    hrirs.taps = 1 << taps;
    hrirs.front_frame = kSincHalf + most_delay_;
    filter_taps_ = hrirs.taps - hrirs.front_frame - most_delay_ - kSincHalf;
  }

  std::span<float> of(int channel, Ear ear) {
    const auto part = std::as_const(hrirs_).of(channel, ear);
    return {hrirs_.coefficients.data() + (part.data() - hrirs_.coefficients.data()), part.size()};
  }

  // False where the delay is too large.
  bool add(const FrontReference::Relative& relative, std::span<float> to) const {
    const auto filter = dsp::minimum_phase(
        rate_, filter_taps_, [&](Hertz frequency) { return between(relative.gains, frequency); });
    const double delay = missing_delay(relative.ratio, filter, rate_);
    if (!(std::abs(delay) <= most_delay_)) return false;
    for (std::size_t m = 0; m < filter.size(); ++m) {
      const double middle = hrirs_.front_frame + delay + static_cast<double>(m);
      const int first = static_cast<int>(std::ceil(middle)) - kSincHalf;
      for (int n = first; n < first + 2 * kSincHalf; ++n) {
        const double off = n - middle, angle = std::numbers::pi * off;
        const double sinc = std::abs(off) < 1e-9 ? 1.0 : std::sin(angle) / angle;
        to[static_cast<std::size_t>(n)] += static_cast<float>(
            static_cast<double>(filter[m]) * sinc * dsp::kaiser(off / kSincHalf, kKaiserBeta));
      }
    }
    return true;
  }

  // What is equal in front left and right: its power in both ears re that in both channels.
  double phantom_power(int left, int right) {
    constexpr double kLowHz = 125.0, kHighHz = 1000.0;
    constexpr int kPoints = 36;  // twelve an octave
    double power = 0.0;
    for (const Ear ear : kEars) {
      const auto a = of(left, ear), b = of(right, ear);
      std::vector<float> sum(a.size());
      std::ranges::transform(a, b, sum.begin(), std::plus());
      for (int n = 0; n <= kPoints; ++n) {
        const double hz = kLowHz * std::pow(kHighHz / kLowHz, static_cast<double>(n) / kPoints);
        power += std::norm(response_of(sum, turn_of(hz, rate_))) / (2.0 * (kPoints + 1));
      }
    }
    return power;
  }

 private:
  Hertz rate_;
  Hrirs& hrirs_;
  int most_delay_ = 0, filter_taps_ = 0;
};

double level_lin(Maker& maker, const Layout& layout) {
  const auto left = layout.channel_of(Speaker::front_left),
             right = layout.channel_of(Speaker::front_right);
  if (layout.channel_of(Speaker::front_centre) || !left || !right) {
    return 1.0 / std::numbers::sqrt2;
  }
  return 1.0 / std::sqrt(maker.phantom_power(*left, *right));
}

Error too_far(Direction at) {
  const auto degrees = [](double value) { return std::to_string(std::lround(value)) + "°"; };
  return failed("sound from azimuth " + degrees(at.azimuth_deg) + ", elevation " +
                degrees(at.elevation_deg) +
                " and sound from the front arrive more than 0.7 ms apart at one ear, which no head "
                "explains: the measured delays are wrong");
}

}  // namespace

double Hrirs::largest_lin(Ear ear) const {
  double sum = 0.0;
  for (int c = 0; c < layout.channels(); ++c) {
    for (const float tap : of(c, ear)) sum += std::abs(static_cast<double>(tap));
  }
  return sum;
}

Result<Hrirs> make_hrirs(const Head& head, const Layout& layout, Hertz rate) {
  Hrirs hrirs{.rate = rate, .layout = layout};
  Maker maker(rate, hrirs);
  hrirs.coefficients.assign(static_cast<std::size_t>(2 * layout.channels() * hrirs.taps), 0.0f);
  for (const Ear ear : kEars) {
    const FrontReference reference(head, ear);
    for (int c = 0; c < layout.channels(); ++c) {
      if (layout[c] == Speaker::lfe) continue;
      const Direction at = direction_of(layout[c], layout);
      if (!maker.add(reference.at(at), maker.of(c, ear))) return too_far(at);
    }
  }
  const auto level = static_cast<float>(level_lin(maker, layout));
  for (float& tap : hrirs.coefficients) tap *= level;
  if (const auto lfe = layout.channel_of(Speaker::lfe)) {
    for (const Ear ear : kEars) {
      maker.of(*lfe, ear)[static_cast<std::size_t>(hrirs.front_frame)] = 1.0f;
    }
  }
  return hrirs;
}

}  // namespace otoscape::spatial
