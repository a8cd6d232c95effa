// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/spline_noise.h"

#include <algorithm>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/spline_noise.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/phase-inl.h"

#ifndef OTOSCAPE_DSP_SPLINE_NOISE_VALUES
#define OTOSCAPE_DSP_SPLINE_NOISE_VALUES
namespace otoscape::dsp {

inline std::uint64_t stir(std::uint64_t key, std::uint64_t number) {
  std::uint64_t x = key ^ (number * 0x9e3779b97f4a7c15u);
  x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93u;
  // Once more, else two keys could give one stream with the numbers shifted.
  x += key;
  x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93u;
  return x ^ (x >> 32);
}

// Mean 0, variance 1 from the four 16-bit fields of one hash, each of variance 2³²/12.
inline float cell_value(std::uint64_t key, std::uint32_t cell) {
  const std::uint64_t h = stir(key, cell);
  const auto sum =
      static_cast<std::int32_t>((h & 0xffff) + (h >> 16 & 0xffff) + (h >> 32 & 0xffff) + (h >> 48));
  constexpr float kScale = static_cast<float>(std::numbers::sqrt3 / 65536.0);
  return static_cast<float>(sum - 2 * 65535) * kScale;
}

// The four values that a cell's spline needs, and the spline as a polynomial of the way through it.
class Cell {
 public:
  explicit Cell(std::uint64_t key) : key_(key) {}
  void jump(std::uint32_t cell) {
    for (std::uint32_t i = 0; i < 4; ++i) v_[i] = cell_value(key_, cell + i);
  }
  void move_on(std::uint32_t cell) {
    v_[0] = v_[1], v_[1] = v_[2], v_[2] = v_[3];
    v_[3] = cell_value(key_, cell + 3);
  }
  float c0() const { return (v_[0] + 4.0f * v_[1] + v_[2]) * (1.0f / 6.0f); }
  float c1() const { return (v_[2] - v_[0]) * 0.5f; }
  float c2() const { return (v_[0] + v_[2]) * 0.5f - v_[1]; }
  float c3() const { return (v_[3] - v_[0]) * (1.0f / 6.0f) + (v_[1] - v_[2]) * 0.5f; }

 private:
  std::uint64_t key_;
  float v_[4] = {};
};

}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using U32 = hn::RebindToUnsigned<RowD>;

constexpr std::size_t kLongest = Row::kFrames + Row::kRoom;

// The frames a kernel computes for `frames`: whole vectors.
HWY_INLINE std::size_t whole(int frames) {
  const std::size_t lanes = hn::Lanes(RowD());
  return (static_cast<std::size_t>(frames) + lanes - 1) / lanes * lanes;
}

// 1/√(Σ w²) of the B-spline's four weights at t, a polynomial in q = t(1 − t), good to 0.0004 dB.
HWY_INLINE RowV evened_out(RowV t) {
  const RowD d;
  const RowV q = hn::NegMulAdd(t, t, t);
  RowV p = hn::MulAdd(q, hn::Set(d, 1.36353540f), hn::Set(d, 0.59540248f));
  p = hn::MulAdd(q, p, hn::Set(d, 0.00630729f));
  return hn::MulAdd(q, p, hn::Set(d, 1.41415906f));
}

HWY_INLINE RowV spline(const Cell& cell, RowV t, RowV even) {
  const RowD d;
  RowV p = hn::MulAdd(t, hn::Set(d, cell.c3()), hn::Set(d, cell.c2()));
  p = hn::MulAdd(t, p, hn::Set(d, cell.c1()));
  return hn::Mul(even, hn::MulAdd(t, p, hn::Set(d, cell.c0())));
}

// Cell by cell: a vector is computed with one cell's polynomial and then moves on by the frames
// that were in that cell; the others are overwritten. No gathers, and a frame's arithmetic does not
// depend on its lane.
void run_complex_noise(std::uint64_t key, const PhaseRamp& ramp, int frames, Row& re, Row& im) {
  const RowD d;
  const U32 du;
  const hn::RebindToSigned<RowD> di;
  HWY_ALIGN std::uint32_t cells[kLongest];
  HWY_ALIGN std::uint32_t parts[kLongest];
  const std::size_t lanes = hn::Lanes(d), end = whole(frames);
  Phases phases(ramp);
  for (std::size_t n = 0; n < end + lanes; n += lanes, phases.next()) {
    hn::Store(phases.upper(), du, cells + n);
    hn::Store(phases.lower(), du, parts + n);
  }
  Cell real(key), imaginary(stir(key, ~0u));
  // A vector has at least one lane, so that cells[0] is set.
  std::uint32_t cell = cells[0];  // NOLINT(clang-analyzer-core.uninitialized.Assign)
  real.jump(cell), imaginary.jump(cell);
  for (std::size_t n = 0; n < end;) {
    const auto part = hn::BitCast(di, hn::ShiftRight<8>(hn::LoadU(du, parts + n)));
    const RowV t = hn::Mul(hn::ConvertTo(d, part), hn::Set(d, 0x1p-24f));
    const RowV even = evened_out(t);
    hn::StoreU(spline(real, t, even), d, re.x + n);
    hn::StoreU(spline(imaginary, t, even), d, im.x + n);
    n += hn::CountTrue(du, hn::Eq(hn::LoadU(du, cells + n), hn::Set(du, cell)));
    if (cells[n] == cell) continue;
    if (cells[n] == ++cell) {
      real.move_on(cell), imaginary.move_on(cell);
    } else {
      cell = cells[n];
      real.jump(cell), imaginary.jump(cell);
    }
  }
}

void run_tone(const PhaseRamp& turns, int frames, Row& out) {
  const RowD d;
  const RowV peak = hn::Set(d, std::numbers::sqrt2_v<float>);
  Phases phases(turns);
  for (std::size_t n = 0; n < whole(frames); n += hn::Lanes(d), phases.next()) {
    hn::Store(hn::Mul(peak, sine(phases.half_turns())), d, out.x + n);
  }
}

void run_turn_up(const PhaseRamp& turns, Mix mix, int frames, const NoiseParts& parts, Row& out) {
  const RowD d;
  const RowV line = hn::Set(d, mix.line * std::numbers::sqrt2_v<float>);
  const RowV noise = hn::Set(d, mix.noise);
  Phases phases(turns);
  for (std::size_t n = 0; n < whole(frames); n += hn::Lanes(d), phases.next()) {
    const RowV x = phases.half_turns();
    const RowV along = hn::MulAdd(noise, hn::Load(d, parts.re.x + n), line);
    const RowV across = hn::Mul(noise, hn::Load(d, parts.im.x + n));
    hn::Store(hn::NegMulAdd(across, sine(x), hn::Mul(along, cosine(x))), d, out.x + n);
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(run_complex_noise);
HWY_EXPORT(run_tone);
HWY_EXPORT(run_turn_up);

std::uint64_t hash(std::uint64_t key, std::uint64_t number) noexcept { return stir(key, number); }

double cells_per_frame(Hertz width, Hertz rate) noexcept {
  constexpr double kCellsInWidth = 0.4550;  // −3 dB width of sinc⁸, times the cell's length
  return std::min(width / rate / kCellsInWidth, 1.0);
}

std::uint64_t to_cells(double cells) noexcept {
  return static_cast<std::uint64_t>(std::llround(std::ldexp(cells, 32)));
}

void complex_noise(std::uint64_t key, const PhaseRamp& cells, int frames, Row& re,
                   Row& im) noexcept {
  OTOSCAPE_KERNEL(run_complex_noise)(key, cells, frames, re, im);
}

double slow_noise(std::uint64_t key, std::uint64_t cells) noexcept {
  const auto cell = static_cast<std::uint32_t>(cells >> 32);
  const double t = static_cast<double>(cells & 0xffffffffu) * 0x1p-32, s = 1.0 - t;
  const double weights[] = {s * s * s, (3.0 * t - 6.0) * t * t + 4.0, (3.0 * s - 6.0) * s * s + 4.0,
                            t * t * t};
  double sum = 0.0, squares = 0.0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    sum += weights[i] * static_cast<double>(cell_value(key, cell + i));
    squares += weights[i] * weights[i];
  }
  return sum / std::sqrt(squares);
}

void tone(const PhaseRamp& turns, int frames, Row& out) noexcept {
  OTOSCAPE_KERNEL(run_tone)(turns, frames, out);
}

void turn_up(const PhaseRamp& turns, Mix mix, int frames, const NoiseParts& noise,
             Row& out) noexcept {
  OTOSCAPE_KERNEL(run_turn_up)(turns, mix, frames, noise, out);
}

}  // namespace otoscape::dsp
#endif
