// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/recovery.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace otoscape::scene {
namespace {

constexpr double kFastShare = 0.6;
constexpr double kSlowPerRecovery = 1.0 / 2.08;  // e^−2.08 · 0.4 = 5 % at the author's time
constexpr double kFastPerSlow = 1.0 / 14.0;      // 7 hours to 4 days
constexpr double kEndsAfter = 3.0;               // recoveries; 0.1 % are left, under 0.05 dB

constexpr std::array kHz = {250.0, 500.0, 1000.0, 3000.0, 4000.0, 6000.0, 8000.0};
constexpr std::array kShiftDb = {15.0, 20.0, 30.0, 45.0, 55.0, 50.0, 45.0};
constexpr double kLargestShiftDb = 55.0;

constexpr double kPieceDb = 2.0, kShortestPiece = 0.25;  // s

double unended(const Blast& blast, double t) {
  const double slow = blast.recover.value() * kSlowPerRecovery;
  return kFastShare * std::exp(-t / (slow * kFastPerSlow)) +
         (1.0 - kFastShare) * std::exp(-t / slow);
}

}  // namespace

double recovery_ends(const Blast& blast) { return kEndsAfter * blast.recover.value(); }

double still_moving(const Blast& blast, double seconds_after) {
  if (seconds_after <= 0.0) return 1.0;
  if (seconds_after >= recovery_ends(blast)) return 0.0;
  const double rest = unended(blast, recovery_ends(blast));
  return (unended(blast, seconds_after) - rest) / (1.0 - rest);
}

double falls_to(const Blast& blast, double share) {
  double early = 0.0, late = recovery_ends(blast);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (early + late);
    (still_moving(blast, middle) > share ? early : late) = middle;
  }
  return late;
}

std::vector<double> recovery_pieces(const Blast& blast) {
  const double moving_db = kLargestShiftDb * blast.shift_scale * (1.0 - blast.residual);
  const double end = recovery_ends(blast);
  std::vector<double> ends;
  if (moving_db <= 0.0) return ends;
  for (double share = 1.0 - kPieceDb / moving_db; share > 0.0; share -= kPieceDb / moving_db) {
    const double last = ends.empty() ? 0.0 : ends.back();
    const double next = std::max(falls_to(blast, share), last + kShortestPiece);
    if (next >= end - kShortestPiece) break;
    ends.push_back(next);
    share = std::min(share, still_moving(blast, next));
  }
  ends.push_back(end);
  return ends;
}

std::vector<std::pair<Hertz, Decibels>> shift(const Blast& blast, double share) {
  std::vector<std::pair<Hertz, Decibels>> by;
  for (std::size_t i = 0; i < kHz.size(); ++i) {
    by.emplace_back(Hertz(kHz[i]), Decibels(kShiftDb[i] * blast.shift_scale * share));
  }
  return by;
}

}  // namespace otoscape::scene
