// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/smearing_product.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

constexpr int kRows = SmearingMatrix::kBlockRows;

// Where the processor widens binary16 on load, half the bytes are read; elsewhere widening would
// take longer than reading.
#if (HWY_ARCH_X86 && HWY_TARGET < HWY_SSE4) || HWY_ARCH_ARM_A64
bool reads_halves() { return true; }
const std::uint16_t* entries_of(const SmearingMatrix& matrix) { return matrix.halves().data(); }
HWY_INLINE V load_entries(const std::uint16_t* at) {
  const hn::Rebind<std::uint16_t, D> bits;
  const hn::Rebind<hwy::float16_t, D> half;
  return hn::PromoteTo(D(), hn::BitCast(half, hn::LoadU(bits, at)));
}
#else
bool reads_halves() { return false; }
const float* entries_of(const SmearingMatrix& matrix) { return matrix.entries().data(); }
HWY_INLINE V load_entries(const float* at) { return hn::LoadU(D(), at); }
#endif

// Four running sums per block of rows, always added in the same order.
template <bool kTwo>
void multiply_rows(const SmearingMatrix& matrix, const EarPowers& in, const EarPowers& out) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (std::size_t b = 0; b < matrix.blocks().size(); ++b) {
    const auto& block = matrix.blocks()[b];
    for (int part = 0; part < kRows; part += lanes) {
      const auto* column = entries_of(matrix) + block.offset + part;
      const float* left = in.left + block.first_column;
      const float* right = in.right + block.first_column;
      V a0 = hn::Zero(d), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      const auto step = [&](int c, V& a, V& other) HWY_ATTR {
        const V m = load_entries(column + c * kRows);
        a = hn::MulAdd(m, hn::Set(d, left[c]), a);
        if (kTwo) other = hn::MulAdd(m, hn::Set(d, right[c]), other);
      };
      int c = 0;
      for (; c + 4 <= block.columns; c += 4) {
        step(c, a0, b0);
        step(c + 1, a1, b1);
        step(c + 2, a2, b2);
        step(c + 3, a3, b3);
      }
      for (; c < block.columns; ++c) step(c, a0, b0);
      const int row = static_cast<int>(b) * kRows + part;
      hn::StoreU(hn::Add(hn::Add(a0, a1), hn::Add(a2, a3)), d, out.left + row);
      if (kTwo) hn::StoreU(hn::Add(hn::Add(b0, b1), hn::Add(b2, b3)), d, out.right + row);
    }
  }
}

void multiply_one(const SmearingMatrix& matrix, const float* in, float* out) {
  multiply_rows<false>(matrix, {const_cast<float*>(in), const_cast<float*>(in)}, {out, out});
}
void multiply_two(const SmearingMatrix& matrix, const EarPowers& in, const EarPowers& out) {
  multiply_rows<true>(matrix, in, out);
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(multiply_one);
HWY_EXPORT(multiply_two);
HWY_EXPORT(reads_halves);

void smear_one(const SmearingMatrix& matrix, const float* in, float* out) noexcept {
  OTOSCAPE_KERNEL(multiply_one)(matrix, in, out);
}

void smear_both(const SmearingMatrix& matrix, const EarPowers& in, const EarPowers& out) noexcept {
  OTOSCAPE_KERNEL(multiply_two)(matrix, in, out);
}

void fetch(const SmearingMatrix& matrix, int part, int parts) noexcept {
  base::fetch(matrix.blocks(), part, parts);
  if (OTOSCAPE_KERNEL(reads_halves)()) {
    base::fetch(matrix.halves(), part, parts);
  } else {
    base::fetch(matrix.entries(), part, parts);
  }
}

}  // namespace otoscape::loss
#endif
