// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_sinking.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/inside/steady_masker.h"
#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::render::inside {
namespace {

constexpr double kRow = 1.0 / programme::ProgrammeLoudness::kPerSecond;             // s
constexpr double kSinks = -12.0, kSinksAbove = 12.0, kSinksOver = 16.0;             // dB
constexpr double kSinking = 0.35, kReturning = 2.5;                                 // s
constexpr double kInhibited = -8.0, kInhibitedAbove = 22.0, kInhibitedOver = 10.0;  // dB

double part_of(double above_db, double over_db) { return std::clamp(above_db / over_db, 0.0, 1.0); }

}  // namespace

std::vector<float> sinking_gains_db(const SinkingRows& rows, bool masking, bool inhibition) {
  const double up = std::exp(-kRow / kSinking), down = std::exp(-kRow / kReturning);
  std::vector<float> gains(rows.layer_lu.size());
  SteadyMasker masker;
  double sunk = 0.0;
  for (std::size_t r = 0; r < gains.size(); ++r) {
    const auto layer = static_cast<double>(rows.layer_lu[r]);
    const double drive =
        part_of(static_cast<double>(rows.all_lu[r]) - layer - kSinksAbove, kSinksOver);
    // What a film begins with has been there before it.
    sunk = r == 0 ? drive : std::lerp(drive, sunk, drive > sunk ? up : down);
    const double inhibited = masker.next(
        part_of(static_cast<double>(rows.near_lu[r]) - layer - kInhibitedAbove, kInhibitedOver));
    gains[r] = static_cast<float>((masking ? kSinks * sunk : 0.0) +
                                  (inhibition ? kInhibited * inhibited : 0.0));
  }
  return gains;
}

std::vector<float> layer_lu(const RingingPart& part, const quantum::QuantumClock& clock,
                            Seconds begin, std::size_t rows, double programme_lufs) {
  std::vector<float> all(rows);
  const auto& first = part.score.spans.front();
  double last = part.at(first.first_tick + first.ticks - 1).long_term_lufs();
  for (std::size_t r = 0; r < rows; ++r) {
    const Seconds time(begin.value() + (static_cast<double>(r) + 0.5) * kRow);
    const RingingPart::Moment now = part.at(clock.at_or_after(time));
    if (now.share > 0.0) last = now.long_term_lufs();
    all[r] = static_cast<float>(last - programme_lufs);
  }
  return all;
}

}  // namespace otoscape::render::inside
