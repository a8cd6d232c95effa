// SPDX-License-Identifier: Apache-2.0
// The coding chain and the intelligibility scores against second implementations in numpy, written
// from the published descriptions alone (tests/reference).

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <sstream>

#include "otoscape/implant/coding/electrodogram.h"
#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/metrics/resample.h"
#include "otoscape/metrics/stoi.h"
#include "tests/electric_ear/percept.h"
#include "tests/support/shell.h"
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

constexpr int kDeviceRate = 16000;

struct Sent {
  int electrode = 0, level = 0;  // the maker's number
  double period_us = 0.0;
  bool same_as(const Sent& b) const { return electrode == b.electrode && level == b.level; }
};

void write_double_wav(const std::string& path, const std::vector<double>& x, int rate_hz) {
  std::string file = "RIFF....WAVEfmt ";
  const auto put = [&](auto value) {
    file.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  put(std::uint32_t{16}), put(std::uint16_t{3}), put(std::uint16_t{1});
  put(static_cast<std::uint32_t>(rate_hz)), put(static_cast<std::uint32_t>(rate_hz * 8));
  put(std::uint16_t{8}), put(std::uint16_t{64});
  file += "data";
  put(static_cast<std::uint32_t>(x.size() * 8));
  file.append(reinterpret_cast<const char*>(x.data()), x.size() * 8);
  const auto bytes = static_cast<std::uint32_t>(file.size() - 8);
  std::memcpy(&file[4], &bytes, 4);
  write_bytes(path, file);
}

// Runs tests/reference/`script`; throws with what to install where it cannot. The package's numpy
// belongs to /usr/bin/python3, which need not be the first of the name.
std::string python(const std::string& script, Words words) {
  words.insert(words.begin(), {"python3", OTOSCAPE_SOURCE_DIR "/tests/reference/" + script});
  std::string complaint;
  for (const char* interpreter : {"python3", "/usr/bin/python3"}) {
    words[0] = interpreter;
    const Ran ran = run(words);
    if (ran.status == 0) return ran.out;
    complaint = ran.err;
  }
  throw std::runtime_error(
      "the numpy reference does not run; it needs python3 and numpy (sudo apt-get install python3 "
      "python3-numpy): " +
      complaint);
}

std::vector<Sent> by_reference(const std::vector<double>& sound, const Words& options) {
  const TemporaryFolder folder;
  write_double_wav(folder / "in.wav", sound, kDeviceRate);
  Words words = {folder / "in.wav", folder / "out.csv"};
  words.insert(words.end(), options.begin(), options.end());
  python("ace_reference.py", words);
  std::istringstream table(bytes_of(folder / "out.csv"));
  std::string line;
  std::getline(table, line);
  EXPECT_EQ(line, "electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us");
  std::vector<Sent> sent;
  while (std::getline(table, line)) {
    Sent pulse;
    int mode = 0;
    double width = 0.0, gap = 0.0;
    std::sscanf(line.c_str(), "%d,%d,%d,%lf,%lf,%lf", &pulse.electrode, &mode, &pulse.level, &width,
                &gap, &pulse.period_us);
    sent.push_back(pulse);
  }
  return sent;
}

// The Nucleus array has 22 contacts, number 22 the most apical.
Sent sent_by(const implant::Pulse& pulse, double period_us = 0.0) {
  return {22 - pulse.electrode, pulse.level, period_us};
}

std::vector<Sent> by_electrodogram(const std::vector<double>& sound,
                                   const implant::CodingParams& coding) {
  std::vector<Sent> sent;
  for (const auto& timed :
       implant::coding::electrodogram(coding, sound, implant::coding::PulseGrid::toolbox).pulses)
    sent.push_back(sent_by(timed.pulse, timed.period_us));
  return sent;
}

std::vector<Sent> by_float_coder(const std::vector<double>& sound,
                                 const implant::CodingParams& coding) {
  const std::vector<float> x(sound.begin(), sound.end());
  std::vector<implant::Frame> frames(x.size() / 4 + 2);
  const auto coder = implant::coding::make_coder<float>(coding);
  const int count = coder->process(x, frames);
  std::vector<Sent> sent;
  for (int k = 0; k < count; ++k) {
    const implant::Frame& frame = frames[static_cast<std::size_t>(k)];
    for (int i = 0; i < frame.count; ++i)
      sent.push_back(sent_by(frame.pulses[static_cast<std::size_t>(i)]));
  }
  return sent;
}

// With a microphone's own noise at 0 dB SPL: in digital silence bands are equal but for rounding,
// which would choose. Whole frames of every map: what follows the sound is no part of it.
std::vector<double> device_sound(const Talker& talker, implant::Strategy strategy) {
  constexpr std::size_t kWhole = 720;  // samples, a multiple of every hop
  std::mt19937 random(3);
  auto sound = metrics::resampled(talker.sound, Hertz(kTalkerRate), Hertz(kDeviceRate));
  sound.resize(sound.size() / kWhole * kWhole);
  for (double& x : sound) {
    const double noise = static_cast<double>(random()) / 2147483648.0 - 1.0;
    x = (x + noise * std::sqrt(3.0) * 20e-6) * implant::device_units_per_pascal(strategy);
  }
  return sound;
}

std::size_t differing(const std::vector<Sent>& a, const std::vector<Sent>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    count += a[i].same_as(b[i]) ? 0 : 1;
  return count;
}

struct Map {
  std::string name;
  implant::CodingParams coding;
  Words options;  // the same for the reference
};

// 12 of 12, every second frame, idle slots at T; T and C differ from electrode to electrode.
Map interleaved_map() {
  Map map{"12 of 12", coding_of({.bands = 12, .maxima = 12}), {}};
  map.coding.strategy = implant::Strategy::cis;
  map.coding.rate_pps = 500.0;
  map.coding.analysis_rate_hz = 1000.0;
  map.coding.idle_at_t = true;
  std::string electrodes, t, c;
  for (std::size_t i = 0; i < 12; ++i) {
    implant::BandParams& band = map.coding.bands[i];
    band.t_level = 110.0 + 2.0 * static_cast<double>(i);
    band.c_level = 168.0 + 3.0 * static_cast<double>(i);
    electrodes += (i ? "," : "") + std::to_string(22 - band.electrode);
    t += (i ? "," : "") + std::to_string(static_cast<int>(band.t_level));
    c += (i ? "," : "") + std::to_string(static_cast<int>(band.c_level));
  }
  map.options = {"--electrodes", electrodes, "--maxima", "12", "--rate",      "500",
                 "--t",          t,          "--c",      c,    "--idle-at-t", "--analysis-rate",
                 "1000"};
  return map;
}

// Another steepness and volume, power sums, no microphone.
Map plain_map() {
  Map map{"10 of 22, power sums", coding_of({.maxima = 10}), {}};
  map.coding.microphone = implant::Microphone::flat;
  map.coding.envelope = implant::EnvelopeSum::power;
  map.coding.rate_pps = map.coding.analysis_rate_hz = 1100.0;
  map.coding.growth.alpha = implant::alpha_of_q(25.0, 0.01, 1.0);
  map.coding.volume = 0.7;
  map.options = {"--microphone", "flat", "--power-sum", "--maxima", "10", "--rate",
                 "1100",         "--q",  "25",          "--volume", "0.7"};
  return map;
}

std::vector<Map> maps() { return {{"8 of 22", coding_of({}), {}}, interleaved_map(), plain_map()}; }

TEST(SecondImplementation, EveryElectrodeAndLevelIsTheReferences) {
  for (const Map& map : maps()) {
    std::size_t pulses = 0, idle = 0;
    for (const Talker& talker : talkers()) {
      const auto sound = device_sound(talker, map.coding.strategy);
      const auto ours = by_electrodogram(sound, map.coding);
      const auto theirs = by_reference(sound, map.options);
      ASSERT_EQ(ours.size(), theirs.size()) << map.name << ", " << talker.name;
      EXPECT_EQ(differing(ours, theirs), 0u) << map.name << ", " << talker.name;
      EXPECT_NEAR(ours.front().period_us, theirs.front().period_us, 1e-6);
      pulses += ours.size();
      for (const Sent& pulse : theirs) idle += pulse.level == 0 ? 1 : 0;
    }
    std::printf("  %s: %zu pulses, %zu of them idle\n", map.name.c_str(), pulses, idle);
  }
}

TEST(SecondImplementation, InSinglePrecisionOneInAThousandMayDiffer) {
  for (const Map& map : maps()) {
    std::size_t pulses = 0, differ = 0;
    for (const Talker& talker : talkers()) {
      const auto sound = device_sound(talker, map.coding.strategy);
      const auto ours = by_float_coder(sound, map.coding);
      const auto theirs = by_electrodogram(sound, map.coding);
      ASSERT_EQ(ours.size(), theirs.size()) << map.name << ", " << talker.name;
      pulses += std::min(ours.size(), theirs.size());
      differ += differing(ours, theirs);
    }
    std::printf("  %s: %zu of %zu differ\n", map.name.c_str(), differ, pulses);
    EXPECT_LE(static_cast<double>(differ), 0.001 * static_cast<double>(pulses)) << map.name;
  }
}

// The comparison can tell: one level of C is seen.
TEST(SecondImplementation, AnotherMapIsNoticed) {
  const auto sound = device_sound(talkers()[0], implant::Strategy::ace);
  const auto ours = by_reference(sound, {}), theirs = by_reference(sound, {"--c", "181"});
  ASSERT_EQ(ours.size(), theirs.size());
  EXPECT_GT(differing(ours, theirs), ours.size() / 10);
}

TEST(SecondImplementation, IntelligibilityScoresAgree) {
  constexpr int kScoreRate = 10000;
  std::mt19937 random(5);
  for (double noise_db : {-30.0, -10.0, 5.0}) {
    for (const Talker& talker : talkers()) {
      auto clean = metrics::resampled(talker.sound, Hertz(kTalkerRate), Hertz(kScoreRate));
      std::vector<float> x(clean.begin(), clean.end()), y = x;
      for (float& v : y) {
        const double noise = static_cast<double>(random()) / 2147483648.0 - 1.0;
        v += static_cast<float>(noise * 0.06 * std::pow(10.0, noise_db / 20.0));
      }
      const TemporaryFolder folder;
      write_double_wav(folder / "x.wav", {x.begin(), x.end()}, kScoreRate);
      write_double_wav(folder / "y.wav", {y.begin(), y.end()}, kScoreRate);
      std::istringstream printed(python("stoi_reference.py", {folder / "x.wav", folder / "y.wav"}));
      metrics::StoiScores theirs;
      printed >> theirs.stoi >> theirs.estoi;
      const auto ours = metrics::stoi(x, y, Hertz(kScoreRate));
      ASSERT_TRUE(ours);
      EXPECT_NEAR(ours->stoi, theirs.stoi, 1e-6) << talker.name;
      EXPECT_NEAR(ours->estoi, theirs.estoi, 1e-6) << talker.name;
      EXPECT_LT(theirs.stoi, 1.0);
    }
  }
}

}  // namespace
}  // namespace otoscape::test
