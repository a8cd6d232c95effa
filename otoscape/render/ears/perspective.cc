// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/perspective.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/block_sums.h"
#include "otoscape/base/ease.h"

namespace otoscape::render::ears {
namespace {

using scene::kCutSeconds;

constexpr double kJust = 1e-6;  // s before a moment

float lin(double db) { return db == 0.0 ? 1.0f : static_cast<float>(std::pow(10.0, db / 20.0)); }

}  // namespace

Perspective::Perspective(const scene::Arc& arc, const programme::SceneStates& states,
                         const programme::ReturnCap& cap, const std::vector<EarSegment>& segments,
                         const quantum::QuantumClock& clock)
    : arc_(arc), states_(states), cap_(cap) {
  constexpr double kSame = 2e-3;  // s: a cut of the ears and one of the rest belong together
  for (const programme::Rise& rise : cap.rises()) {
    if (rise.start != rise.end) continue;
    Cut cut{rise.start, false, Seconds()};
    for (const EarSegment& segment : segments) {
      if (!segment.blends || std::abs(segment.start_time.value() - cut.time.value()) > kSame)
        continue;
      cut.in_ears = true;
      cut.ears_from = clock.time_of(segment.start);
    }
    cuts_.push_back(cut);
  }
}

const Perspective::Cut* Perspective::cut_at(Seconds time) const {
  const auto after = std::ranges::upper_bound(cuts_, time, {}, &Cut::time);
  return after == cuts_.begin() ? nullptr : &*(after - 1);
}

BusWeights Perspective::plain(Seconds time) const {
  const scene::HeardShares mix = arc_.shares(time);
  const double p = mix.perspective;
  const double room = p < 1.0 ? (1.0 - p) * lin(states_.room(time).value()) : 0.0;
  return {static_cast<float>(p * mix.stillness_lin), static_cast<float>(p),
          static_cast<float>(room + p * mix.stillness_lin * mix.leak_lin), static_cast<float>(p)};
}

BusWeights Perspective::at(Seconds time) const {
  BusWeights weights = plain(time);
  if (cap_.rests()) return weights;
  const float gain = lin(cap_.gain_db(time));
  const Cut* cut = cut_at(time);
  const double since = cut == nullptr ? kCutSeconds : time.value() - cut->time.value();
  if (since >= kCutSeconds) {
    weights.room *= gain;
    weights.felt *= gain;
    return weights;
  }
  const float old_gain = lin(cap_.gain_db_before(time, cut->time));
  if (gain == 1.0f && old_gain == 1.0f) return weights;
  // During the cut each bus is what goes out plus what comes in, each with its own gain.
  const BusWeights before = plain(Seconds(cut->time.value() - kJust)),
                   after = plain(Seconds(cut->time.value() + kCutSeconds + kJust));
  const auto come = static_cast<float>(raised_cosine(since, kCutSeconds));
  weights.room = (1.0f - come) * old_gain * before.room + come * gain * after.room;
  weights.felt = (1.0f - come) * old_gain * before.felt + come * gain * after.felt;
  // The ears hold the old gain until the cut is through, where it is not one of theirs.
  if (!cut->in_ears) {
    weights.world = (1.0f - come) * before.world + come * (gain / old_gain) * after.world;
  }
  return weights;
}

ear::CrossfadeGains Perspective::crossfade(Seconds start, Seconds end) const {
  ear::CrossfadeGains crossfade;
  if (cap_.rests()) return crossfade;
  const Seconds middle(0.5 * (start.value() + end.value()));
  const Cut* cut = cut_at(end);
  crossfade.now_mid = crossfade.before_mid = lin(cap_.gain_db(middle));
  crossfade.now_end = crossfade.before_end = lin(cap_.gain_db(end));
  if (cut == nullptr) return crossfade;
  const double through = cut->time.value() + kCutSeconds;
  const bool old_stays =
      cut->in_ears ? start.value() < cut->ears_from.value() - kJust : end.value() < through;
  crossfade.before_mid = lin(cap_.gain_db_before(middle, cut->time));
  crossfade.before_end = lin(cap_.gain_db_before(end, cut->time));
  if (!old_stays) return crossfade;
  crossfade.now_mid = crossfade.before_mid;
  crossfade.now_end = crossfade.before_end;
  return crossfade;
}

Perspective::Course Perspective::course(Seconds start, Seconds end) {
  Course course;
  course.points[0] = last_end_ == start ? at_last_end_ : at(start);
  for (std::size_t point = 1; point < course.points.size(); ++point) {
    const double part = static_cast<double>(point) / Course::kLines;
    course.points[point] = at(Seconds(std::lerp(start.value(), end.value(), part)));
  }
  last_end_ = end;
  at_last_end_ = course.points.back();
  return course;
}

void mix(const Buses& buses, const Perspective::Course& course, FullScaleBlock out) {
  const int piece = out.frames() / Perspective::Course::kLines;
  const float per_frame = 1.0f / static_cast<float>(piece);
  for (int line = 0; line < Perspective::Course::kLines; ++line) {
    const BusWeights& from = course.points[static_cast<std::size_t>(line)];
    const BusWeights& to = course.points[static_cast<std::size_t>(line + 1)];
    const auto slope = [&](float a, float b) { return (b - a) * per_frame; };
    const float w = slope(from.world, to.world), i = slope(from.internal, to.internal),
                r = slope(from.room, to.room);
    const auto first = static_cast<std::size_t>(line * piece);
    for (int c = 0; c < out.channels(); ++c) {
      const float* a = buses.world.channel(c).data() + first;
      const float* d = buses.room.channel(c).data() + first;
      float* to_sound = out.channel(c).data() + first;
      if (c >= buses.internal.channels()) {
        for (int n = 0; n < piece; ++n) {
          const auto frame = static_cast<float>(n + 1);
          to_sound[n] = (from.world + w * frame) * a[n] + (from.room + r * frame) * d[n];
        }
        continue;
      }
      const float* b = buses.internal.channel(c).data() + first;
      for (int n = 0; n < piece; ++n) {
        const auto frame = static_cast<float>(n + 1);
        to_sound[n] = (from.world + w * frame) * a[n] + (from.internal + i * frame) * b[n] +
                      (from.room + r * frame) * d[n];
      }
    }
    for (int c = 0; c < buses.felt.channels(); ++c) {
      const float* felt = buses.felt.channel(c).data() + first;
      float* to_sound = out.channel(c).data() + first;
      const float f = slope(from.felt, to.felt);
      for (int n = 0; n < piece; ++n) {
        to_sound[n] += (from.felt + f * static_cast<float>(n + 1)) * felt[n];
      }
    }
  }
}

namespace {

// of(line): does what is to be done for each of the course's lines.
struct WeightLine {
  float from = 0.0f, to = 0.0f, slope = 0.0f;  // slope: a frame
  int first = 0, frames = 0;                   // of the quantum
};
template <class Of>
void for_each_line(float BusWeights::*weight, const Perspective::Course& course, int frames,
                   Of&& of) {
  const int piece = frames / Perspective::Course::kLines;
  for (int line = 0; line < Perspective::Course::kLines; ++line) {
    const float from = course.points[static_cast<std::size_t>(line)].*weight;
    const float to = course.points[static_cast<std::size_t>(line + 1)].*weight;
    of(WeightLine{from, to, (to - from) / static_cast<float>(piece), line * piece, piece});
  }
}

}  // namespace

bool is_shut(float BusWeights::*weight, const Perspective::Course& course) {
  return std::ranges::all_of(course.points, [&](const BusWeights& w) { return w.*weight == 0.0f; });
}

void add(ConstBlock<FullScaleUnit> bus, float BusWeights::*weight,
         const Perspective::Course& course, FullScaleBlock out) {
  for_each_line(weight, course, out.frames(), [&](const WeightLine& line) {
    if (line.from == 0.0f && line.to == 0.0f) return;
    for (int c = 0; c < bus.channels(); ++c) {
      const float* sound = bus.channel(c).data() + line.first;
      float* to_sound = out.channel(c).data() + line.first;
      for (int n = 0; n < line.frames; ++n) {
        to_sound[n] += (line.from + line.slope * static_cast<float>(n + 1)) * sound[n];
      }
    }
  });
}

void weigh(ConstBlock<FullScaleUnit> bus, float BusWeights::*weight,
           const Perspective::Course& course, FullScaleBlock out) {
  for_each_line(weight, course, out.frames(), [&](const WeightLine& line) {
    if (line.from == 0.0f && line.to == 0.0f) {
      return clear_sound(out.part(line.first, line.frames));
    }
    for (int c = 0; c < bus.channels(); ++c) {
      const float* sound = bus.channel(c).data() + line.first;
      float* to_sound = out.channel(c).data() + line.first;
      // 0 + −0 is 0.
      for (int n = 0; n < line.frames; ++n) {
        to_sound[n] = 0.0f + (line.from + line.slope * static_cast<float>(n + 1)) * sound[n];
      }
    }
  });
}

}  // namespace otoscape::render::ears
