// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/speech.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "apps/demo/biquad.h"
#include "apps/demo/timeline.h"
#include "apps/demo/wav.h"

namespace otoscape::demo {
namespace {

struct Voice {
  const char* name;
  const char* espeak;
  int pitch;             // espeak-ng's 0…99
  int words_per_minute;  // before the line's own change
  double pan;
};
constexpr Voice kSam{"Sam", "en-gb-x-rp", 34, 172, -0.35};
constexpr Voice kRuth{"Ruth", "en-us+f3", 56, 176, 0.35};

struct Said {
  const Voice& voice;
  const char* text;
  int faster = 0;  // words per minute
};

const std::vector<Said> kBefore = {
    {kSam, "Is that snare ringing, or is it just me?", 4},
    {kRuth, "I don't hear it. Put some tape on it."},
    {kSam, "My left ear feels full today, like cotton wool.", -8},
    {kRuth, "Since when? You should have that looked at.", 6},
    {kSam, "After this one. From the top?"},
    {kRuth, "From the top. Count us in.", 8},
};
const std::vector<Said> kAfter = {
    {kRuth, "That was tight. Same time on Thursday?", 6},
    {kSam, "Sorry, what did you say?", -6},
    {kRuth, "I said, same time on Thursday?", -14},
    {kSam, "You sound so far away. I only got the drums.", -8},
    {kRuth, "Then we stop here. We see a doctor today."},
};

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

// Cuts the silence that espeak-ng adds, softens the cuts (5 ms) and sets the RMS to 1.
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

Result<Mono> say(const Said& said, const Runner& runner, const std::filesystem::path& file,
                 Random& random) {
  const Voice& voice = said.voice;
  const int pitch = voice.pitch + static_cast<int>(3.0 * random.next());
  auto spoken = runner.run(
      {"espeak-ng", "-v", voice.espeak, "-p", fmt::format("{}", pitch), "-s",
       fmt::format("{}", voice.words_per_minute + said.faster), "-w", file.string(), said.text},
      "install it: sudo apt-get install espeak-ng");
  if (!spoken) return spoken.error();
  auto recording = read_speech_wav(file);
  if (!recording) return recording.error();
  Mono sound = trim_and_level(at_scene_rate(*recording));
  filter(sound, Biquad::highpass(80.0));
  filter(sound, Biquad::high_shelf(5500.0, -3.0));  // the synthesiser's sibilants are sharp
  return sound;
}

// Speaks `said` within `span`, the pauses between the lines sharing what time is left.
Status hold(Conversation& talk, const std::vector<Said>& said, Span span, const Runner& runner,
            const std::filesystem::path& folder, Random& random) {
  std::vector<Mono> spoken;
  double left = span.end_s - span.start_s;
  for (const Said& line : said) {
    auto sound = say(line, runner, folder / fmt::format("line{}.wav", spoken.size()), random);
    if (!sound) return sound.error();
    left -= static_cast<double>(sound->size()) / kRate;
    spoken.push_back(std::move(*sound));
  }
  const double pause = std::min(0.75, left / static_cast<double>(said.size()));
  if (pause < 0.05)
    return failed("this espeak-ng speaks too slowly for the scene; try version 1.51");
  double at = span.start_s + 0.5 * pause;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const double end = at + static_cast<double>(spoken[i].size()) / kRate;
    add_panned(talk.sound, spoken[i], at, 1.0, said[i].voice.pan);
    talk.lines.push_back({said[i].voice.name, said[i].text, at, end});
    at = end + pause * random.between(0.75, 1.0);
  }
  return ok();
}

}  // namespace

Result<Conversation> speak(const Runner& runner, const std::filesystem::path& folder,
                           Random& random) {
  Conversation talk;
  if (auto held = hold(talk, kBefore, {kTalkStart + 0.2, kBandStart - 0.4}, runner, folder, random);
      !held)
    return held.error();
  if (auto held =
          hold(talk, kAfter, {kSecondTalkStart + 0.6, kSecondTalkEnd}, runner, folder, random);
      !held)
    return held.error();
  return talk;
}

}  // namespace otoscape::demo
