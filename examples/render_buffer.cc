// SPDX-License-Identifier: Apache-2.0

// Renders a sound in memory through one listener.
//
//   render_buffer LISTENER < in.f32 > out.f32
//
// LISTENER is a preset (N3, age:70:male) or a file of a listener. in.f32 and out.f32 hold 32-bit
// floats at 48 kHz, left and right in turn, 1.0 is full scale. FFmpeg makes and plays such files:
//
//   ffmpeg -i song.flac -f f32le -ac 2 -ar 48000 in.f32
//   ffplay -f f32le -ac 2 -ar 48000 out.f32
//
// If nothing is read (< /dev/null), a sound is made here.

#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <span>
#include <vector>

#include "otoscape/files.h"
#include "otoscape/otoscape.h"

namespace {

constexpr otoscape::Hertz kRate(48000.0);

// otoscape takes and gives one array for each channel.
using Stereo = std::array<std::vector<float>, 2>;

Stereo read_sound(std::FILE* file) {
  Stereo sound;
  float frame[2];
  while (std::fread(frame, sizeof frame, 1, file) == 1) {
    sound[0].push_back(frame[0]);
    sound[1].push_back(frame[1]);
  }
  return sound;
}

// Two seconds of a voice-like sound: overtones of 150 Hz, three syllables a second.
Stereo make_sound() {
  Stereo sound;
  for (int n = 0; n < 2 * 48000; ++n) {
    const double t = n / kRate.value();
    double value = 0.0;
    for (int k = 1; k <= 40; ++k) value += std::sin(2 * std::numbers::pi * 150 * k * t) / k;
    value *= 0.05 * (1 - std::cos(2 * std::numbers::pi * 3 * t));
    for (auto& channel : sound) channel.push_back(static_cast<float>(value));
  }
  return sound;
}

bool write_sound(const Stereo& sound, std::FILE* file) {
  for (std::size_t n = 0; n < sound[0].size(); ++n) {
    const float frame[2] = {sound[0][n], sound[1][n]};
    if (std::fwrite(frame, sizeof frame, 1, file) != 1) return false;
  }
  return std::fflush(file) == 0;
}

int fail(const std::string& sentence) {
  std::fprintf(stderr, "render_buffer: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fail("usage: render_buffer LISTENER < in.f32 > out.f32");

  // A Result is a value, or an error whose sentence can be shown to a user.
  const auto listener = otoscape::files::load_listener(argv[1]);
  if (!listener) return fail(listener.error().sentence);
  for (const std::string& note : listener->notes) std::fprintf(stderr, "note: %s\n", note.c_str());

  Stereo sound = read_sound(stdin);
  if (sound[0].empty()) sound = make_sound();

  // A block is a view. render_sound writes the result where the sound lies.
  const otoscape::FullScaleBlock block({sound[0].data(), sound[1].data()}, 2,
                                       static_cast<int>(sound[0].size()));
  // Hearing loss depends on level. The calibration says which sound pressure full scale stands for;
  // home(), the default, plays dialogue mixed to −23 LUFS near 65 dB SPL at each ear.
  otoscape::RenderParams params;
  params.calibration = otoscape::Calibration::home();
  const auto report = otoscape::render_sound(block, kRate, listener->value, params);
  if (!report) return fail(report.error().sentence);

  return write_sound(sound, stdout) ? 0 : fail("the result could not be written");
}
