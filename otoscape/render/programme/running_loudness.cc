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
constexpr int kPiece = 64;                // frames filtered at once

double to_lufs(double energy) { return kLufsOffset + 10.0 * std::log10(energy); }

}  // namespace

void RunningLoudness::prepare(const StreamSpec& spec) {
  ears_ = spec.ears;
  rate_ = std::llround(spec.rate.value());
  k_weighting_ = dsp::Biquads(k_filters(spec.rate));
  bins_.assign(static_cast<std::size_t>((kHighestLufs - kAbsoluteLufs) * kBinsPerLu), {});
  reference_from_lufs_ = reference_to_lufs_ = kUsualLufs;
}

void RunningLoudness::add(ConstBlock<FullScaleUnit> sound) noexcept {
  for (int done = 0; done < sound.frames();) {
    const std::int64_t left = row_start(row_ + 1) - frame_;
    const int count =
        static_cast<int>(std::min<std::int64_t>({left, sound.frames() - done, kPiece}));
    filter(sound.part(done, count));
    done += count;
    frame_ += count;
    if (count == left) end_row();
  }
}

// Sums go on frame by frame, so that their rounding does not depend on the blocks.
void RunningLoudness::filter(ConstBlock<FullScaleUnit> sound) noexcept {
  Row& row = rows_[static_cast<std::size_t>(row_) % kRows];
  row.frames += sound.frames();
  std::array<float, kPiece> weighted;
  for (int c = 0; c < ears_; ++c) {
    const auto piece = std::span(weighted).first(static_cast<std::size_t>(sound.frames()));
    std::ranges::copy(sound.channel(c), piece.begin());
    k_weighting_.process(c, piece);
    double& energy = row.energy[static_cast<std::size_t>(c)];
    for (const float x : piece) energy += static_cast<double>(x) * static_cast<double>(x);
  }
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
