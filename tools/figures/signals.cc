// SPDX-License-Identifier: Apache-2.0
#include "tools/figures/signals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"
#include "otoscape/render/offline.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::figures {
namespace {

using std::numbers::pi;

constexpr int kTransform = 8192;

hearing::Audiogram flat(double db_hl) {
  return *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
}

// Mean power spectrum of Hann windows half a window apart; a tone's lines sum to its mean square.
std::vector<double> power_spectrum(const Signal& x) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kTransform, arena);
  const auto re = arena.take<float>(kTransform), im = arena.take<float>(kTransform);
  std::vector<double> power(kTransform / 2);
  int windows = 0;
  for (std::size_t at = 0; at + kTransform <= x.size(); at += kTransform / 2, ++windows) {
    for (std::size_t n = 0; n < kTransform; ++n) {
      re[n] = x[at + n] * static_cast<float>(dsp::hann(static_cast<double>(n), kTransform));
      im[n] = 0.0f;
    }
    fft.forward(re, im);
    for (std::size_t k = 0; k < power.size(); ++k) power[k] += re[k] * re[k] + im[k] * im[k];
  }
  const double hann_power = 0.375;
  for (double& p : power) p *= 2.0 / (hann_power * kTransform * kTransform * windows);
  return power;
}

struct Band {
  double power;
  int bins;
};

// The bins of a band some octaves wide.
Band band_of(const std::vector<double>& power, double middle_hz, double octaves) {
  const double bin_hz = kRateHz / kTransform, half = std::exp2(octaves / 2.0);
  const auto first = static_cast<std::size_t>(std::ceil(middle_hz / half / bin_hz));
  const auto end = static_cast<std::size_t>(std::ceil(middle_hz * half / bin_hz));
  Band band{0.0, static_cast<int>(end - first)};
  for (std::size_t k = first; k < std::min(end, power.size()); ++k) band.power += power[k];
  return band;
}

}  // namespace

hearing::HearingProfile flat_loss(double air_db_hl) {
  hearing::HearingProfile profile;
  profile.left.air = profile.right.air = flat(air_db_hl);
  return profile;
}

hearing::HearingProfile flat_loss(double air_db_hl, double bone_db_hl) {
  hearing::HearingProfile profile = flat_loss(air_db_hl);
  profile.left.bone = profile.right.bone = flat(bone_db_hl);
  return profile;
}

Signal tone(double hz, double amplitude, int frames, double rate_hz) {
  Signal x(static_cast<std::size_t>(frames));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] =
        static_cast<float>(amplitude * std::sin(2.0 * pi * hz * static_cast<double>(n) / rate_hz));
  }
  return x;
}

Signal hear(const Signal& x, const hearing::HearingProfile& listener,
            const render::RenderParams& params, double rate_hz) {
  render::OfflineRenderer renderer({Hertz(rate_hz), 1}, listener, params);
  const auto heard = renderer.render({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  Signal y(heard.channel(0).begin(), heard.channel(0).end());
  const auto more = renderer.rest();
  y.insert(y.end(), more.channel(0).begin(), more.channel(0).end());
  return y;
}

double line_level_db(const Signal& x, double hz, double rate_hz) {
  const std::size_t first = x.size() / 2;
  double re = 0.0, im = 0.0, norm = 0.0;
  for (std::size_t n = first; n < x.size(); ++n) {
    const double w =
        dsp::hann(static_cast<double>(n - first), static_cast<double>(x.size() - first));
    const double turn = 2.0 * pi * hz * static_cast<double>(n) / rate_hz;
    re += w * x[n] * std::cos(turn);
    im += w * x[n] * std::sin(turn);
    norm += w;
  }
  return 10.0 * std::log10(2.0 * (re * re + im * im) / (norm * norm) + 1e-30);
}

double heard_db_hl(const hearing::HearingProfile& listener, double hz, double db_hl) {
  const Calibration calibration{DbSpl(120.0)};  // loud tones stay below the guard
  const DbFs level = calibration.to_fs(to_spl(DbHl(db_hl), Hertz(hz)));
  const double amplitude = std::sqrt(2.0) * to_amplitude(Decibels(level.value()));
  const Signal x = tone(hz, amplitude, static_cast<int>(0.8 * kRateHz));
  const Signal y = hear(x, listener, {.calibration = calibration, .smearing = false});
  return to_hl(calibration.to_spl(DbFs(line_level_db(y, hz))), Hertz(hz)).value();
}

Points level_over_time(const Signal& x, int window, int step) {
  Points points;
  for (int end = window; end <= static_cast<int>(x.size()); end += step) {
    double sum = 0.0;
    for (int n = end - window; n < end; ++n) {
      sum += static_cast<double>(x[static_cast<std::size_t>(n)]) * x[static_cast<std::size_t>(n)];
    }
    const double middle = end - 0.5 * window;
    points.push_back({1000.0 * middle / kRateHz, 10.0 * std::log10(sum / window + 1e-20)});
  }
  return points;
}

Points third_octaves(const Signal& x) {
  const std::vector<double> power = power_spectrum(x);
  Points points;
  for (int third = -12; third <= 12; ++third) {
    const double middle = 1000.0 * std::exp2(third / 3.0);
    points.push_back({middle, 10.0 * std::log10(band_of(power, middle, 1.0 / 3.0).power + 1e-20)});
  }
  return points;
}

Points density(const Signal& x) {
  const std::vector<double> power = power_spectrum(x);
  Points points;
  for (double hz = 100.0; hz <= 12000.0; hz *= std::exp2(1.0 / 12.0)) {
    const Band band = band_of(power, hz, 1.0 / 12.0);
    if (band.bins == 0) continue;
    points.push_back({hz, 10.0 * std::log10(band.power / band.bins + 1e-20)});
  }
  return points;
}

}  // namespace otoscape::figures
