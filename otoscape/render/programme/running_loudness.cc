// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/running_loudness.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

constexpr double kAbsoluteLufs = -70.0, kRelativeLu = -10.0;  // the gates
constexpr double kHighestLufs = 30.0;                         // blocks above count as this
constexpr double kBinsPerLu = 10.0;
constexpr double kRowSeconds = 0.1;
constexpr double kSettledSeconds = 10.0;  // of sound before the reference moves
constexpr double kLuPerSecond = 1.0;      // by which it moves at most

}  // namespace

void RunningLoudness::prepare(const StreamSpec& spec) {
  ears_ = spec.ears;
  rate_ = std::llround(spec.rate.value());
  filters_ = k_filters(spec.rate);
  bins_.assign(static_cast<std::size_t>((kHighestLufs - kAbsoluteLufs) * kBinsPerLu), {});
  reference_from_lufs_ = reference_to_lufs_ = kUsualLufs;
}

void RunningLoudness::add(ConstBlock<FullScaleUnit> sound) noexcept {
  for (int done = 0; done < sound.frames();) {
    const std::int64_t left = row_start(row_ + 1) - frame_;
    const int count = static_cast<int>(std::min<std::int64_t>(left, sound.frames() - done));
    const auto part = sound.part(done, count);
    ears_ == 2 ? weigh<2>(part) : weigh<1>(part);
    done += count;
    frame_ += count;
    if (count == left) end_row();
  }
}

// Sums go on frame by frame, so that their rounding does not depend on the blocks. Direct form II
// has one product and one sum between a sample and the next, half of its transposed form; the two
// channels lie side by side in a vector.
template <std::size_t kEars>
void RunningLoudness::weigh(ConstBlock<FullScaleUnit> sound) noexcept OTOSCAPE_RT {
  Row& row = rows_[static_cast<std::size_t>(row_) % kRows];
  const dsp::Biquad head = filters_[0], low = filters_[1];
  const float* from[kEars];
  for (std::size_t c = 0; c < kEars; ++c) from[c] = sound.channel(static_cast<int>(c)).data();
  Memory m = memory_;
  Pair energy = row.energy;
  for (std::size_t n = 0; n < static_cast<std::size_t>(sound.frames()); ++n) {
    for (std::size_t c = 0; c < kEars; ++c) {
      const double x = static_cast<double>(from[c][n]);
      const double w = (x - head.a2 * m.head2[c]) - head.a1 * m.head1[c];
      const double y = head.b0 * w + (head.b1 * m.head1[c] + head.b2 * m.head2[c]);
      m.head2[c] = m.head1[c];
      m.head1[c] = w;
      const double u = (y - low.a2 * m.low2[c]) - low.a1 * m.low1[c];
      const double z = low.b0 * u + (low.b1 * m.low1[c] + low.b2 * m.low2[c]);
      m.low2[c] = m.low1[c];
      m.low1[c] = u;
      energy[c] += z * z;
    }
  }
  memory_ = m;
  row.energy = energy;
  row.frames += sound.frames();
}

void RunningLoudness::end_row() noexcept {
  ++row_;
  if (row_ >= static_cast<std::int64_t>(kRows)) count_block();
  rows_[static_cast<std::size_t>(row_) % kRows] = {};
  reference_from_lufs_ = reference_to_lufs_;
  if (static_cast<double>(all_.blocks) * kRowSeconds < kSettledSeconds) return;
  constexpr double kMost = kLuPerSecond * kRowSeconds;
  reference_to_lufs_ += std::clamp(*integrated_lufs_ - reference_to_lufs_, -kMost, kMost);
}

void RunningLoudness::count_block() noexcept {
  Row block;
  for (const Row& row : rows_) {
    for (std::size_t c = 0; c < 2; ++c) block.energy[c] += row.energy[c];
    block.frames += row.frames;
  }
  const double channels = ears_ == 1 ? 2.0 : 1.0;
  const double energy =
      channels * (block.energy[0] + block.energy[1]) / static_cast<double>(block.frames);
  const double lufs = to_lufs(energy);
  if (!(lufs > kAbsoluteLufs)) return;
  const double place =
      std::min((lufs - kAbsoluteLufs) * kBinsPerLu, static_cast<double>(bins_.size()) - 0.5);
  const double counted =
      lufs > kHighestLufs ? std::pow(10.0, (kHighestLufs - kLufsOffset) / 10.0) : energy;
  for (Bin* bin : {&bins_[static_cast<std::size_t>(place)], &all_}) {
    ++bin->blocks;
    bin->energy += counted;
  }
  integrated_lufs_ = gated();
}

// Mean over the bins whose own mean passes the relative gate.
std::optional<double> RunningLoudness::gated() const noexcept {
  const double gate =
      all_.energy / static_cast<double>(all_.blocks) * std::pow(10.0, kRelativeLu / 10.0);
  Bin heard;
  for (const Bin& bin : bins_) {
    if (bin.energy < gate * static_cast<double>(bin.blocks)) continue;
    heard.blocks += bin.blocks;
    heard.energy += bin.energy;
  }
  return to_lufs(heard.energy / static_cast<double>(heard.blocks));
}

double RunningLoudness::reference_lufs() const noexcept {
  const std::int64_t start = row_start(row_);
  const double way =
      static_cast<double>(frame_ - start) / static_cast<double>(row_start(row_ + 1) - start);
  return std::lerp(reference_from_lufs_, reference_to_lufs_, way);
}

}  // namespace otoscape::render::programme
