// SPDX-License-Identifier: Apache-2.0
// Closing the loop: tones go through the program as a user would run it, into a simulated
// audiometer. They come out at C − ρ(C − L) dB HL, C = 105, ρ = C/(C − HL): within ±1 dB where the
// audiogram slopes by up to 30 dB per octave around them, ±2 dB where it is steeper; smeared, their
// third octave within ±3 dB. Above HL 100 and where there is no response they are at least 60 dB
// down.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

#include "otoscape/dsp/window.h"
#include "otoscape/units/reference_threshold.h"
#include "tests/closing_loop/float_wav.h"
#include "tests/support/shell.h"
#include "tests/support/spectrum.h"

namespace otoscape::test {
namespace {

using std::numbers::pi;

constexpr int kRate = 48000;
constexpr double kFs = 125.0;             // 100 dB HL at 8 kHz stays 12 dB below full scale
constexpr std::size_t kTone = 38400;      // 0.8 s each
constexpr std::size_t kFrom = 14400;      // measured from 0.3 s on …
constexpr std::size_t kMeasured = 19200;  // … over 0.4 s

struct Point {
  double hz;
  double db_hl;
  bool response = true;
};
struct Listener {
  std::string name, spec;
  std::vector<Point> audiogram;
};

std::string beside(const std::string& name) {
  static const TemporaryFolder folder;
  return folder / name;
}

Listener bisgaard(const std::string& name, const std::vector<double>& levels) {
  const double hz[] = {250, 375, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000};
  Listener listener{name, "preset:" + name, {}};
  for (std::size_t i = 0; i < levels.size(); ++i) listener.audiogram.push_back({hz[i], levels[i]});
  return listener;
}

constexpr double kSteepest = 70.0;  // dB per octave; few clinical audiograms are steeper

// Written as a file, the way a user would.
Listener random_listener(unsigned seed) {
  std::mt19937 random(seed);
  Listener listener{"R" + std::to_string(seed), beside("R" + std::to_string(seed) + ".toml"), {}};
  std::ofstream file(listener.spec);
  file << "format = \"otoscape.listener/1\"\nname = \"" << listener.name
       << "\"\n[both]\nair_db_hl = { ";
  double db = 5.0 * static_cast<double>(random() % 10), last_hz = 250.0;
  for (double hz : {250, 500, 1000, 2000, 3000, 4000, 6000, 8000}) {
    const double most = 5.0 * std::floor(kSteepest * std::log2(hz / last_hz) / 5.0);
    const double step = 5.0 * (static_cast<double>(random() % 13) - 4.0);
    db = std::clamp(db + std::clamp(step, -most, most), 0.0, 100.0);
    last_hz = hz;
    listener.audiogram.push_back({hz, db});
    file << (hz == 250 ? "" : ", ") << hz << " = " << db;
  }
  file << " }\n";
  return listener;
}

std::vector<Listener> listeners() {
  std::vector<Listener> all = {bisgaard("N1", {10, 10, 10, 10, 10, 10, 15, 20, 30, 40}),
                               bisgaard("N2", {20, 20, 20, 22.5, 25, 30, 35, 40, 45, 50}),
                               bisgaard("N3", {35, 35, 35, 35, 40, 45, 50, 55, 60, 65}),
                               bisgaard("N4", {55, 55, 55, 55, 55, 60, 65, 70, 75, 80}),
                               bisgaard("N5", {65, 67.5, 70, 72.5, 75, 80, 80, 80, 80, 80}),
                               bisgaard("N6", {75, 77.5, 80, 82.5, 85, 90, 90, 95, 100, 100}),
                               bisgaard("N7", {90, 92.5, 95, 100, 105, 105, 105, 105, 105, 105}),
                               bisgaard("S1", {10, 10, 10, 10, 10, 10, 15, 30, 55, 70}),
                               bisgaard("S2", {20, 20, 20, 22.5, 25, 35, 55, 75, 95, 95}),
                               bisgaard("S3", {30, 30, 35, 47.5, 60, 70, 75, 80, 80, 85})};
  for (unsigned seed = 1; seed <= 10; ++seed) all.push_back(random_listener(seed));
  return all;
}

// Steepest slope next to a point, in dB per octave.
double slope(const std::vector<Point>& a, std::size_t i) {
  double steepest = 0.0;
  for (std::size_t k : {i, i + 1}) {
    if (k == 0 || k >= a.size()) continue;
    steepest = std::max(steepest,
                        std::abs(a[k].db_hl - a[k - 1].db_hl) / std::log2(a[k].hz / a[k - 1].hz));
  }
  return steepest;
}

struct Tone {
  std::size_t point;
  double level_db_hl;
};
std::vector<Tone> tones_for(const Listener& listener, double step_db) {
  std::vector<Tone> tones;
  for (std::size_t i = 0; i < listener.audiogram.size(); ++i) {
    const double start = std::min(listener.audiogram[i].db_hl, 100.0);
    for (double level = start; level < 100.0; level += step_db) tones.push_back({i, level});
    tones.push_back({i, 100.0});
  }
  return tones;
}

double threshold_db_spl(double hz) { return reference_threshold(Hertz(hz)).value(); }

// One tone after another, with soft edges and a pause.
std::vector<float> sequence(const Listener& listener, const std::vector<Tone>& tones) {
  std::vector<float> x(tones.size() * kTone);
  for (std::size_t t = 0; t < tones.size(); ++t) {
    const double hz = listener.audiogram[tones[t].point].hz;
    const double amplitude =
        std::sqrt(2.0) * std::pow(10.0, (tones[t].level_db_hl + threshold_db_spl(hz) - kFs) / 20.0);
    constexpr std::size_t kOn = kTone - 2400, kEdge = 960;
    for (std::size_t n = 0; n < kOn; ++n) {
      const double edge = std::min(1.0, static_cast<double>(std::min(n, kOn - n)) / kEdge);
      x[t * kTone + n] = static_cast<float>(amplitude * edge * edge * (3 - 2 * edge) *
                                            std::sin(2 * pi * hz * static_cast<double>(n) / kRate));
    }
  }
  return x;
}

std::vector<float> render(const Listener& listener, const std::vector<float>& x,
                          const std::string& options) {
  const std::string in = beside("in.wav"), out = beside("out.wav");
  write_float_wav(in, x, kRate);
  const std::string command =
      std::string(OTOSCAPE_PROGRAM) + " render " + in + " -o " + out +
      " --overwrite --quiet --cache off --calibration fs=125 --ceiling 0 --listener " +
      listener.spec + " " + options;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  return read_float_wav(out);
}

// Of `count` frequencies, a bin of the measured stretch apart, under a Hann window.
double power_at(const float* x, double first_hz, std::size_t count = 1) {
  constexpr auto kFrames = static_cast<double>(kMeasured);
  static const auto window = [] {
    std::vector<float> w(kMeasured);
    for (std::size_t n = 0; n < kMeasured; ++n)
      w[n] = static_cast<float>(2.0 * dsp::hann(static_cast<double>(n), kMeasured));
    return w;
  }();
  std::vector<float> windowed(kMeasured);
  for (std::size_t n = 0; n < kMeasured; ++n) windowed[n] = x[n] * window[n];
  double sum = 0.0;
  for (const auto& line : lines(windowed, first_hz / kRate, 1.0 / kFrames, count))
    sum += 2.0 * std::norm(line) / (kFrames * kFrames);
  return sum;
}

double third_octave_power(const float* x, double hz) {
  constexpr double kBin = static_cast<double>(kRate) / kMeasured;
  const double low = std::ceil(hz * std::exp2(-1.0 / 6) / kBin),
               high = std::floor(hz * std::exp2(1.0 / 6) / kBin);
  const double sum = power_at(x, low * kBin, static_cast<std::size_t>(high - low) + 1);
  return sum / 1.5;  // the window spreads a line over 1.5 bins of power
}

double to_db_hl(double power, double hz) {
  return 10 * std::log10(power + 1e-40) + kFs - threshold_db_spl(hz);
}
double law(double loss, double level) { return 105.0 - 105.0 / (105.0 - loss) * (105.0 - level); }

struct Worst {
  double gentle = 0.0, steep = 0.0;
};
Worst worst_error(const Listener& listener, double step_db, const std::string& options,
                  bool smeared) {
  const auto tones = tones_for(listener, step_db);
  const auto y = render(listener, sequence(listener, tones), options);
  EXPECT_EQ(y.size(), tones.size() * kTone);
  Worst worst;
  for (std::size_t t = 0; t < tones.size(); ++t) {
    const Point& point = listener.audiogram[tones[t].point];
    const float* part = y.data() + t * kTone + kFrom;
    const double power = smeared ? third_octave_power(part, point.hz) : power_at(part, point.hz);
    const double heard = to_db_hl(power, point.hz);
    if (point.db_hl > 100.0) {
      EXPECT_LE(heard, tones[t].level_db_hl - 60.0) << listener.name << " " << point.hz;
      continue;
    }
    const double error = heard - law(point.db_hl, tones[t].level_db_hl);
    double& most = slope(listener.audiogram, tones[t].point) <= 30.0 ? worst.gentle : worst.steep;
    if (std::abs(error) > std::abs(most)) most = error;
  }
  std::printf("%-4s %-9s slopes to 30 dB/oct %+.2f dB, steeper %+.2f dB\n", listener.name.c_str(),
              smeared ? "smeared" : "tones", worst.gentle, worst.steep);
  return worst;
}

TEST(ClosingTheLoop, TonesFollowTheLaw) {
  for (const Listener& listener : listeners()) {
    const Worst worst = worst_error(listener, 10.0, "--smearing off", false);
    EXPECT_LT(std::abs(worst.gentle), 1.0) << listener.name;
    EXPECT_LT(std::abs(worst.steep), 2.0) << listener.name;
  }
}

TEST(ClosingTheLoop, SmearedTonesKeepTheirThirdOctave) {
  for (const Listener& listener : listeners()) {
    const Worst worst = worst_error(listener, 35.0, "", true);
    EXPECT_LT(std::abs(worst.gentle), 3.0) << listener.name;
    EXPECT_LT(std::abs(worst.steep), 3.0) << listener.name;
  }
}

TEST(ClosingTheLoop, NoResponseIsSilence) {
  Listener listener{"NR", beside("nr.toml"), {{2000, 120}, {3000, 120}, {4000, 120}}};
  std::ofstream(listener.spec)
      << "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 250 = 20, 500 = 30, "
         "1000 = 60, 2000 = \"no response\", 4000 = \"no response\" }\n";
  const auto tones = tones_for(listener, 10.0);
  const auto y = render(listener, sequence(listener, tones), "--smearing off");
  for (std::size_t t = 0; t < tones.size(); ++t) {
    const double hz = listener.audiogram[tones[t].point].hz;
    EXPECT_LE(to_db_hl(power_at(y.data() + t * kTone + kFrom, hz), hz), 40.0) << hz;
  }
}

}  // namespace
}  // namespace otoscape::test
