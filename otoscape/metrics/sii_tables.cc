// SPDX-License-Identifier: Apache-2.0
// Table: constants of ANSI S3.5-1997, tables 1 (critical bands), 3 (third octaves), 4 (octaves) and
// B.2 (importances).
#include "otoscape/metrics/sii_tables.h"

#include <cmath>
#include <vector>

namespace otoscape::metrics {
namespace {

namespace critical {
constexpr std::array kLimitsHz = {100.0,  200.0,  300.0,  400.0,  510.0,  630.0,  770.0,  920.0,
                                  1080.0, 1270.0, 1480.0, 1720.0, 2000.0, 2320.0, 2700.0, 3150.0,
                                  3700.0, 4400.0, 5300.0, 6400.0, 7700.0, 9500.0};
constexpr std::array kImportance = {0.0103, 0.0261, 0.0419, 0.0577, 0.0577, 0.0577, 0.0577,
                                    0.0577, 0.0577, 0.0577, 0.0577, 0.0577, 0.0577, 0.0577,
                                    0.0577, 0.0577, 0.0577, 0.046,  0.0343, 0.0226, 0.011};
constexpr std::array kInternalDb = {1.5,   -3.9,  -7.2,  -8.9,  -10.3, -11.4, -12.0,
                                    -12.5, -13.2, -14.0, -15.4, -16.9, -18.8, -21.2,
                                    -23.2, -24.9, -25.9, -24.2, -19.0, -11.7, -6.0};
constexpr std::array kDrumDb = {0.6,  1.0,  1.4,  1.4,  1.9,  2.8,  3.0,  2.6, 2.6, 3.6, 6.1,
                                10.5, 13.8, 16.8, 15.8, 14.9, 14.3, 12.4, 7.9, 4.3, 0.5};
constexpr std::array kNormal = {31.44, 34.75, 34.14, 34.58, 33.17, 30.64, 27.59,
                                25.01, 23.52, 22.28, 20.15, 18.29, 16.37, 13.8,
                                12.21, 11.09, 9.33,  5.84,  3.47,  1.78,  -0.14};
constexpr std::array kRaised = {34.06, 38.98, 38.62, 39.84, 39.44, 37.99, 35.85,
                                33.86, 32.56, 30.91, 28.58, 26.37, 24.34, 22.35,
                                21.04, 19.56, 16.78, 12.14, 9.04,  6.36,  3.44};
constexpr std::array kLoud = {34.21, 41.55, 43.68, 44.08, 45.34, 45.22, 43.6,
                              42.16, 41.07, 39.68, 37.7,  35.62, 33.17, 30.98,
                              29.01, 27.71, 25.41, 19.2,  15.37, 12.61, 9.62};
constexpr std::array kShout = {28.69, 42.5, 47.14, 48.46, 50.17, 51.68, 51.43,
                               51.31, 49.4, 49.03, 47.65, 45.47, 43.13, 40.8,
                               39.15, 37.3, 34.41, 29.01, 25.17, 22.08, 18.76};
// Bands 3 to 19 alone, each of the same importance.
constexpr std::array kEqual = {0.0588, 0.0588, 0.0588, 0.0588, 0.0588, 0.0588,
                               0.0588, 0.0588, 0.0588, 0.0588, 0.0588, 0.0588,
                               0.0588, 0.0588, 0.0588, 0.0588, 0.0588};
}  // namespace critical

namespace third {
constexpr std::array kCentreHz = {160.0,  200.0,  250.0,  315.0,  400.0,  500.0,
                                  630.0,  800.0,  1000.0, 1250.0, 1600.0, 2000.0,
                                  2500.0, 3150.0, 4000.0, 5000.0, 6300.0, 8000.0};
constexpr std::array kImportance = {0.0083, 0.0095, 0.015,  0.0289, 0.044,  0.0578,
                                    0.0653, 0.0711, 0.0818, 0.0844, 0.0882, 0.0898,
                                    0.0868, 0.0844, 0.0771, 0.0527, 0.0364, 0.0185};
constexpr std::array kInternalDb = {0.6,   -1.7,  -3.9,  -6.1,  -8.2,  -9.7,  -10.8, -11.9, -12.5,
                                    -13.5, -15.4, -17.7, -21.2, -24.2, -25.9, -23.6, -15.8, -7.1};
constexpr std::array kDrumDb = {0.0, 0.5, 1.0,  1.4,  1.5,  1.8,  2.4,  3.1, 2.6,
                                3.0, 6.1, 12.0, 16.8, 15.0, 14.3, 10.7, 6.4, 1.8};
constexpr std::array kNormal = {32.41, 34.48, 34.75, 33.98, 34.59, 34.27, 32.06, 28.3, 25.01,
                                23.0,  20.15, 17.32, 13.18, 11.55, 9.33,  5.31,  2.59, 1.13};
constexpr std::array kRaised = {33.81, 33.92, 38.98, 38.57, 39.11, 40.15, 38.78, 36.37, 33.86,
                                31.89, 28.58, 25.32, 22.35, 20.15, 16.78, 11.47, 7.67,  5.07};
constexpr std::array kLoud = {35.29, 37.76, 41.55, 43.78, 43.3,  44.85, 45.55, 44.05, 42.16,
                              40.53, 37.7,  34.39, 30.98, 28.21, 25.41, 18.35, 13.87, 11.39};
constexpr std::array kShout = {30.77, 36.65, 42.5,  46.51, 47.4,  49.24, 51.21, 51.44, 51.31,
                               49.63, 47.65, 44.32, 40.8,  38.13, 34.41, 28.24, 23.45, 20.72};
constexpr std::array kNonsense = {0.0,    0.0,    0.0153, 0.0284, 0.0363, 0.0422,
                                  0.0509, 0.0584, 0.0667, 0.0774, 0.0893, 0.1104,
                                  0.112,  0.0981, 0.0867, 0.0728, 0.0551, 0.0};
constexpr std::array kCid22 = {0.0365, 0.0279, 0.0405, 0.05,   0.053,  0.0518,
                               0.0514, 0.0575, 0.0717, 0.0873, 0.0902, 0.0938,
                               0.0928, 0.0678, 0.0498, 0.0312, 0.0215, 0.0253};
constexpr std::array kNu6 = {0.0168, 0.013,  0.0211, 0.0344, 0.0517, 0.0737,
                             0.0658, 0.0644, 0.0664, 0.0802, 0.0987, 0.1171,
                             0.0932, 0.0783, 0.0562, 0.0337, 0.0177, 0.0176};
constexpr std::array kRhyme = {0.0,    0.024,  0.033,  0.039,  0.0571, 0.0691,
                               0.0781, 0.0751, 0.0781, 0.0811, 0.0961, 0.0901,
                               0.0781, 0.0691, 0.048,  0.033,  0.027,  0.024};
constexpr std::array kPassages = {0.0114, 0.0153, 0.0179, 0.0558, 0.0898, 0.0944,
                                  0.0709, 0.066,  0.0628, 0.0672, 0.0747, 0.0755,
                                  0.082,  0.0808, 0.0483, 0.0453, 0.0274, 0.0145};
constexpr std::array kSpin = {0.0,    0.0255, 0.0256, 0.036,  0.0362, 0.0514,
                              0.0616, 0.077,  0.0718, 0.0718, 0.1075, 0.0921,
                              0.1026, 0.0922, 0.0719, 0.0461, 0.0306, 0.0};
constexpr std::array kConnected = {0.0082, 0.0168, 0.0255, 0.0374, 0.0637, 0.0694,
                                   0.0529, 0.0374, 0.0441, 0.0784, 0.1035, 0.1023,
                                   0.0926, 0.0738, 0.0596, 0.0454, 0.0365, 0.0275};
}  // namespace third

namespace octave {
constexpr std::array kCentreHz = {250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0};
constexpr std::array kImportance = {0.0617, 0.1671, 0.2373, 0.2648, 0.2142, 0.0549};
constexpr std::array kInternalDb = {-3.9, -9.7, -12.5, -17.7, -25.9, -7.1};
constexpr std::array kDrumDb = {1.0, 1.8, 2.6, 12.0, 14.3, 1.8};
constexpr std::array kNormal = {34.75, 34.27, 25.01, 17.32, 9.33, 1.13};
constexpr std::array kRaised = {38.98, 40.15, 33.86, 25.32, 16.78, 5.07};
constexpr std::array kLoud = {41.55, 44.85, 42.16, 34.39, 25.41, 11.39};
constexpr std::array kShout = {42.5, 49.24, 51.31, 44.32, 34.41, 20.72};
}  // namespace octave

// Columns that follow from others.
struct Columns {
  std::vector<double> low_hz, high_hz, centre_hz, width_db;
};

Columns critical_columns() {
  Columns made;
  for (std::size_t i = 0; i + 1 < critical::kLimitsHz.size(); ++i) {
    const double low = critical::kLimitsHz[i], high = critical::kLimitsHz[i + 1];
    made.low_hz.push_back(low);
    made.high_hz.push_back(high);
    made.centre_hz.push_back(std::sqrt(low * high));
    made.width_db.push_back(10.0 * std::log10(high - low));
  }
  return made;
}

// ratio: of a limit to the centre. first_db: width of the lowest band; each is step_db wider than
// the one before it.
Columns octave_columns(std::span<const double> centre_hz, double ratio, double first_db,
                       double step_db) {
  Columns made;
  for (const double hz : centre_hz) {
    made.low_hz.push_back(hz * ratio);
    made.high_hz.push_back(hz / ratio);
    made.centre_hz.push_back(hz);
    made.width_db.push_back(first_db + step_db * static_cast<double>(made.width_db.size()));
  }
  return made;
}

SiiTable critical_table(std::size_t from, std::size_t count, std::span<const double> importance) {
  static const Columns columns = critical_columns();
  const auto part = [&](std::span<const double> all) { return all.subspan(from, count); };
  return {part(columns.low_hz),
          part(columns.high_hz),
          part(columns.centre_hz),
          part(columns.width_db),
          importance,
          part(critical::kInternalDb),
          part(critical::kDrumDb),
          {part(critical::kNormal), part(critical::kRaised), part(critical::kLoud),
           part(critical::kShout)}};
}

SiiTable third_table() {
  using namespace third;
  // The standard's masking begins at the centre over 0.89; its widths rise by 1 dB a band.
  static const Columns columns = octave_columns(kCentreHz, 0.89, 15.65, 1.0);
  return {columns.low_hz, columns.high_hz, columns.centre_hz, columns.width_db,
          kImportance,    kInternalDb,     kDrumDb,           {kNormal, kRaised, kLoud, kShout}};
}

SiiTable octave_table() {
  using namespace octave;
  static const Columns columns = octave_columns(kCentreHz, std::sqrt(0.5), 22.48, 3.0);
  return {columns.low_hz, columns.high_hz, columns.centre_hz, columns.width_db,
          kImportance,    kInternalDb,     kDrumDb,           {kNormal, kRaised, kLoud, kShout}};
}

}  // namespace

const SiiTable& sii_table(SiiProcedure procedure) {
  static const SiiTable all =
      critical_table(0, critical::kImportance.size(), critical::kImportance);
  static const SiiTable equal = critical_table(2, critical::kEqual.size(), critical::kEqual);
  static const SiiTable thirds = third_table();
  static const SiiTable octaves = octave_table();
  switch (procedure) {
    case SiiProcedure::critical_bands:
      return all;
    case SiiProcedure::equal_critical_bands:
      return equal;
    case SiiProcedure::octaves:
      return octaves;
    case SiiProcedure::third_octaves:
      break;
  }
  return thirds;
}

std::span<const double, kThirdOctaves> sii_importance(SpeechMaterial material) {
  switch (material) {
    case SpeechMaterial::nonsense:
      return third::kNonsense;
    case SpeechMaterial::cid_22:
      return third::kCid22;
    case SpeechMaterial::nu_6:
      return third::kNu6;
    case SpeechMaterial::rhyme:
      return third::kRhyme;
    case SpeechMaterial::passages:
      return third::kPassages;
    case SpeechMaterial::spin:
      return third::kSpin;
    case SpeechMaterial::connected:
      return third::kConnected;
    case SpeechMaterial::average:
      break;
  }
  return third::kImportance;
}

}  // namespace otoscape::metrics
