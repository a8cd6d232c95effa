// SPDX-License-Identifier: Apache-2.0
// the MSBG reference: its long filters, its smearing and its bank, in both precisions.

#include "otoscape/dsp/convolver.h"
#include "otoscape/loss/msbg/simulator.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

namespace msbg = loss::msbg;

constexpr std::size_t kFrames = 22050;

template <class Real>
Answer simulated(double loss_db_hl) {
  const auto voice = exact_voice(kFrames, 71, 0.0078125f);
  const std::vector<Real> sound(voice.begin(), voice.end());
  const msbg::Audiogram audiogram{{250, 1000, 4000}, {loss_db_hl, loss_db_hl, loss_db_hl + 10}};
  Answer answer;
  const auto heard = msbg::simulate<Real>(std::span<const Real>(sound), 44100.0, audiogram);
  if (heard) answer.add(*heard);
  return answer;
}

template <class Real>
Answer convolved() {
  const auto noise = exact_noise(1015, 72, 0.03125f), voice = exact_voice(kFrames, 73);
  const std::vector<double> taps(noise.begin(), noise.end());
  const std::vector<Real> sound(voice.begin(), voice.end());
  dsp::Convolver<Real> filter(taps);
  std::vector<Real> out;
  filter.push(sound, out);
  filter.finish(out);
  Answer answer;
  answer.add(out);
  return answer;
}

}  // namespace

std::vector<Question> msbg_questions() {
  return {
      {"long filters, double", "otoscape/dsp/convolver.cc", -290.0, 0.0, convolved<double>},
      {"long filters, single", "otoscape/dsp/convolver.cc", -124.0, 0.0, convolved<float>},
      // Smearing magnifies rounding: 1e-6 of the peak is the reference's own bound.
      {"MSBG, mild, double", "otoscape/loss/msbg/smearing_kernel.cc", -180.0, 0.0,
       [] { return simulated<double>(20.0); }},
      {"MSBG, severe, double", "otoscape/loss/msbg/filter_kernel.cc", -180.0, 0.0,
       [] { return simulated<double>(65.0); }},
      {"MSBG, mild, single", "otoscape/loss/msbg/recruitment_kernel.cc", -90.0, 0.0,
       [] { return simulated<float>(20.0); }},
  };
}

}  // namespace otoscape::targets
