// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/sii.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::metrics {
namespace {

constexpr double kSelfMaskingDb = 24.0;
constexpr double kNothingDb = 130.0;  // a part this far below another adds nothing that is printed

double power(double db) { return std::exp(db * (std::numbers::ln10 / 10.0)); }

double within_1(double x) { return std::clamp(x, 0.0, 1.0); }

}  // namespace

Sii::Sii(SiiProcedure procedure, std::span<const double> importance)
    : table_(sii_table(procedure)),
      importance_(importance.empty() ? table_.importance : importance),
      spreads_(procedure != SiiProcedure::octaves) {
  const bool thirds = procedure == SiiProcedure::third_octaves;
  for (std::size_t k = 0; k < bands(); ++k) {
    slope_width_db_[k] =
        thirds ? 10.0 * std::log10(table_.centre_hz[k]) - 6.353 : table_.width_db[k];
    for (std::size_t i = k + 1; i < bands(); ++i) {
      octaves_[k][i] = 3.32 * std::log10(table_.centre_hz[i] / table_.high_hz[k]);
    }
  }
}

Sii::Bands Sii::masking(const Spectra& spectra) const {
  Bands z{};
  std::ranges::copy(spectra.noise_db, z.begin());
  if (!spreads_) return z;
  Bands spread{};
  for (std::size_t k = 0; k + 1 < bands(); ++k) {
    const double b = std::max(spectra.noise_db[k], spectra.speech_db[k] - kSelfMaskingDb);
    if (k == 0) z[0] = b;
    const double slope = -80.0 + 0.6 * (b + slope_width_db_[k]);
    for (std::size_t i = k + 1; i < bands(); ++i) {
      const double level = b + slope * octaves_[k][i];
      if (level > spectra.noise_db[i] - kNothingDb) spread[i] += power(level);
    }
  }
  for (std::size_t i = 1; i < bands(); ++i) {
    z[i] = 10.0 * std::log10(power(spectra.noise_db[i]) + spread[i]);
  }
  return z;
}

double Sii::index(const Spectra& spectra) const {
  const Bands z = masking(spectra);
  const auto usual = table_.speech(VocalEffort::normal);
  double sum = 0.0;
  for (std::size_t i = 0; i < bands(); ++i) {
    const double speech = spectra.speech_db[i];
    const double least = std::max(z[i], table_.internal_db[i] + spectra.threshold_db_hl[i]);
    const double distortion = within_1(1.0 - (speech - usual[i] - 10.0) / 160.0);
    sum += importance_[i] * distortion * within_1((speech - least + 15.0) / 30.0);
  }
  return sum;
}

Sii::Bands direct_speech(SiiProcedure procedure, VocalEffort effort, double metres) {
  Sii::Bands speech{};
  std::ranges::transform(sii_table(procedure).speech(effort), speech.begin(),
                         [&](double db) { return db - 20.0 * std::log10(metres); });
  return speech;
}

SpeechAndNoise from_modulation(std::span<const double, kModulationHz.size()> transfer,
                               double together_db) {
  double sum = 0.0;
  for (const double m : transfer) {
    sum += std::clamp(10.0 * std::log10(m / (1.0 - m)), -15.0, 15.0);
  }
  const double ratio_db = sum / static_cast<double>(transfer.size());
  const double ratio = std::pow(10.0, 0.1 * ratio_db);
  const double speech =
      ratio_db + 10.0 * std::log10(std::pow(10.0, 0.1 * together_db) / (1.0 + ratio));
  return {speech, speech - ratio_db};
}

}  // namespace otoscape::metrics
