// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/stereo_sums.h"
#include "otoscape/felt/felt_path.h"
#include "otoscape/render/programme/k_weigher.h"
#include "otoscape/render/programme/section_meter.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

constexpr StreamSpec kSpec{Hertz(48000.0), 2};
constexpr int kQuantum = 64;

Answer felt_sound() {
  felt::FeltPath path({kSpec, kQuantum}, {23.0, false, true, 5});
  auto left = exact_voice(48000, 91, 4.0f), right = exact_noise(48000, 92);
  std::vector<float> out[2] = {std::vector<float>(48000), std::vector<float>(48000)};
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    path.process({{left.data() + n, right.data() + n}, 2, kQuantum}, {1.0, 0.5}, {1.0, 0.5},
                 {{out[0].data() + n, out[1].data() + n}, 2, kQuantum});
  }
  Answer answer;
  answer.add(out[0]), answer.add(out[1]);
  return answer;
}

Answer body_sums() {
  constexpr int kCount = 400, kStride = 16;
  const auto taps_left = exact_noise(kCount + body::kSumRoom, 93);
  const auto taps_right = exact_noise(kCount + body::kSumRoom, 94);
  std::vector<float> left(kCount + body::kSumRoom, 0.25f), right = left;
  body::add_taps({taps_left.data(), taps_right.data()}, {0.5f, -0.75f}, kCount,
                 {left.data(), right.data()});
  const auto shape = exact_noise(body::kInterpolated * kStride + body::kSumRoom, 95);
  body::interpolate({shape.data(), kStride, 5}, {taps_left.data(), taps_right.data()}, 300,
                    {left.data(), right.data()});
  Answer answer;
  answer.add(left), answer.add(right);
  return answer;
}

Answer metered() {
  render::programme::SectionMeter meter;
  meter.prepare(kSpec, kQuantum, {12000, 30000});
  auto left = exact_voice(48000, 96, 4.0f), right = exact_noise(48000, 97);
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    const FullScaleBlock block({left.data() + n, right.data() + n}, 2, kQuantum);
    meter.add(static_cast<std::int64_t>(n), {{block, 0.5f}, {}, {block, 0.25f}, {block}});
  }
  Answer answer;
  for (const auto& section : meter.sections()) {
    answer.values.insert(answer.values.end(),
                         {section.mean.world, section.mean.inside, section.mean.heard});
    answer.decisions.push_back(section.frames);
  }
  return answer;
}

// Rows of two, four and eight sounds.
Answer k_weighed() {
  Answer answer;
  for (std::size_t lanes = 2; lanes <= render::programme::KWeigher::kMostLanes; lanes *= 2) {
    render::programme::KWeigher weigher(Hertz(48000.0), lanes);
    const auto noise = exact_noise(lanes * 4801, 98);
    std::vector<render::programme::KWeigher::Sound> sounds;
    for (std::size_t i = 0; i < lanes; ++i) sounds.push_back({noise.data() + 4801 * i, 0.5f});
    std::vector<double> sums(lanes);
    weigher.add(sounds, 4801, sums.data());
    answer.add(sums);
  }
  return answer;
}

}  // namespace

std::vector<Question> inside_questions() {
  return {{"what is felt", "otoscape/felt/kernels.cc", -110.0, 0.0, felt_sound},
          {"sums of a body's sounds", "otoscape/body/stereo_sums.cc", -130.0, 0.0, body_sums},
          {"loudness of sections", "otoscape/render/programme/k_weigher.cc", -200.0, 0.0, metered},
          {"K weighting", "otoscape/render/programme/k_weigher.cc", -200.0, 0.0, k_weighed}};
}

}  // namespace otoscape::targets
