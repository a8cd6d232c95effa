// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/ringing_segments.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::tinnitus {
namespace {

constexpr double kSegmentsPerOctave = 48.0;  // a straight line in Hz is 0.003 % off one in octaves
constexpr std::uint64_t kCarrier = 4;        // of a key: where its phase begins

double glide(double from, double to, double part, double whole) {
  return from == to ? from : from * std::exp2(std::log2(to / from) * (part / whole));
}

double width_at(const RingingSpan& span, double ticks) {
  return glide(span.width_from_oct, span.width_to_oct, ticks, static_cast<double>(span.ticks));
}

// −3 dB width of a band that is `oct` octaves wide, half of them below its middle.
Hertz width_of(double pitch_hz, double oct) {
  return Hertz(pitch_hz * (std::exp2(oct / 2.0) - std::exp2(-oct / 2.0)));
}

std::int64_t segments_of(const RingingSpan& span) {
  const double octaves = std::max(std::abs(std::log2(span.pitch_to_hz / span.pitch_from_hz)),
                                  std::abs(std::log2(span.width_to_oct / span.width_from_oct)));
  const auto wanted = static_cast<std::int64_t>(std::ceil(octaves * kSegmentsPerOctave));
  return std::clamp(wanted, std::int64_t{1}, span.ticks);
}

}  // namespace

double pitch_hz(const RingingSpan& span, double ticks) noexcept {
  return glide(span.pitch_from_hz, span.pitch_to_hz, ticks, static_cast<double>(span.ticks));
}

std::vector<RingingSegment> ringing_segments(const RingingScore& score, Hertz rate,
                                             int tick_frames) {
  std::vector<RingingSegment> segments;
  std::uint64_t turn = dsp::hash(score.key, kCarrier), cell = 0;
  const auto turn_step = [&](double hz) {
    return dsp::to_phase(std::min(hz / rate.value(), kNoRoomFrom));
  };
  const auto cell_step = [&](double hz, double oct) {
    return dsp::to_cells(dsp::cells_per_frame(width_of(hz, oct), rate));
  };
  for (std::size_t k = 0; k < score.spans.size(); ++k) {
    const RingingSpan& span = score.spans[k];
    const std::int64_t count = segments_of(span);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto border = [&](std::int64_t n) {
        return span.ticks / count * n + span.ticks % count * n / count;
      };
      const std::int64_t first = border(i), ticks = border(i + 1) - first;
      const std::int64_t frames = ticks * tick_frames;
      const auto a = static_cast<double>(first), b = static_cast<double>(first + ticks);
      const double from_hz = pitch_hz(span, a), to_hz = pitch_hz(span, b);
      segments.push_back({span.first_tick + first, ticks, k,
                          dsp::phase_ramp(turn, turn_step(from_hz), turn_step(to_hz), frames),
                          dsp::phase_ramp(cell, cell_step(from_hz, width_at(span, a)),
                                          cell_step(to_hz, width_at(span, b)), frames)});
      turn = segments.back().turns.after(static_cast<std::uint64_t>(frames));
      cell = segments.back().cells.after(static_cast<std::uint64_t>(frames));
    }
  }
  return segments;
}

}  // namespace otoscape::tinnitus
