// SPDX-License-Identifier: Apache-2.0
#include "tests/support/talkers.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "otoscape/metrics/resample.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

struct Voice {
  const char* name;
  const char* espeak;
  int pitch;  // espeak-ng's 0…99
  int words_per_minute;
  const char* text;
};
constexpr Voice kVoices[] = {
    {"Tom", "en-gb", 38, 150,
     "The ferry was late again this morning. Nobody on the quay seemed to mind the rain."},
    {"Ida", "en-us+f3", 60, 158,
     "Please put the blue folder back on the shelf. My cousin fixes clocks in a tiny shop."},
    {"Karl", "en-gb-x-rp+m3", 22, 168,
     "Fresh bread smells best before six o'clock. We walked along the wall to the old mill."},
    {"Nell", "en-gb-scotland+f2", 72, 146,
     "Two black horses crossed the shallow stream. She counted every chair in the hall."},
    {"Ben", "en-us+m7", 50, 172,
     "A cheap umbrella never lasts through March. The choir sang softly while the candles burned."},
};

// Without the silence that espeak-ng adds at both ends.
std::span<const float> trimmed(std::span<const float> sound) {
  const auto loud = [](float x) { return std::abs(x) > 0.003f; };
  const auto first = std::ranges::find_if(sound, loud);
  const auto last = std::find_if(sound.rbegin(), sound.rend(), loud).base();
  return {first, last};
}

Talker spoken(const Voice& voice) {
  const TemporaryFolder folder;
  const std::string file = folder / "spoken.wav";
  must_run({"espeak-ng", "-v", voice.espeak, "-p", std::to_string(voice.pitch), "-s",
            std::to_string(voice.words_per_minute), "-w", file, voice.text});
  const Sound wav = decode(file);
  const auto sound =
      metrics::resampled(trimmed(wav.samples), Hertz(wav.rate_hz), Hertz(kTalkerRate));
  double power = 0.0;
  for (double x : sound) power += x * x / static_cast<double>(sound.size());
  const double gain = 20e-6 * std::pow(10.0, kTalkerDbSpl / 20.0) / std::sqrt(power);
  Talker talker{voice.name, {}};
  for (double x : sound) talker.sound.push_back(static_cast<float>(gain * x));
  return talker;
}

}  // namespace

const std::vector<Talker>& talkers() {
  static const std::vector<Talker> all = [] {
    std::vector<Talker> made;
    for (const Voice& voice : kVoices) made.push_back(spoken(voice));
    return made;
  }();
  return all;
}

}  // namespace otoscape::test
