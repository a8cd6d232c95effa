// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/voice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "apps/demo/sound/filter.h"
#include "apps/demo/sound/wav.h"

namespace otoscape::demo::sound {
namespace {

// Resamples by Hann-windowed sinc, 24 samples to each side.
Mono at_scene_rate(const Recording& recording) {
  constexpr int kReach = 24;
  const double step = static_cast<double>(recording.rate_hz) / kRate;
  const int size = static_cast<int>(recording.sound.size());
  Mono out(static_cast<std::size_t>(size / step));
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double at = static_cast<double>(n) * step;
    const int first = static_cast<int>(at) - kReach + 1;
    double y = 0.0;
    for (int k = std::max(first, 0); k < std::min(first + 2 * kReach, size); ++k) {
      const double x = std::numbers::pi * (at - k);
      const double sinc = std::abs(x) < 1e-9 ? 1.0 : std::sin(x) / x;
      y += sinc * (0.5 + 0.5 * std::cos(x / kReach)) * recording.sound[static_cast<std::size_t>(k)];
    }
    out[n] = static_cast<float>(y);
  }
  return out;
}

// Cuts the silence that the programs add, softens the cuts (5 ms) and sets the RMS to 1.
Mono trim_and_level(Mono sound) {
  const auto loud = [](float x) { return std::abs(x) > 0.003f; };
  const auto first = std::find_if(sound.begin(), sound.end(), loud);
  const auto last = std::find_if(sound.rbegin(), sound.rend(), loud).base();
  if (first >= last) return {};
  sound = Mono(first, last);
  const std::size_t edge = std::min(frames_at(0.005), sound.size() / 2);
  for (std::size_t n = 0; n < edge; ++n) {
    const float part = static_cast<float>(n) / static_cast<float>(edge);
    sound[n] *= part;
    sound[sound.size() - 1 - n] *= part;
  }
  double power = 0.0;
  for (const float x : sound)
    power += static_cast<double>(x) * x / static_cast<double>(sound.size());
  for (float& x : sound) x *= static_cast<float>(1.0 / std::sqrt(power));
  return sound;
}

using Arguments = std::vector<std::string>;

Arguments by_espeak(const Said& said, const std::filesystem::path& file, Random& random) {
  const Voice& voice = said.voice;
  const int pitch = voice.pitch + static_cast<int>(3.0 * random.next());
  return {"espeak-ng",
          "-v",
          voice.voice,
          "-p",
          fmt::format("{}", pitch),
          "-s",
          fmt::format("{}", voice.words_per_minute + said.faster),
          "-w",
          file.string(),
          said.text};
}

// flite's own pace is about 190 words a minute in lines as short as the film's.
Arguments by_flite(const Said& said, const std::filesystem::path& file, Random& random) {
  const double pace = said.voice.words_per_minute + said.faster + 2.0 * random.next();
  return {"flite",
          "-voice",
          said.voice.voice,
          "--setf",
          fmt::format("duration_stretch={:.4f}", 190.0 / pace),
          "-t",
          said.text,
          "-o",
          file.string()};
}

}  // namespace

Result<Mono> say(const Said& said, const tools::Runner& runner, const std::filesystem::path& file,
                 Random& random) {
  const bool flite = said.voice.program == Speaks::flite;
  const auto spoken =
      runner.run(flite ? by_flite(said, file, random) : by_espeak(said, file, random),
                 flite ? "install it: sudo apt-get install flite"
                       : "install it: sudo apt-get install espeak-ng");
  if (!spoken) return spoken.error();
  auto recording = read_speech_wav(file);
  if (!recording) return recording.error();
  Mono sound = trim_and_level(at_scene_rate(*recording));
  filter(sound, high_pass(80.0));
  if (!flite) filter(sound, high_shelf(5500.0, -3.0));  // its sibilants are sharp
  return sound;
}

}  // namespace otoscape::demo::sound
