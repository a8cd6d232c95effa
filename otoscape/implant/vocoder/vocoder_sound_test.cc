// SPDX-License-Identifier: Apache-2.0
// What comes out, measured: levels, spectra, places, and what must not be in it.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"
#include "otoscape/implant/vocoder/vocoder_test_support.h"

namespace otoscape::implant::vocoder {
namespace {

using namespace test;

constexpr int kSize = 8192;
constexpr double kBinHz = kRate / kSize;

// Mean power by bin, under Hann windows that overlap by half.
std::vector<double> spectrum(std::span<const float> x) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kSize, arena);
  const auto re = arena.take<float>(kSize), im = arena.take<float>(kSize);
  std::vector<double> power(kSize / 2);
  for (std::size_t at = 0; at + kSize <= x.size(); at += kSize / 2) {
    for (std::size_t n = 0; n < kSize; ++n) {
      re[n] = x[at + n] * static_cast<float>(dsp::hann(static_cast<double>(n), kSize));
      im[n] = 0.0f;
    }
    fft.forward(re, im);
    for (std::size_t k = 0; k < power.size(); ++k) {
      power[k] += static_cast<double>(re[k]) * static_cast<double>(re[k]) +
                  static_cast<double>(im[k]) * static_cast<double>(im[k]);
    }
  }
  return power;
}

double between(const std::vector<double>& power, double low_hz, double high_hz) {
  const auto first = static_cast<std::ptrdiff_t>(std::ceil(low_hz / kBinHz));
  const auto last = static_cast<std::ptrdiff_t>(std::ceil(high_hz / kBinHz));
  return std::accumulate(power.begin() + first, power.begin() + last, 0.0);
}

double db(double ratio) { return 10.0 * std::log10(ratio + 1e-40); }

TEST(VocoderSound, SpeechKeepsItsLevel) {
  const auto map = ace_map();
  const auto x = sentence();
  for (const double spread : {0.0, 2.4, 0.6}) {
    for (const Carrier carrier : {Carrier::noise, Carrier::sine}) {
      auto percept = percept_of(map, spread == 0.6 ? 0.0 : 1.0);
      percept.spread_db_per_mm = spread;
      percept.carrier = carrier;
      EXPECT_NEAR(db_spl(heard_through(map, percept, x)), 65.0, 2.0) << spread;
    }
  }
  for (const double sensitivity : {-6.0, 6.0}) {
    auto other = map;
    other.sensitivity_db = sensitivity;
    EXPECT_NEAR(db_spl(heard_through(other, percept_of(other), x)), 65.0, 2.0) << sensitivity;
  }
}

TEST(VocoderSound, TheMapsCompressionIsHeardAndNoTrackerUndoesIt) {
  const auto map = ace_map();
  const auto percept = percept_of(map);
  const auto out = [&](double level) {
    return db_spl(heard_through(map, percept, sentence(level)));
  };
  const double at_65 = out(65.0);
  EXPECT_NEAR(out(55.0) - out(45.0), 10.0, 0.8);  // what is soft stays proportional
  EXPECT_GT(out(45.0) - out(25.0), 20.5);         // near the base level it falls faster
  EXPECT_LT(out(85.0) - at_65, 5.0);              // limiter and C level
  EXPECT_NEAR(out(95.0), out(85.0), 0.5);
}

TEST(VocoderSound, BelowTheBaseLevelThereIsExactSilence) {
  const auto map = ace_map();
  for (const float v : heard_through(map, percept_of(map), speech_noise(10.0))) ASSERT_EQ(v, 0.0f);
  EXPECT_GT(power(heard_through(map, percept_of(map), speech_noise(35.0))), 0.0);
}

TEST(VocoderSound, TheLongTermSpectrumStays) {
  const auto map = ace_map();
  const auto in = spectrum(sentence());
  for (const Carrier carrier : {Carrier::noise, Carrier::sine}) {
    auto percept = percept_of(map);
    percept.carrier = carrier;
    const auto out = spectrum(heard_through(map, percept, sentence()));
    std::vector<double> change;
    for (int third = -6; third <= 8; ++third) {  // 250 Hz … 6.3 kHz
      const double hz = 1000.0 * std::pow(10.0, third / 10.0), edge = std::pow(10.0, 0.05);
      change.push_back(db(between(out, hz / edge, hz * edge) / between(in, hz / edge, hz * edge)));
    }
    const double n = static_cast<double>(change.size());
    const double mean = std::accumulate(change.begin(), change.end(), 0.0) / n;
    double squares = 0.0;
    for (const double c : change) squares += (c - mean) * (c - mean);
    EXPECT_LT(std::sqrt(squares / n), carrier == Carrier::noise ? 2.3 : 4.0);
  }
}

// The envelope of one band on a sine far up: its spectrum around that sine.
double images_db(const CodingParams& map, std::span<const float> x) {
  constexpr double kFar = 12000.0, kCycles = 16000.0 / 18.0;
  double near = 0.0, images = 0.0;
  for (std::size_t band = 2; band < 22; band += 4) {
    auto percept = percept_of(map);
    percept.carrier = Carrier::sine;
    for (auto& place : percept.places) place.place_hz = 1e6;  // not representable: silent
    percept.places[band].place_hz = kFar;
    const auto out = heard_through(map, percept, x);
    const auto power = spectrum(std::span(out).subspan(9600));
    near += between(power, kFar - 450.0, kFar + 450.0);
    images += between(power, kFar - kCycles - 440.0, kFar - 450.0) +
              between(power, kFar + 450.0, kFar + kCycles + 440.0);
  }
  return db(images / near);
}

TEST(VocoderSound, TheRateOfCyclesIsNotHeard) {
  EXPECT_LT(images_db(ace_map(), sentence()), -40.0);
  EXPECT_LT(images_db(ace_map(), tone(1000.0, 65.0, 2.0)), -120.0);
}

TEST(VocoderSound, ATonesPlaceIsHeardWhereItsElectrodeIs) {
  const auto map = ace_map();
  const auto edges = coding::band_edges_hz(map);
  // At 0.6 dB/mm with places where the contacts lie, the ends of the array pull the middle of what
  // is heard.
  for (const double spread : {0.0, 2.4, 0.6}) {
    for (const Carrier carrier : {Carrier::noise, Carrier::sine}) {
      auto percept = percept_of(map, spread == 0.6 ? 0.0 : 1.0);
      percept.spread_db_per_mm = spread;
      percept.carrier = carrier;
      for (std::size_t band = 0; band < 22; band += 3) {
        const double centre = 0.5 * (edges[band] + edges[band + 1]);
        const bool end = band == 0 || band == 21;
        const double most = spread != 0.6 ? 0.1 : end ? 0.35 : 0.3;
        const auto out = heard_through(map, percept, tone(centre, 55.0, 1.0));
        const auto power = spectrum(std::span(out).subspan(9600));
        double sum = 0.0, centroid = 0.0;
        for (std::size_t k = 10; k < power.size(); ++k) {
          sum += power[k], centroid += power[k] * std::log2(static_cast<double>(k) * kBinHz);
        }
        EXPECT_NEAR(centroid / sum, std::log2(percept.places[band].place_hz), most)
            << centre << " Hz, " << spread << " dB/mm";
        if (carrier == Carrier::sine) {  // noise has no one strongest line
          const auto strongest = std::max_element(power.begin() + 10, power.end()) - power.begin();
          EXPECT_NEAR(std::log2(static_cast<double>(strongest) * kBinHz),
                      std::log2(percept.places[band].place_hz), 0.05);
        }
      }
    }
  }
}

TEST(VocoderSound, NoiseBandsAreAsWideAsTheirPlaces) {
  const auto map = ace_map();
  auto percept = percept_of(map);
  for (auto& place : percept.places) place.place_hz = 1e6;
  percept.places[6].place_hz = 3000.0, percept.places[6].width_hz = 400.0;
  percept.envelope_hz = 16.0;
  const auto out = heard_through(map, percept, tone(1000.0, 65.0, 20.0));
  const auto power = spectrum(std::span(out).subspan(48000));
  const auto density = [&](double hz) { return between(power, hz - 30.0, hz + 30.0); };
  const double top = density(3000.0);
  EXPECT_NEAR(db(density(3200.0) / top), -3.0, 0.5);
  EXPECT_NEAR(db(density(2800.0) / top), -3.0, 0.5);
  // Two sections: toward 12 dB for each octave off the centre.
  EXPECT_NEAR(db(density(4600.0) / density(3800.0)), -11.0, 1.0);
}

}  // namespace
}  // namespace otoscape::implant::vocoder
