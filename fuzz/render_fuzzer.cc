// SPDX-License-Identifier: Apache-2.0
// Hostile samples, listeners, rates and block sizes through the renderer: the output must be finite
// and under the ceiling, whatever comes in.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "fuzz/bytes.h"
#include "otoscape/render/renderer.h"

namespace otoscape::render {
namespace {

using fuzz::Bytes;

hearing::Audiogram audiogram(Bytes& bytes) {
  std::vector<hearing::Threshold> points;
  const int count = 1 + bytes.byte() % 6;
  for (int i = 0; i < count; ++i) {
    const double hz = 60.0 * (i + 1) * (1 + bytes.byte());
    points.push_back({Hertz(hz), DbHl(bytes.byte() % 151 - 20.0), bytes.byte() % 8 != 0});
  }
  const auto made = hearing::Audiogram::make(points);
  return made ? *made : hearing::Audiogram();
}

hearing::HearingProfile listener(Bytes& bytes) {
  hearing::HearingProfile profile;
  for (auto* ear : {&profile.left, &profile.right}) {
    ear->air = audiogram(bytes);
    const auto choice = bytes.byte();
    if (choice % 3 == 0) ear->bone = audiogram(bytes);
    if (choice % 5 == 0)
      ear->smearing = hearing::SmearingFactors{1.0 + choice % 6, 1.0 + choice % 4};
    if (choice % 7 == 0) ear->smearing = hearing::SmearingOff{};
  }
  return profile;
}

RenderParams params(Bytes& bytes) {
  RenderParams p;
  p.calibration = Calibration(DbSpl(40.0 + bytes.byte() % 121));
  p.smearing = bytes.byte() % 4 != 0;
  p.temporal_window = Seconds(bytes.byte() % 4 == 0 ? bytes.byte() * 0.0004 : 0.0);
  p.output_gain = Decibels(bytes.byte() % 61 - 40.0);
  p.ceiling_dbtp = -(bytes.byte() % 7);
  return p;
}

float sample(Bytes& bytes) {
  const auto kind = bytes.byte();
  return kind % 3 == 0 ? bytes.bits<float>() : (static_cast<float>(kind) - 128.0f) / 64.0f;
}

void check(FullScaleBlock sound, double ceiling_dbtp) {
  const float limit = static_cast<float>(std::pow(10.0, ceiling_dbtp / 20.0)) * 1.0001f;
  for (int c = 0; c < sound.channels(); ++c) {
    for (float x : sound.channel(c)) {
      if (!std::isfinite(x) || std::abs(x) > limit) std::abort();
    }
  }
}

constexpr double kRates[] = {8000, 16000, 44100, 48000, 96000};

// Keeps what renderers of a rate share alive from one input to the next: tens of inputs a second
// instead of five.
void keep_designs() {
  static std::vector<std::unique_ptr<Renderer>> renderers;
  if (!renderers.empty()) return;
  for (double rate : kRates) {
    renderers.push_back(std::make_unique<Renderer>(StreamSpec{Hertz(rate), 1},
                                                   hearing::HearingProfile(), RenderParams()));
  }
}

void run(Bytes bytes) {
  const StreamSpec spec{Hertz(kRates[bytes.byte() % 5]), 2};
  RenderParams now = params(bytes);
  const double ceiling_dbtp = now.ceiling_dbtp;
  Renderer renderer(spec, listener(bytes), now);
  std::vector<float> left(4096), right(4096);
  for (int block = 0; block < 40 && (!bytes.empty() || block < 4); ++block) {
    const int frames = 1 + (bytes.byte() * 16 + bytes.byte()) % 4096;
    const float repeat_left = sample(bytes), repeat_right = sample(bytes);
    for (int n = 0; n < frames; ++n) {
      const auto i = static_cast<std::size_t>(n);
      left[i] = n < 64 ? sample(bytes) : repeat_left * (n % 2 != 0 ? 1.0f : -1.0f);
      right[i] = n < 64 ? sample(bytes) : repeat_right;
    }
    if (bytes.byte() % 16 == 0) {
      now = params(bytes);
      now.ceiling_dbtp = ceiling_dbtp;
      renderer.change(listener(bytes), now);
    }
    const FullScaleBlock sound({left.data(), right.data()}, 2, frames);
    renderer.process(sound, sound);
    check(sound, ceiling_dbtp);
  }
}

}  // namespace
}  // namespace otoscape::render

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  otoscape::render::keep_designs();
  otoscape::render::run({data, size});
  return 0;
}
