// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/dsp/real_transform.h"
#include "otoscape/dsp/running_median.h"
#include "otoscape/implant/carriers/band_carriers.h"
#include "otoscape/implant/film/median_stage.h"
#include "otoscape/implant/loudness_growth.h"
#include "otoscape/implant/matched/band_split.h"
#include "otoscape/implant/matched/overlap_add.h"
#include "otoscape/implant/matched/pitch_tracker.h"
#include "otoscape/implant/vocoder/current_spread.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

using namespace implant;

constexpr Hertz kRate(48000.0);

std::vector<float> triangle(std::size_t size) {
  std::vector<float> window(size);
  for (std::size_t n = 0; n < size; ++n) {
    window[n] = static_cast<float>(std::min(n, size - n)) / static_cast<float>(size / 2);
  }
  return window;
}

Answer real_transform() {
  Answer answer;
  for (const int size : {32, 256, 4096, 16384}) {
    const auto count = static_cast<std::size_t>(size);
    Arena arena;
    dsp::RealTransform transform;
    transform.prepare(size, triangle(count), arena);
    const auto x = exact_noise(count, 21);
    std::vector<float> magnitudes(count / 2 + 64), back(count + 64);
    transform.forward(x.data(), magnitudes);
    answer.add(std::span(magnitudes).first(count / 2 + 1));
    transform.add_inverse(2.0f / static_cast<float>(size), back.data());
    answer.add(std::span(back).first(count));
  }
  return answer;
}

// Medians compute nothing: they choose.
Answer medians() {
  constexpr int kBins = 301, kRoom = 64;
  Arena arena;
  dsp::MedianOverTime over_time;
  dsp::MedianOverBins over_bins;
  over_time.prepare(kBins, 13, arena), over_bins.prepare(kBins, 41, arena);
  Answer answer;
  std::vector<float> out(kBins + kRoom);
  for (std::uint32_t slice = 0; slice < 40; ++slice) {
    const auto values = exact_noise(kBins + kRoom, 22 + slice);
    over_time.next(values, out);
    answer.add(std::span(out).first(kBins));
    over_bins.of(std::span(values).first(kBins), out);
    answer.add(std::span(out).first(kBins));
  }
  return answer;
}

Answer median_stage() {
  Answer answer;
  for (const auto keep : {film::MedianStage::Keep::lasting, film::MedianStage::Keep::sudden}) {
    film::MedianStage::Params params;
    params.keep = keep, params.slice = 1024;
    Arena arena;
    film::MedianStage stage;
    stage.prepare(params, kRate, arena);
    const auto x = exact_voice(24000, 23);
    for (std::size_t n = 0; n + 1024 <= x.size(); n += 256) answer.add(stage.next(x.data() + n));
  }
  return answer;
}

Answer pitches() {
  matched::PitchTracker tracker(kRate, 64, 0);
  const auto x = exact_voice(48000, 24);
  Answer answer;
  for (std::size_t n = 0; n + 64 <= x.size(); n += 64) {
    tracker.push(std::span(x).subspan(n, 64), true);
    const auto pitch = tracker.known_at(static_cast<std::int64_t>(n + 63));
    answer.values.push_back(pitch.period_frames);
    answer.decisions.push_back(std::lround(pitch.period_frames / tracker.step_frames()));
  }
  return answer;
}

Answer grains() {
  dsp::SlidingBuffer sound(9600, 4800);
  sound.push(exact_voice(4800, 25));
  sound.push(exact_voice(4800, 26));
  matched::OverlapAdd join;
  for (int g = 0; g < 20; ++g) {
    join.add({1000.0 + 250.3 * g, 1100.0 + 240.7 * g, 240.5, 251.25, 1.0 + 0.01 * g, 0.8});
  }
  std::vector<float> out(1000);
  Answer answer;
  for (std::int64_t first = 1000; first < 5000; first += 1000) {
    join.render(sound, first, out);
    answer.add(out);
  }
  return answer;
}

Answer split() {
  const matched::BandSplit split(kRate, Hertz(1500.0));
  const auto x = exact_noise(4096, 27);
  std::vector<float> out(3000);
  split.low(x.data() + split.delay_frames(), out);
  Answer answer;
  answer.add(out);
  return answer;
}

Answer filters() {
  Answer answer;
  for (const int taps : {19, 128, 513}) {
    const auto h = exact_noise(static_cast<std::size_t>(taps), 28), x = exact_noise(2048, 29);
    std::vector<float> y(2048);
    dsp::correlate(h, x.data(), y.data(), 1001);
    answer.add(std::span(y).first(1001));
  }
  return answer;
}

Answer columns() {
  constexpr int kRows = 64, kColumns = 2 * dsp::kColumnMultiple;
  const auto re = exact_noise(kRows * kColumns, 30), im = exact_noise(kRows * kColumns, 31);
  const auto even = exact_noise(kRows, 32), odd = exact_noise(kRows, 33);
  std::vector<float> sum_re(kColumns), sum_im(kColumns);
  dsp::column_products(dsp::ColumnKernels<float>{re.data(), im.data(), kRows, kColumns},
                       even.data(), odd.data(), sum_re.data(), sum_im.data());
  Answer answer;
  answer.add(sum_re), answer.add(sum_im);
  return answer;
}

Answer spread(bool levels) {
  CodingParams coding;
  for (int b = 0; b < 22; ++b) coding.bands.push_back({b, 120.0, 180.0, b == 7});
  Answer answer;
  for (const auto domain : {vocoder::SpreadDomain::current, vocoder::SpreadDomain::envelope}) {
    vocoder::SpreadDesign design = vocoder::make_spread(coding, domain);
    carriers::Lanes position_mm;
    for (std::size_t b = 0; b < 22; ++b) {
      position_mm[b] = 17.0f + 0.75f * static_cast<float>(b);
      design.gain[b] = 0.5f, design.survival[b] = b == 12 ? 0.25f : 1.0f;
    }
    vocoder::set_weights(design, position_mm, 2.4);
    for (const auto& weight : design.weight) {
      if (!levels) answer.add(weight.x);
    }
    for (int first = 0; first < 4; ++first) {
      Frame cycle;
      for (int b = 21 - first; b >= 0; b -= 3) {
        const double level = 130.0 + 2.0 * b;
        cycle.add({b, b, static_cast<int>(level),
                   static_cast<float>(current_ua(coding.chip, level)), first == 3 && b % 2 == 0});
      }
      carriers::Lanes out;
      if (levels) {
        vocoder::heard(design, cycle, out);
      } else {
        vocoder::field(design, cycle, out);
      }
      answer.add(out.x);
    }
  }
  return answer;
}

Answer carriers(bool noisy, bool tonal) {
  carriers::CarrierDesign design;
  carriers::CarrierState state;
  carriers::CarrierLine line;
  line.noisy = noisy, line.tonal = tonal, line.places = 22;
  for (std::size_t p = 0; p < 22; ++p) {
    const double hz = 250.0 * static_cast<double>(p + 1);
    carriers::set_low_pass(design, p, 200.0, kRate),
        carriers::set_place(design, p, hz, 0.15 * hz, kRate);
    line.envelope[p] = 0.01f * static_cast<float>(p + 1), line.envelope_step[p] = 1e-5f;
    line.noise[p] = design.noise_rms[p], line.sine[p] = design.sine_rms[p];
    line.noise_step[p] = -1e-6f, line.sine_step[p] = 1e-6f;
    line.phase[p] = static_cast<std::uint32_t>(p) * 123456789u;
    line.phase_step[p] = static_cast<std::uint32_t>(hz / 48000.0 * 4294967296.0);
    line.key[p] = static_cast<std::uint32_t>(p) * 2654435761u + 1u;
  }
  Answer answer;
  std::vector<float> out(carriers::kCarrierFrames);
  for (int n = 0; n < 4800 - carriers::kCarrierFrames; n += carriers::kCarrierFrames) {
    std::ranges::fill(out, 0.0f);
    carriers::run_carriers(
        {design, line, state, n, carriers::kCarrierFrames, static_cast<std::uint32_t>(n) + 77u},
        out);
    answer.add(out);
  }
  carriers::Lanes level;
  carriers::run_low_passes({design, line, state, 4800, 100}, level);
  answer.add(level.x);
  return answer;
}

}  // namespace

std::vector<Question> implant_questions() {
  return {
      {"real transforms", "otoscape/dsp/real_transform.cc", -130.0, 0.0, real_transform},
      {"running medians", "otoscape/dsp/running_median.cc", kBitEqual, 0.0, medians},
      {"what lasts, what is sudden", "otoscape/implant/film/median_stage.cc", -128.0, 0.0,
       median_stage},
      {"pitches of a voice", "otoscape/implant/matched/pitch_tracker.cc", -140.0, 0.0, pitches},
      {"grains overlapped", "otoscape/implant/matched/overlap_add.cc", -125.0, 0.0, grains},
      {"band split", "otoscape/implant/matched/band_split.cc", -130.0, 0.0, split},
      {"filters of 19 … 513 taps", "otoscape/dsp/fir_kernels.cc", -130.0, 0.0, filters},
      {"products with columns", "otoscape/dsp/fir_kernels.cc", -130.0, 0.0, columns},
      {"spread of current", "otoscape/implant/vocoder/current_spread.cc", -145.0, 0.0,
       [] { return spread(false); }},
      // Levels near 170 are rounded to 10^-5, of which 60 are 8 octaves.
      {"what is heard of it", "otoscape/implant/vocoder/current_spread.cc", -113.0, 0.0,
       [] { return spread(true); }},
      {"carriers of noise", "otoscape/implant/carriers/band_carriers.cc", -117.0, 0.0,
       [] { return carriers(true, false); }},
      {"carriers of both kinds", "otoscape/implant/carriers/band_carriers.cc", -117.0, 0.0,
       [] { return carriers(true, true); }},
  };
}

}  // namespace otoscape::targets
