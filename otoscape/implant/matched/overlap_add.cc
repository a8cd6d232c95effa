// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/matched/overlap_add.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/matched/overlap_add.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/phase-inl.h"

#ifndef OTOSCAPE_IMPLANT_OVERLAP_ADD_PIECE
#define OTOSCAPE_IMPLANT_OVERLAP_ADD_PIECE
namespace otoscape::implant::matched {
// A grain as one call sees it. Whole frames are counted from the grain's own first whole frame, so
// that lanes hold the same numbers wherever the call begins.
struct Piece {
  const float* sound;  // the input where the grain's own frame 0 reads
  int first, frames;   // of the grain, in its own count
  float part;          // its middle lies so far after its frame 0
  float per_rise, per_fall, gain;
  float read_part, speed;  // frame n reads at read_part + speed · (n − part)
};
struct Sums {
  float* sound;
  float* windows;
};
}  // namespace otoscape::implant::matched
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::matched::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using dsp::HWY_NAMESPACE::RowD;
using dsp::HWY_NAMESPACE::RowV;

struct Weights {
  RowV before, at, after, beyond;
};

// Lagrange's through four points, read `f` after the second.
HWY_INLINE Weights weights(RowV f) {
  const RowD d;
  const RowV one = hn::Set(d, 1.0f), sixth = hn::Set(d, 1.0f / 6.0f), half = hn::Set(d, 0.5f);
  const RowV up = hn::Add(f, one), down = hn::Sub(f, one), far = hn::Sub(f, hn::Set(d, 2.0f));
  return {hn::Neg(hn::Mul(hn::Mul(f, sixth), hn::Mul(down, far))),
          hn::Mul(hn::Mul(up, half), hn::Mul(down, far)),
          hn::Neg(hn::Mul(hn::Mul(up, half), hn::Mul(f, far))),
          hn::Mul(hn::Mul(up, sixth), hn::Mul(f, down))};
}

// Without a change of speed all frames share one fraction and lie side by side.
HWY_INLINE RowV read_straight(const float* at, const Weights& w) {
  const RowD d;
  const RowV late =
      hn::MulAdd(w.after, hn::LoadU(d, at + 1), hn::Mul(w.beyond, hn::LoadU(d, at + 2)));
  return hn::MulAdd(w.at, hn::LoadU(d, at), hn::MulAdd(w.before, hn::LoadU(d, at - 1), late));
}

HWY_INLINE RowV read_anywhere(const float* sound, RowV position) {
  const RowD d;
  const hn::RebindToSigned<RowD> di;
  const RowV whole = hn::Floor(position);
  const auto at = hn::ConvertTo(di, whole);
  const Weights w = weights(hn::Sub(position, whole));
  const RowV late = hn::MulAdd(w.after, hn::GatherIndex(d, sound + 1, at),
                               hn::Mul(w.beyond, hn::GatherIndex(d, sound + 2, at)));
  return hn::MulAdd(w.at, hn::GatherIndex(d, sound, at),
                    hn::MulAdd(w.before, hn::GatherIndex(d, sound - 1, at), late));
}

void add_piece(const Piece& piece, const Sums& sums) {
  const RowD d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const RowV part = hn::Set(d, piece.part), half = hn::Set(d, 0.5f), one = hn::Set(d, 1.0f);
  const bool straight = piece.speed == 1.0f;
  // Straight: one fraction for all, the whole frames being in `sound`.
  const Weights shared = weights(hn::Set(d, piece.read_part));
  for (int n = 0; n < piece.frames; n += lanes) {
    const RowV frame = hn::Iota(d, static_cast<float>(piece.first + n));
    const RowV off = hn::Sub(frame, part);
    const RowV share =
        hn::IfThenElse(hn::Lt(off, hn::Zero(d)), hn::Mul(off, hn::Set(d, piece.per_rise)),
                       hn::Mul(off, hn::Set(d, piece.per_fall)));
    const RowV reach = hn::Abs(share);
    const RowV raised = hn::MulAdd(half, dsp::HWY_NAMESPACE::cosine(hn::Min(reach, one)), half);
    const RowV window = hn::IfThenElseZero(hn::Lt(reach, one), raised);
    const RowV position = hn::MulAdd(hn::Set(d, piece.speed), off, hn::Set(d, piece.read_part));
    const RowV sound = straight ? read_straight(piece.sound + piece.first + n, shared)
                                : read_anywhere(piece.sound, position);
    const RowV put = hn::Mul(hn::Mul(window, hn::Set(d, piece.gain)), sound);
    hn::StoreU(hn::Add(hn::LoadU(d, sums.sound + n), put), d, sums.sound + n);
    hn::StoreU(hn::Add(hn::LoadU(d, sums.windows + n), window), d, sums.windows + n);
  }
}

void divide(const Sums& sums, int frames) {
  const RowD d;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    const RowV windows = hn::Max(hn::LoadU(d, sums.windows + n), hn::Set(d, 0.4f));
    hn::StoreU(hn::Div(hn::LoadU(d, sums.sound + n), windows), d, sums.sound + n);
  }
}

}  // namespace otoscape::implant::matched::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::matched {

HWY_EXPORT(add_piece);
HWY_EXPORT(divide);

namespace {

constexpr int kFrames = dsp::Row::kFrames;

Piece piece_of(const Grain& grain, const dsp::SlidingBuffer& sound, std::int64_t first,
               int frames) {
  const double zero = std::floor(grain.at);
  const bool straight = grain.speed == 1.0;
  // Frame 0 lies grain.at − zero before the middle.
  const double reads = straight ? grain.from - (grain.at - zero) : grain.from;
  const double whole = std::floor(reads);
  Piece piece;
  piece.sound = sound.at(static_cast<std::int64_t>(whole));
  piece.first = static_cast<int>(first - static_cast<std::int64_t>(zero));
  piece.frames = frames;
  piece.part = static_cast<float>(grain.at - zero);
  piece.per_rise = static_cast<float>(1.0 / grain.rise);
  piece.per_fall = static_cast<float>(1.0 / grain.fall);
  piece.gain = static_cast<float>(grain.gain_lin);
  piece.read_part = static_cast<float>(reads - whole);
  piece.speed = static_cast<float>(grain.speed);
  return piece;
}

}  // namespace

void OverlapAdd::add(const Grain& grain) noexcept {
  if (count_ == kMost) {  // more than fit: the oldest is nearly over
    std::copy(grains_.begin() + 1, grains_.end(), grains_.begin());
    --count_;
  }
  grains_[count_++] = grain;
}

void OverlapAdd::render(const dsp::SlidingBuffer& sound, std::int64_t first,
                        std::span<float> out) noexcept {
  const auto ended = [](const Grain& grain, std::int64_t frame) {
    return grain.at + grain.fall <= static_cast<double>(frame);
  };
  for (std::size_t done = 0; done < out.size(); done += kFrames) {
    const std::int64_t at = first + static_cast<std::int64_t>(done);
    const int frames = static_cast<int>(std::min<std::size_t>(kFrames, out.size() - done));
    dsp::Row sums, windows;
    std::fill_n(sums.x, kFrames, 0.0f);
    std::fill_n(windows.x, kFrames, 0.0f);
    for (std::size_t g = 0; g < count_; ++g) {
      if (ended(grains_[g], at)) continue;
      OTOSCAPE_KERNEL(add_piece)
      (piece_of(grains_[g], sound, at, frames), {sums.x, windows.x});
    }
    OTOSCAPE_KERNEL(divide)({sums.x, windows.x}, frames);
    std::copy_n(sums.x, frames, out.begin() + static_cast<std::ptrdiff_t>(done));
  }
  const std::int64_t end = first + static_cast<std::int64_t>(out.size());
  const auto gone =
      std::remove_if(grains_.begin(), grains_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [&](const Grain& grain) { return ended(grain, end); });
  count_ = static_cast<std::size_t>(gone - grains_.begin());
}

}  // namespace otoscape::implant::matched
#endif
