// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/loss/band_envelope.h"
#include "otoscape/loss/onset_level.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/outer_middle_ear_design.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/smearing_product.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/loss/temporal_smearing.h"
#include "otoscape/loss/tone_probe.h"
#include "otoscape/render/quantum/guard.h"
#include "otoscape/tinnitus/ringing_voice.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

constexpr double kRate = 48000.0;
constexpr int kQuantum = 64;
constexpr StreamSpec kSpec{Hertz(kRate), 2};

// A noise begins, and begins again.
Answer onsets() {
  const auto design = bank::GammatoneDesign::make(Hertz(kRate));
  Arena arena;
  bank::GammatoneBank filters;
  filters.prepare(design, kSpec, kQuantum, false, arena);
  loss::OnsetLevel onset;
  onset.prepare(design, kSpec, kQuantum, arena);
  auto left = exact_noise(9600, 6), right = exact_voice(9600, 7);
  for (std::size_t n = 2400; n < 7200; ++n) left[n] *= 0.015625f;
  Answer answer;
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    filters.analyse(PascalBlock({left.data() + n, right.data() + n}, 2, kQuantum), true);
    onset.process(filters.early());
    answer.add(filters.early().peak), answer.add(filters.early().slip);
    answer.add(onset.levels().power), answer.add(onset.levels().slip);
  }
  return answer;
}

loss::RecruitmentParams sloping_loss() {
  loss::RecruitmentParams ear;
  for (int p = 0; p < loss::kPlaces; ++p) {
    const auto at = static_cast<std::size_t>(p);
    ear.loss_db_hl[at] = 30.0f + static_cast<float>(p) * 0.0625f;
    ear.threshold_db_spl[at] = 40.0f - static_cast<float>(p) * 0.0625f;
  }
  return ear;
}

// A bank's levels, smoothed and turned into gains, and its sound under them.
Answer bank_and_law(bool levels, bool gains, bool sound) {
  const auto design = bank::GammatoneDesign::make(Hertz(kRate));
  const std::size_t bands = design.bands.size();
  Arena arena;
  bank::GammatoneBank filters;
  filters.prepare(design, kSpec, kQuantum, true, arena);
  loss::OnsetLevel onset;
  onset.prepare(design, kSpec, kQuantum, arena);
  loss::BandEnvelope envelope;
  envelope.prepare(design, kSpec, kQuantum, arena);
  loss::TemporalSmearing window;
  window.prepare(2 * bands, kSpec, kQuantum, arena);
  window.set_window(Seconds(0.02));
  loss::Recruitment law;
  law.prepare(design, kSpec, arena);
  const loss::RecruitmentParams ear = sloping_loss();
  const auto lift = arena.take<float>(2 * bands), none = arena.take<float>(2 * bands);
  const auto out = arena.take<float>(2 * bands), before = arena.take<float>(2 * bands);
  const auto between = arena.take<float>(2 * bands);
  auto left = exact_voice(9600, 6), right = exact_noise(9600, 7, 0.03125f);
  Answer answer;
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    const PascalBlock block({left.data() + n, right.data() + n}, 2, kQuantum);
    filters.analyse(block, true);
    onset.process(filters.early());
    envelope.process(filters.levels(), {}, onset.levels());
    std::ranges::fill(lift, 0.0f);
    std::ranges::copy(out, before.begin());
    window.process(envelope.levels(), lift);
    for (std::size_t e = 0; e < 2; ++e) {
      const auto of = [&](std::span<float> x) { return x.subspan(e * bands, bands); };
      law.gains(ear, {of(envelope.levels().power), of(envelope.levels().slip), of(none), of(lift)},
                of(out));
      if (gains) {
        answer.decisions.push_back(law.last_audibility().audible_to_typical);
        answer.decisions.push_back(law.last_audibility().inaudible);
      }
    }
    for (std::size_t k = 0; k < 2 * bands; ++k) between[k] = 0.75f * before[k] + 0.25f * out[k];
    filters.synthesise({before, between, out}, block);
    if (levels) answer.add(filters.levels().power), answer.add(filters.levels().slip);
    if (gains && n > 4800) answer.add(out);
  }
  if (sound) answer.add(left), answer.add(right);
  return answer;
}

std::shared_ptr<const loss::SmearingMatrix> smearing(double rate_hz) {
  loss::SmearingParams params;
  params.lower.fill(2.0f), params.upper.fill(3.5f);
  return loss::SmearingBasis(Hertz(rate_hz)).make(params);
}

Answer smearing_matrix() {
  Answer answer;
  answer.add(smearing(kRate)->entries());
  return answer;
}

Answer smeared() {
  const auto matrix = smearing(kRate);
  Arena arena;
  loss::SpectralSmearing stage;
  stage.prepare(kSpec, arena);
  stage.start_with({matrix.get(), matrix.get()});
  const auto hop = static_cast<std::size_t>(loss::SmearingFrame::at(Hertz(kRate)).hop_frames);
  auto left = exact_voice(9600, 8), right = exact_noise(9600, 9, 0.125f);
  std::vector<float> same(2 * hop);
  for (std::size_t n = 0; n + hop <= left.size(); n += hop) {
    const int frames = static_cast<int>(hop);
    stage.process({{left.data() + n, right.data() + n}, 2, frames},
                  {{same.data(), same.data() + hop}, 2, frames});
  }
  Answer answer;
  answer.add(left), answer.add(right);
  return answer;
}

Answer smeared_powers() {
  const auto matrix = smearing(kRate);
  const auto bins = static_cast<std::size_t>(matrix->bins());
  auto left = exact_noise(bins, 12), right = exact_noise(bins, 13);
  for (std::size_t k = 0; k < bins; ++k) left[k] *= left[k], right[k] *= right[k];
  std::vector<float> a(bins), b(bins), c(bins);
  loss::smear_one(*matrix, left.data(), a.data());
  loss::smear_both(*matrix, {left.data(), right.data()}, {b.data(), c.data()});
  Answer answer;
  answer.add(a), answer.add(b), answer.add(c);
  return answer;
}

Answer tone_levels() {
  const auto matrix = smearing(kRate);
  Answer answer;
  for (double hz = 100.0; hz < 8000.0; hz *= 1.7) {
    const loss::ToneProbe probe(loss::SmearingFrame::at(Hertz(kRate)), matrix->bins(), Hertz(kRate),
                                Hertz(hz));
    answer.values.push_back(probe.change(*matrix).value());
  }
  return answer;
}

Answer ear_canal() {
  Arena arena;
  loss::OuterMiddleEar there, back;
  const auto design = loss::OuterMiddleEarDesign::make(Hertz(kRate));
  there.prepare(design, kSpec, arena), back.prepare(design.inverse(), kSpec, arena);
  auto left = exact_voice(9600, 10), right = exact_noise(9600, 11);
  Answer answer;
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    const PascalBlock block({left.data() + n, right.data() + n}, 2, kQuantum);
    there.process(block);
    for (int c = 0; c < 2; ++c) answer.add(block.channel(c));
    back.process(block);
    for (int c = 0; c < 2; ++c) answer.add(block.channel(c));
  }
  return answer;
}

Answer ringing() {
  using tinnitus::Family;
  Answer answer;
  for (const Family family : {Family::tone, Family::noise, Family::pulsatile,
                              Family::low_fluctuating, Family::crickets}) {
    tinnitus::RingingScore score{family, dsp::hash(3, 1), false, true, {}};
    score.spans.push_back({0, 150, 4000, 5000, 0.1, 0.4, 30, 40, true, true});
    const tinnitus::RingingVoice voice(Hertz(kRate), kQuantum, score);
    std::vector<float> sound(150 * kQuantum);
    for (std::int64_t tick = 0; tick < 150; ++tick) {
      voice.add(
          tick,
          {0.5f, 0.75f, 0.01 * static_cast<double>(tick), 0.01 * (1.0 + static_cast<double>(tick))},
          std::span(sound).subspan(static_cast<std::size_t>(tick) * kQuantum, kQuantum));
    }
    answer.add(sound);
  }
  return answer;
}

Answer guarded() {
  Arena arena;
  render::quantum::Guard guard;
  guard.prepare(kSpec, kQuantum, arena);
  guard.set_ceiling(-1.0);
  auto left = exact_voice(24000, 12, 4.0f), right = exact_noise(24000, 13);
  for (std::size_t n = 0; n + kQuantum <= left.size(); n += kQuantum) {
    guard.process({{left.data() + n, right.data() + n}, 2, kQuantum});
  }
  Answer answer;
  answer.add(left), answer.add(right);
  answer.decisions = {guard.report().frames, guard.report().events};
  return answer;
}

}  // namespace

std::vector<Question> hearing_questions() {
  return {
      {"band levels", "otoscape/bank/gammatone_bank.cc", -118.0, 0.0,
       [] { return bank_and_law(true, false, false); }},
      {"gains of a loss", "otoscape/loss/recruitment.cc", -120.0, 1e-3,
       [] { return bank_and_law(false, true, false); }},
      {"bank's sound under them", "otoscape/loss/temporal_smearing.cc", -120.0, 0.0,
       [] { return bank_and_law(false, false, true); }},
      {"its envelopes", "otoscape/loss/band_envelope.cc", -118.0, 0.0,
       [] { return bank_and_law(true, false, true); }},
      {"their sum", "otoscape/bank/band_sum.cc", -120.0, 0.0,
       [] { return bank_and_law(false, false, true); }},
      {"onsets", "otoscape/loss/onset_level.cc", -118.0, 0.0, onsets},
      {"smearing matrix", "otoscape/loss/smearing_design.cc", -150.0, 0.0, smearing_matrix},
      {"smeared powers", "otoscape/loss/smearing_product.cc", -130.0, 0.0, smeared_powers},
      {"smeared sound", "otoscape/loss/smearing_transform.cc", -130.0, 0.0, smeared},
      {"smeared tones' levels", "otoscape/loss/tone_probe.cc", -122.0, 0.0, tone_levels},
      // Shelves and peaks down to 30 Hz: what they round goes round for long.
      {"outer and middle ear", "otoscape/loss/outer_middle_ear.cc", -113.0, 0.0, ear_canal},
      {"ringing of five families", "otoscape/tinnitus/gate.cc", -130.0, 0.0, ringing},
      {"guard", "otoscape/render/quantum/guard.cc", -122.0, 0.0, guarded},
  };
}

}  // namespace otoscape::targets
