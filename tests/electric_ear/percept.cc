// SPDX-License-Identifier: Apache-2.0
#include "tests/electric_ear/percept.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <fstream>
#include <map>
#include <numbers>
#include <stdexcept>
#include <string>

#include "otoscape/implant/tables/places.h"
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

constexpr double kBinHz = 125.0;
// Bins of each band from bin 2 on (Nucleus MATLAB toolbox).
const std::map<int, std::vector<int>> kBins = {
    {4, {7, 8, 16, 31}},
    {8, {2, 2, 3, 4, 6, 9, 14, 22}},
    {12, {1, 2, 2, 2, 2, 3, 4, 5, 7, 9, 11, 14}},
    {22, {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8}},
};

// Gain of the directional microphone, from its taps at 16 kHz.
double microphone_db(double hz) {
  static const std::vector<double> taps = [] {
    std::ifstream file(OTOSCAPE_SOURCE_DIR "/otoscape/implant/testdata/directional_taps.txt");
    std::vector<double> read;
    for (std::string line; std::getline(file, line);)
      if (!line.starts_with('#')) read.push_back(std::stod(line));
    if (read.size() != 129) throw std::runtime_error("no taps of the directional microphone");
    return read;
  }();
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < taps.size(); ++n)
    sum += taps[n] * std::polar(1.0, -2.0 * std::numbers::pi * hz / 16000.0 * double(n));
  return 20.0 * std::log10(std::abs(sum));
}

// Electrodes from the most apical to the most basal, evenly.
int electrode_of(int band, int bands) {
  return static_cast<int>(std::lround(band * 21.0 / (bands - 1)));
}

}  // namespace

ElectricEar adapted(double a, implant::vocoder::Carrier carrier) {
  return {.adaptation = a,
          .spread_db_per_mm = 2.0 * std::pow(1.2, a),
          .envelope_hz = 160.0 + 40.0 * a,
          .carrier = carrier};
}

implant::CodingParams coding_of(const ElectricEar& ear) {
  implant::CodingParams coding;
  coding.maxima = std::min(ear.maxima, ear.bands);
  coding.growth.alpha = implant::alpha_of_q(20.0, coding.growth.base, coding.growth.saturation);
  for (int band = 0; band < ear.bands; ++band)
    coding.bands.push_back({electrode_of(band, ear.bands), 120.0, 180.0});
  return coding;
}

implant::vocoder::VocoderParams vocoder_of(const ElectricEar& ear) {
  const implant::tables::ElectrodeArray& array = *implant::tables::find_array("contour-advance");
  const implant::tables::ContactPlaces contacts =
      implant::tables::contact_places(array, array.insertion_mm);
  implant::vocoder::VocoderParams vocoder{.carrier = ear.carrier,
                                          .spread_db_per_mm = ear.spread_db_per_mm,
                                          .envelope_hz = ear.envelope_hz,
                                          .places = {}};
  double low_hz = 1.5 * kBinHz;
  for (int band = 0; band < ear.bands; ++band) {
    const auto contact = static_cast<std::size_t>(electrode_of(band, ear.bands));
    const double width_hz = kBinHz * kBins.at(ear.bands)[static_cast<std::size_t>(band)];
    const double centre_hz = low_hz + 0.5 * width_hz;
    const double place_hz = std::pow(contacts.spiral_ganglion_hz[contact], 1.0 - ear.adaptation) *
                            std::pow(centre_hz, ear.adaptation);
    vocoder.places.push_back({.position_mm = contacts.mm[contact],
                              .place_hz = place_hz,
                              .width_hz = width_hz * place_hz / centre_hz,
                              .deemphasis_db = std::clamp(-microphone_db(centre_hz), -10.0, 10.0)});
    low_hz += width_hz;
  }
  return vocoder;
}

std::vector<float> percept(std::span<const float> sound, const ElectricEar& ear) {
  constexpr Hertz kRate{kTalkerRate};
  constexpr std::size_t kBlock = 256;
  implant::vocoder::Vocoder vocoder(make_vocoder_design(coding_of(ear), vocoder_of(ear), kRate),
                                    kRate, kBlock, ear.key, 0);
  const auto latency = static_cast<std::size_t>(implant::vocoder::Vocoder::latency(kRate).value());
  std::vector<float> out(sound.begin(), sound.end());
  out.resize(sound.size() + latency);
  for (std::size_t at = 0; at < out.size(); at += kBlock) {
    const auto block = std::span(out).subspan(at, std::min(kBlock, out.size() - at));
    vocoder.process(block, block);
  }
  out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(latency));
  return out;
}

}  // namespace otoscape::test
