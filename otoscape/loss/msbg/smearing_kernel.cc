// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/smearing_kernel.h"

#include "otoscape/loss/msbg/lanes.h"
#include "otoscape/loss/msbg/smearing_matrix.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/msbg/smearing_kernel.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/dsp/lane_fft-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::msbg::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using dsp::HWY_NAMESPACE::lane_transform_256;
using dsp::HWY_NAMESPACE::LaneSplit;

constexpr int kBins = kSmearingBins, kHalf = kBins / 2, kHopFrames = 64;

// The work of one vector of lanes.
struct Work {
  LaneSplit<double> z, scratch;
  double *power, *smeared;
};

// double slices, even samples in the real parts and odd ones in the imaginary parts; the upper half
// of each is the padding to 512.
template <class D>
void load_slices(D d, const SliceRun& run, int lane, LaneSplit<double> z) {
  const hn::RebindToSigned<D> di;
  const auto index = hn::Mul(hn::Iota(di, static_cast<std::int64_t>(lane)),
                             hn::Set(di, static_cast<std::int64_t>(kHopFrames)));
  for (int m = 0; m < kHalf; ++m) {
    const auto even = hn::GatherIndex(d, run.in + 2 * m, index);
    const auto odd = hn::GatherIndex(d, run.in + 2 * m + 1, index);
    hn::Store(hn::Mul(even, hn::Set(d, run.window[2 * m])), d, z.re + m * kSlicesAtOnce);
    hn::Store(hn::Mul(odd, hn::Set(d, run.window[2 * m + 1])), d, z.im + m * kSlicesAtOnce);
  }
  for (int m = kHalf; m < kBins; ++m) {
    hn::Store(hn::Zero(d), d, z.re + m * kSlicesAtOnce);
    hn::Store(hn::Zero(d), d, z.im + m * kSlicesAtOnce);
  }
}

// From the transform of even and odd samples to the spectrum (kInverse: back, twice as large). Bins
// k and 256 − k are each other's partners: E = (Z[k] + Z*[256−k])/2, O = (Z[k] − Z*[256−k])/2j,
// X[k] = E + e^{−2πjk/512} O.
template <bool kInverse, class D>
void split_spectrum(D d, const double* tw, LaneSplit<double> z) {
  const auto half = hn::Set(d, kInverse ? 1.0 : 0.5);
  for (int k = 1; k <= kHalf; ++k) {
    const int a = k * kSlicesAtOnce, b = (kBins - k) * kSlicesAtOnce;
    const auto ar = hn::Load(d, z.re + a), ai = hn::Load(d, z.im + a);
    const auto br = hn::Load(d, z.re + b), bi = hn::Load(d, z.im + b);
    const auto wr = hn::Set(d, tw[2 * k]),
               wi = hn::Set(d, kInverse ? -tw[2 * k + 1] : tw[2 * k + 1]);
    const auto er = hn::Mul(half, hn::Add(ar, br)), ei = hn::Mul(half, hn::Sub(ai, bi));
    const auto dr = hn::Mul(half, hn::Sub(ar, br)), di = hn::Mul(half, hn::Add(ai, bi));
    // t = −j·w·(dr + j·di) forwards, j·w*·(dr + j·di) backwards.
    const auto pr = hn::NegMulAdd(di, wi, hn::Mul(dr, wr)),
               pi = hn::MulAdd(di, wr, hn::Mul(dr, wi));
    const auto tr = kInverse ? hn::Neg(pi) : pi, ti = kInverse ? pr : hn::Neg(pr);
    hn::Store(hn::Add(er, tr), d, z.re + a);
    hn::Store(hn::Add(ei, ti), d, z.im + a);
    hn::Store(hn::Sub(er, tr), d, z.re + b);
    hn::Store(hn::Sub(ti, ei), d, z.im + b);
  }
}

// One block of rows of S times the powers, sums in registers.
template <class D>
void multiply_rows(D d, const double* matrix, const double* power, int columns, double* smeared) {
  using V = hn::Vec<D>;
  V s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  for (int j = 0; j < columns; ++j, matrix += kMatrixRows) {
    const V p = hn::Load(d, power + j * kSlicesAtOnce);
    s0 = hn::MulAdd(p, hn::Set(d, matrix[0]), s0);
    s1 = hn::MulAdd(p, hn::Set(d, matrix[1]), s1);
    s2 = hn::MulAdd(p, hn::Set(d, matrix[2]), s2);
    s3 = hn::MulAdd(p, hn::Set(d, matrix[3]), s3);
    s4 = hn::MulAdd(p, hn::Set(d, matrix[4]), s4);
    s5 = hn::MulAdd(p, hn::Set(d, matrix[5]), s5);
    s6 = hn::MulAdd(p, hn::Set(d, matrix[6]), s6);
    s7 = hn::MulAdd(p, hn::Set(d, matrix[7]), s7);
  }
  const auto put = [&](int row, V v) HWY_ATTR { hn::Store(v, d, smeared + row * kSlicesAtOnce); };
  put(0, s0);
  put(1, s1);
  put(2, s2);
  put(3, s3);
  put(4, s4);
  put(5, s5);
  put(6, s6);
  put(7, s7);
}

template <class D>
void smear_powers(D d, const SliceRun& run, const Work& work) {
  for (int k = 0; k < kBins; ++k) {
    const auto re = hn::Load(d, work.z.re + k * kSlicesAtOnce);
    const auto im = hn::Load(d, work.z.im + k * kSlicesAtOnce);
    hn::Store(hn::MulAdd(re, re, hn::Mul(im, im)), d, work.power + k * kSlicesAtOnce);
  }
  const double* matrix = run.matrix;
  for (int block = 0; block < kBins / kMatrixRows; ++block) {
    const auto [from, to] = run.columns[block];
    multiply_rows(d, matrix, work.power + from * kSlicesAtOnce, to - from,
                  work.smeared + block * kMatrixRows * kSlicesAtOnce);
    matrix += (to - from) * kMatrixRows;
  }
}

// Y = X √(Q/P), turned by 90° where Q is negative; 0 where P is.
template <class D>
void apply_gains(D d, const Work& work) {
  const auto zero = hn::Zero(d);
  for (int k = 0; k < kBins; ++k) {
    const int at = k * kSlicesAtOnce;
    const auto p = hn::Load(d, work.power + at), q = hn::Load(d, work.smeared + at);
    const auto gain = hn::IfThenElseZero(hn::Gt(p, zero), hn::Sqrt(hn::Div(hn::Abs(q), p)));
    const auto re = hn::Mul(gain, hn::Load(d, work.z.re + at));
    const auto im = hn::Mul(gain, hn::Load(d, work.z.im + at));
    const auto turned = hn::Lt(q, zero);
    hn::Store(hn::IfThenElse(turned, hn::Neg(im), re), d, work.z.re + at);
    hn::Store(hn::IfThenElse(turned, re, im), d, work.z.im + at);
  }
}

template <class D>
void smear_lanes(D d, const SliceRun& run, int lane) {
  constexpr int kRows = kBins * kSlicesAtOnce;
  double* w = run.work + lane;
  const Work work{{w, w + kRows}, {w + 2 * kRows, w + 3 * kRows}, w + 4 * kRows, w + 5 * kRows};
  const auto z = work.z;
  load_slices(d, run, lane, z);
  lane_transform_256(d, run.twiddles, kSlicesAtOnce, z, work.scratch);
  split_spectrum<false>(d, run.split_twiddles, z);
  // Bins 0 and 256 share Z[0]; the latter is dropped.
  hn::Store(hn::Add(hn::Load(d, z.re), hn::Load(d, z.im)), d, z.re);
  hn::Store(hn::Zero(d), d, z.im);
  smear_powers(d, run, work);
  apply_gains(d, work);
  hn::Store(hn::Load(d, z.re), d, z.im);  // an imaginary part at 0 Hz would not be heard
  split_spectrum<true>(d, run.split_twiddles, z);
  lane_transform_256(d, run.twiddles, kSlicesAtOnce, LaneSplit<double>{z.im, z.re},
                     LaneSplit<double>{work.scratch.im, work.scratch.re});
  for (int m = 0; m < kHalf; ++m) {
    const auto re = hn::Load(d, z.re + m * kSlicesAtOnce),
               im = hn::Load(d, z.im + m * kSlicesAtOnce);
    double* out = run.out + 2 * m * kSlicesAtOnce + lane;
    constexpr double scale = 1.0 / 512.0;
    hn::Store(hn::Mul(re, hn::Set(d, scale * run.window[2 * m])), d, out);
    hn::Store(hn::Mul(im, hn::Set(d, scale * run.window[2 * m + 1])), d, out + kSlicesAtOnce);
  }
}

void smear_all(const SliceRun& run) {
  const hn::CappedTag<double, kSlicesAtOnce> d;
  for (int lane = 0; lane < kSlicesAtOnce; lane += static_cast<int>(hn::Lanes(d))) {
    smear_lanes(d, run, lane);
  }
}

}  // namespace otoscape::loss::msbg::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss::msbg {

HWY_EXPORT(smear_all);

void smear(const SliceRun& run) { HWY_DYNAMIC_DISPATCH(smear_all)(run); }

}  // namespace otoscape::loss::msbg
#endif
