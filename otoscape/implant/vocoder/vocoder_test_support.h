// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "otoscape/dsp/resampler.h"
#include "otoscape/dsp/window.h"
#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/front_end/microphone.h"
#include "otoscape/implant/tables/places.h"
#include "otoscape/implant/testdata/golden.h"
#include "otoscape/implant/vocoder/percept_level.h"
#include "otoscape/implant/vocoder/speech_noise.h"
#include "otoscape/implant/vocoder/vocoder.h"

// A common map, a sentence, and measures of the percept.

namespace otoscape::implant::vocoder::test {

inline constexpr double kRate = 48000.0;

// ACE, 8 of 22, T 120, C 180.
inline CodingParams ace_map(int bands = 22, int maxima = 8) {
  CodingParams p;
  p.maxima = std::min(maxima, bands);
  for (int b = 0; b < bands; ++b) {
    p.bands.push_back({.electrode = b, .t_level = 120.0, .c_level = 180.0});
  }
  return p;
}

// The percept at the frequencies of the bands (adaptation 1) or at the places of the Contour's
// contacts (0).
inline VocoderParams percept_of(const CodingParams& coding, double adaptation = 1.0) {
  VocoderParams p;
  const auto edges = coding::band_edges_hz(coding);
  const auto contacts = tables::contact_places(*tables::find_array("contour-advance"), 18.0);
  for (std::size_t b = 0; b < coding.bands.size(); ++b) {
    const double centre = 0.5 * (edges[b] + edges[b + 1]);
    const auto contact = static_cast<std::size_t>(coding.bands[b].electrode);
    const double factor = std::pow(contacts.spiral_ganglion_hz[contact] / centre, 1.0 - adaptation);
    p.places.push_back(
        {.position_mm = contacts.mm[contact],
         .place_hz = centre * factor,
         .width_hz = (edges[b + 1] - edges[b]) * factor,
         .deemphasis_db = -front_end::microphone_gain(coding.microphone, Hertz(centre)).value()});
  }
  return p;
}

// HiRes 120 with 16 electrodes, levels in µA, and places 1.1 mm apart from 333 Hz up.
inline CodingParams hires_map() {
  CodingParams p;
  p.strategy = Strategy::hires120;
  p.agc = Agc::dual;
  p.chip = Chip::micro_amperes;
  p.growth = {.growth = Growth::decibels, .base = 1e-3, .range_db = 60.0};
  p.pulse_width_us = 18.0;
  for (int e = 0; e < 16; ++e) p.bands.push_back({e, 50.0, 500.0, false});
  return p;
}

inline VocoderParams hires_percept() {
  VocoderParams p;
  for (int e = 0; e < 16; ++e) {
    const double hz = 333.0 * std::pow(2.0, 0.27 * e);
    p.places.push_back({.position_mm = 10.0 + 1.1 * e, .place_hz = hz, .width_hz = 0.2 * hz});
  }
  return p;
}

inline std::vector<float> at_rate(const std::vector<double>& sound_16k, double rate_hz) {
  std::vector<float> in(sound_16k.begin(), sound_16k.end());
  dsp::Resampler up(Hertz(16000), Hertz(rate_hz), static_cast<int>(in.size()), 0);
  std::vector<float> out(static_cast<std::size_t>(up.most(static_cast<int>(in.size()))));
  out.resize(static_cast<std::size_t>(up.process(in, out)));
  return out;
}

inline double power(std::span<const float> x) {
  double sum = 0.0;
  for (const float v : x) sum += static_cast<double>(v) * static_cast<double>(v);
  return sum / static_cast<double>(std::max<std::size_t>(x.size(), 1));
}
inline double db_spl(std::span<const float> x) {
  return 10.0 * std::log10(power(x) + 1e-30) + 93.979;
}
inline std::vector<float> at_level(std::vector<float> x, double wanted_db_spl) {
  const auto gain = static_cast<float>(std::pow(10.0, (wanted_db_spl - db_spl(x)) / 20.0));
  for (float& v : x) v *= gain;
  return x;
}

// In pascals.
inline std::vector<float> sentence(double level_db_spl = 65.0, double rate_hz = kRate) {
  return at_level(at_rate(golden::sentence(), rate_hz), level_db_spl);
}
inline std::vector<float> speech_noise(double level_db_spl = 65.0, double rate_hz = kRate) {
  const auto noise = speech_spectrum_noise(Hertz(16000));
  return at_level(at_rate(std::vector<double>(noise.begin(), noise.end()), rate_hz), level_db_spl);
}
inline std::vector<float> tone(double hz, double level_db_spl, double seconds,
                               double rate_hz = kRate) {
  std::vector<float> x(static_cast<std::size_t>(seconds * rate_hz));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(
        std::sin(2.0 * std::numbers::pi * hz / rate_hz * static_cast<double>(n)));
  }
  return at_level(std::move(x), level_db_spl);
}

inline std::vector<float> heard_through(Vocoder& vocoder, std::span<const float> in,
                                        std::size_t block = 1024) {
  std::vector<float> out(in.size());
  for (std::size_t at = 0; at < in.size(); at += block) {
    const std::size_t frames = std::min(block, in.size() - at);
    vocoder.process(in.subspan(at, frames), std::span(out).subspan(at, frames));
  }
  return out;
}
inline std::vector<float> heard_through(const CodingParams& coding, const VocoderParams& percept,
                                        std::span<const float> in, double rate_hz = kRate,
                                        std::uint64_t key = 1) {
  Vocoder vocoder(make_vocoder_design(coding, percept, Hertz(rate_hz)), Hertz(rate_hz), 1024, key,
                  0);
  return heard_through(vocoder, in);
}

// Power at one frequency under a Hann window.
inline double line_power(std::span<const float> x, double hz, double rate_hz) {
  std::complex<double> sum = 0.0;
  const std::complex<double> turn = std::polar(1.0, -2.0 * std::numbers::pi * hz / rate_hz);
  std::complex<double> phase = 1.0;
  const double n = static_cast<double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i, phase *= turn) {
    sum += static_cast<double>(x[i]) * dsp::hann(static_cast<double>(i), n) * phase;
  }
  return std::norm(sum) / (n * n);
}

}  // namespace otoscape::implant::vocoder::test
