// SPDX-License-Identifier: Apache-2.0

// Renders a sound in memory along a scene, in which hearing changes with time.
//
//   render_scene SCENE < in.f32 > out.f32
//
// SCENE is a preset (sudden-loss) or a file of a scene; its time 0 is the sound's first frame.
// in.f32 and out.f32 hold 32-bit floats at 48 kHz, left and right in turn, 1.0 is full scale;
// render_buffer.cc says how to make and play them.

#include <array>
#include <cstdio>
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

bool write_sound(const Stereo& sound, std::FILE* file) {
  for (std::size_t n = 0; n < sound[0].size(); ++n) {
    const float frame[2] = {sound[0][n], sound[1][n]};
    if (std::fwrite(frame, sizeof frame, 1, file) != 1) return false;
  }
  return std::fflush(file) == 0;
}

int fail(const std::string& sentence) {
  std::fprintf(stderr, "render_scene: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fail("usage: render_scene SCENE < in.f32 > out.f32");

  const auto scene = otoscape::files::load_scene(argv[1]);
  if (!scene) return fail(scene.error().sentence);
  for (const std::string& note : scene->notes) std::fprintf(stderr, "note: %s\n", note.c_str());

  Stereo sound = read_sound(stdin);
  if (sound[0].empty()) return fail("there is no sound on standard input");
  const otoscape::FullScaleBlock block({sound[0].data(), sound[1].data()}, 2,
                                       static_cast<int>(sound[0].size()));

  // The whole sound is measured first: how loud the room returns after a silence depends on it.
  const auto report = otoscape::render_sound(block, kRate, scene->value);
  if (!report) return fail(report.error().sentence);
  const double lowered_s = static_cast<double>(report->render.guarded_frames) / kRate.value();
  std::fprintf(stderr, "peaks were lowered during %.2f s\n", lowered_s);

  return write_sound(sound, stdout) ? 0 : fail("the result could not be written");
}
