// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/binaural.h"
#include "otoscape/spatial/sphere.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

Answer two_ears() {
  constexpr std::size_t kFrames = 24000;
  const auto hrirs =
      spatial::make_hrirs(spatial::sphere_head(), *layout_named("7.1"), Hertz(48000.0));
  spatial::Binaural binaural(*hrirs);
  std::vector<std::vector<float>> sound;
  for (unsigned c = 0; c < 8; ++c) sound.push_back(exact_noise(kFrames, 101 + c));
  std::vector<float*> channels;
  for (auto& channel : sound) channels.push_back(channel.data());
  const FullScaleBlock all(channels, kFrames);
  binaural.process<FullScaleUnit>(all, all.channels(0, 2));
  Answer answer;
  answer.add(sound[0]), answer.add(sound[1]);
  return answer;
}

}  // namespace

std::vector<Question> spatial_questions() {
  return {{"loudspeakers to two ears", "otoscape/spatial/convolution_kernels.cc", -125.0, 0.0,
           two_ears}};
}

}  // namespace otoscape::targets
