// SPDX-License-Identifier: Apache-2.0
#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/linear_algebra.h"
#include "otoscape/dsp/matrix_product.h"
#include "otoscape/dsp/resampler.h"
#include "otoscape/dsp/spline_noise.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

std::span<const float> frames_of(const dsp::Row& row, int frames) {
  return {row.x, static_cast<std::size_t>(frames)};
}

Answer fourier(int size) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(size, arena);
  const auto count = static_cast<std::size_t>(size);
  const auto re = arena.take<float>(count), im = arena.take<float>(count);
  std::ranges::copy(exact_noise(count, 1), re.begin());
  std::ranges::copy(exact_noise(count, 2), im.begin());
  Answer answer;
  fft.forward(re, im);
  answer.add(re), answer.add(im);
  return answer;
}

Answer fourier_everywhere() {
  Answer answer;
  for (int size = 16; size <= 8192; size *= 2) {
    answer.add(fourier(size).values);
  }
  return answer;
}

Answer matrix_product() {
  dsp::Matrix a(37, 211), b(211, 83);
  const auto left = exact_noise(37 * 211, 3), right = exact_noise(211 * 83, 4);
  for (int r = 0; r < a.rows(); ++r) {
    for (int c = 0; c < a.columns(); ++c) {
      a(r, c) = static_cast<double>(left[static_cast<std::size_t>(r * a.columns() + c)]) / 3.0;
    }
  }
  for (int r = 0; r < b.rows(); ++r) {
    for (int c = r % 7; c < b.columns(); c += 1 + r % 3) {
      b(r, c) = static_cast<double>(right[static_cast<std::size_t>(r * b.columns() + c)]) / 3.0;
    }
  }
  const dsp::Matrix product = dsp::product(a, b);
  Answer answer;
  for (int r = 0; r < product.rows(); ++r) answer.add(product.row(r));
  return answer;
}

// Phases are whole numbers: which cell a frame is in and how far must be alike to the bit, so that
// what differs is the polynomials' rounding alone.
Answer noise_and_tone() {
  Answer answer;
  std::uint64_t key = 1;
  for (const double width_hz : {3.0, 80.0, 1000.0, 40000.0}) {
    const std::uint64_t step = dsp::to_cells(dsp::cells_per_frame(Hertz(width_hz), Hertz(48000.0)));
    const dsp::PhaseRamp cells{key << 40, step, step >> 12};
    const dsp::PhaseRamp turns{key << 59, std::uint64_t{0x0123456789abcdef} >> key, key << 20};
    for (const int frames : {64, 33, 1}) {
      dsp::Row re, im, tone, turned;
      dsp::complex_noise(dsp::hash(7, key), cells, frames, re, im);
      dsp::tone(turns, frames, tone);
      dsp::turn_up(turns, {0.6f, 0.8f}, frames, {re, im}, turned);
      for (const auto* row : {&re, &im, &tone, &turned}) answer.add(frames_of(*row, frames));
    }
    ++key;
  }
  return answer;
}

Answer random_values() {
  Answer answer;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    answer.decisions.push_back(static_cast<std::int64_t>(dsp::hash(i * i, i)));
  }
  return answer;
}

Answer resampled(double from, double to) {
  dsp::Resampler resampler{Hertz(from), Hertz(to), 512, 17};
  const auto x = exact_noise(4096, 5);
  std::vector<float> out(static_cast<std::size_t>(resampler.most(512)) + 64);
  Answer answer;
  for (std::size_t at = 0; at + 512 <= x.size(); at += 512) {
    const int count = resampler.process(std::span(x).subspan(at, 512), out);
    answer.add(std::span(out).first(static_cast<std::size_t>(count)));
    answer.decisions.push_back(count);
  }
  return answer;
}

}  // namespace

std::vector<Question> dsp_questions() {
  return {
      {"transforms of 16 … 8192", "otoscape/dsp/fft.cc", -130.0, 0.0, fourier_everywhere},
      {"matrix product", "otoscape/dsp/matrix_product.cc", -290.0, 0.0, matrix_product},
      {"noise and tones", "otoscape/dsp/spline_noise.cc", -140.0, 0.0, noise_and_tone},
      {"random values", "otoscape/dsp/spline_noise.cc", kBitEqual, 0.0, random_values},
      {"resampler, 48 to 16 kHz", "otoscape/dsp/resampler.cc", -132.0, 0.0,
       [] { return resampled(48000, 16000); }},
      {"resampler, 44.1 to 17.4 kHz", "otoscape/dsp/resampler.cc", -132.0, 0.0,
       [] { return resampled(44100, 17400); }},
  };
}

}  // namespace otoscape::targets
