// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/ringing_voice.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/base/ease.h"

namespace otoscape::tinnitus {
namespace {

// All values are ours, within published findings on the five families; docs/models/ringing.md lists
// what is unknown.
constexpr double kFadeSeconds = 0.010;
constexpr double kSegmentsPerOctave = 48.0;  // a straight line in Hz is 0.003 % off one in octaves
constexpr double kNarrowestOct = 1.0 / 48.0;
constexpr double kSoftAboveHz = 2000.0, kSoftWidthOct = 1.0 / 3.0;
constexpr double kPulsesHz = 22.0, kTrainsHz = 3.0;                  // of crickets
constexpr double kSlowHz = 1.5, kSlowNeper = 0.46, kSlowClip = 2.0;  // 4 dB
constexpr double kSlowMeanSquare = 1.4575;  // of exp(s x), x Gaussian and clipped; 1.5267 without
constexpr double kDriftHz = 0.1, kDriftDb = 0.75, kDriftShare = 0.25 * 0.003;
// Between these shares of the rate a carrier fades out: above there is no room for it.
constexpr double kRoomUntil = 0.45, kNoRoomFrom = 0.47;

enum Part : std::uint64_t { noise, level, pitch, slow, carrier, pulses, trains };

// Trains are heard for 55 % of their period, both edges of 20 ms included.
constexpr Gate kPulsatile{0.1f, 0.9f, 3.0f, 0.5f};
constexpr Gate kCrickets{0.05f, 0.95f, 1.5f, 0.0f, 0.49f, 0.06f};
constexpr Gate kSoftCrickets{0.6f, 0.4f, 1.5f, 0.0f, 0.49f, 0.06f};
constexpr float kCricketsLine = 0.9f, kCricketsNoise = 0.44f;

double pascal(double db_spl) {
  return 20e-6 * std::exp2(db_spl * (std::numbers::ln10 / std::numbers::ln2 / 20.0));
}

double glide(double from, double to, double way) {
  return from == to ? from : from * std::exp2(std::log2(to / from) * way);
}

double pitch_at(const RingingSpan& span, double ticks) {
  return glide(span.pitch_from_hz, span.pitch_to_hz, ticks / static_cast<double>(span.ticks));
}

double width_at(const RingingSpan& span, double ticks) {
  return glide(span.width_from_oct, span.width_to_oct, ticks / static_cast<double>(span.ticks));
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

RingingVoice::RingingVoice(Hertz rate, int tick_frames, RingingScore score)
    : rate_(rate),
      tick_frames_(tick_frames),
      score_(std::move(score)),
      noise_key_(dsp::hash(score_.key, Part::noise)),
      level_key_(dsp::hash(score_.key, Part::level)),
      pitch_key_(dsp::hash(score_.key, Part::pitch)),
      slow_key_(dsp::hash(score_.key, Part::slow)),
      pulse_start_(dsp::hash(score_.key, Part::pulses)),
      train_start_(dsp::hash(score_.key, Part::trains)) {
  const double frames = tick_frames;
  // Not turned up to a carrier, a noise reaches to half its width.
  drift_step_ = dsp::to_cells(frames * dsp::cells_per_frame(Hertz(2.0 * kDriftHz), rate));
  slow_step_ = dsp::to_cells(frames * dsp::cells_per_frame(Hertz(2.0 * kSlowHz), rate));
  std::erase_if(score_.spans, [](const RingingSpan& span) { return span.ticks <= 0; });
  settle_widths();
  if (score_.family == Family::pulsatile) gate_ = kPulsatile.evened();
  if (score_.family == Family::crickets) {
    gate_ = (score_.soft ? kSoftCrickets : kCrickets).evened();
    const float unit = 1.0f / std::hypot(kCricketsLine, kCricketsNoise);
    mix_ = {kCricketsLine * unit, kCricketsNoise * unit};
    pulse_step_ = dsp::to_phase(kPulsesHz / rate.value());
    train_step_ = dsp::to_phase(kTrainsHz / rate.value());
  }
  const auto edge = static_cast<std::size_t>(std::lround(kFadeSeconds * rate.value()));
  for (std::size_t n = 0; n < edge; ++n) {
    const double way = static_cast<double>(n) / static_cast<double>(edge);
    fade_.push_back(static_cast<float>(raised_cosine(way)));
  }
  sum_up();
  held_.assign(score_.spans.size(), -1.0);
  for (std::size_t k = 0; k < held_.size(); ++k) {
    const RingingSpan& s = score_.spans[k];
    const bool moves = score_.drift || score_.family == Family::low_fluctuating ||
                       s.level_from_db_spl != s.level_to_db_spl || s.pitch_from_hz != s.pitch_to_hz;
    if (!moves) held_[k] = own_gain(s, s.first_tick);
  }
}

// Tone or noise for the whole score: a change between them within a voice would not glide.
void RingingVoice::settle_widths() {
  bool wide = score_.family != Family::tone;
  double least = kNarrowestOct;
  for (const RingingSpan& s : score_.spans) {
    wide = wide || std::max(s.width_from_oct, s.width_to_oct) > 0.0;
  }
  for (const RingingSpan& s : score_.spans) {
    const bool high = std::max(s.pitch_from_hz, s.pitch_to_hz) > kSoftAboveHz;
    if (!wide && score_.soft && high) least = kSoftWidthOct;
  }
  tone_ = !wide && least == kNarrowestOct;
  for (RingingSpan& s : score_.spans) {
    for (double* hz : {&s.pitch_from_hz, &s.pitch_to_hz}) *hz = std::max(*hz, 1.0);
    for (double* oct : {&s.width_from_oct, &s.width_to_oct}) *oct = std::max(*oct, least);
  }
}

void RingingVoice::sum_up() {
  std::uint64_t turn = dsp::hash(score_.key, Part::carrier), cell = 0;
  const auto turn_step = [&](double hz) {
    return dsp::to_phase(std::min(hz / rate_.value(), kNoRoomFrom));
  };
  const auto cell_step = [&](double hz, double oct) {
    return dsp::to_cells(dsp::cells_per_frame(width_of(hz, oct), rate_));
  };
  for (std::size_t k = 0; k < score_.spans.size(); ++k) {
    const RingingSpan& span = score_.spans[k];
    const std::int64_t count = segments_of(span);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto border = [&](std::int64_t n) {
        return span.ticks / count * n + span.ticks % count * n / count;
      };
      const std::int64_t first = border(i), ticks = border(i + 1) - first;
      const std::int64_t frames = ticks * tick_frames_;
      const auto a = static_cast<double>(first), b = static_cast<double>(first + ticks);
      const double from_hz = pitch_at(span, a), to_hz = pitch_at(span, b);
      segments_.push_back({span.first_tick + first, ticks, k,
                           dsp::phase_ramp(turn, turn_step(from_hz), turn_step(to_hz), frames),
                           dsp::phase_ramp(cell, cell_step(from_hz, width_at(span, a)),
                                           cell_step(to_hz, width_at(span, b)), frames)});
      turn = segments_.back().turns.after(static_cast<std::uint64_t>(frames));
      cell = segments_.back().cells.after(static_cast<std::uint64_t>(frames));
    }
  }
}

const RingingVoice::Segment* RingingVoice::segment_at(std::int64_t tick) const noexcept {
  const auto later =
      std::upper_bound(segments_.begin(), segments_.end(), tick,
                       [](std::int64_t t, const Segment& s) { return t < s.first_tick; });
  if (later == segments_.begin()) return nullptr;
  const Segment& segment = *std::prev(later);
  return tick < segment.first_tick + segment.ticks ? &segment : nullptr;
}

bool RingingVoice::silent_at(std::int64_t tick) const noexcept {
  return segment_at(tick) == nullptr;
}

// In pascal at a tick's start, for a sound of unit RMS, as far as the voice itself decides.
double RingingVoice::own_gain(const RingingSpan& span, std::int64_t tick) const noexcept {
  const auto ticks = static_cast<double>(tick - span.first_tick);
  const double hz = pitch_at(span, ticks);
  const double room = (kNoRoomFrom - hz / rate_.value()) / (kNoRoomFrom - kRoomUntil);
  double db = span.level_from_db_spl;
  db += (span.level_to_db_spl - db) * ticks / static_cast<double>(span.ticks);
  if (score_.drift) {
    db += kDriftDb * dsp::slow_noise(level_key_, static_cast<std::uint64_t>(tick) * drift_step_);
    db -= kDriftDb * kDriftDb * std::numbers::ln10 / 20.0;  // what the swings add to the mean
  }
  double gain = pascal(db) * std::clamp(room, 0.0, 1.0);
  if (score_.family == Family::low_fluctuating) {
    const double x = dsp::slow_noise(slow_key_, static_cast<std::uint64_t>(tick) * slow_step_);
    gain *=
        std::exp(kSlowNeper * std::clamp(x, -kSlowClip, kSlowClip)) / std::sqrt(kSlowMeanSquare);
  }
  return gain;
}

// In turns at a tick's start. A drift of frequency would have to be summed up; one of phase is
// bounded and is known at any time.
double RingingVoice::pitch_drift(const RingingSpan& span, std::int64_t tick) const noexcept {
  const double hz = pitch_at(span, static_cast<double>(tick - span.first_tick));
  return kDriftShare * hz / (2.0 * std::numbers::pi * kDriftHz) *
         dsp::slow_noise(pitch_key_, static_cast<std::uint64_t>(tick) * drift_step_);
}

RingingVoice::Tick RingingVoice::at(const Segment& segment, std::int64_t tick,
                                    const TickDrive& drive) const noexcept {
  const RingingSpan& span = score_.spans[segment.span];
  const auto n = static_cast<std::uint64_t>((tick - segment.first_tick) * tick_frames_);
  const auto frame = static_cast<std::uint64_t>(tick * tick_frames_);
  Tick now{segment.turns.from(n), segment.cells.from(n), {}, {}};
  const double held = held_[segment.span];
  const double from_pa = held >= 0.0 ? held : own_gain(span, tick);
  const double to_pa = held >= 0.0 ? held : own_gain(span, tick + 1);
  now.gain_from_lin = static_cast<float>(from_pa * drive.gain_from_lin);
  now.gain_to_lin = static_cast<float>(to_pa * drive.gain_to_lin);
  if (score_.drift) {
    const double from = pitch_drift(span, tick), to = pitch_drift(span, tick + 1);
    now.turns.at += dsp::to_phase(from);
    now.turns.step += dsp::to_phase((to - from) / tick_frames_);
  }
  if (score_.family == Family::pulsatile) {
    now.pulses = {dsp::to_phase(drive.pulse_from),
                  dsp::to_phase((drive.pulse_to - drive.pulse_from) / tick_frames_), 0};
  } else {
    now.pulses = {pulse_start_ + frame * pulse_step_, pulse_step_, 0};
  }
  now.trains = {train_start_ + frame * train_step_, train_step_, 0};
  return now;
}

void RingingVoice::draw(const Tick& tick, int frames, dsp::Row& out) const noexcept {
  if (tone_) {
    dsp::tone(tick.turns, frames, out);
    return;
  }
  dsp::Row re, im;
  dsp::complex_noise(noise_key_, tick.cells, frames, re, im);
  dsp::turn_up(tick.turns, mix_, frames, {re, im}, out);
  if (score_.family != Family::pulsatile && score_.family != Family::crickets) return;
  dsp::Row& gate = re;
  draw_gate(gate_, tick.pulses, tick.trains, frames, gate);
  for (int i = 0; i < frames; ++i) out.x[i] *= gate.x[i];
}

// `frame` counts from the span's start. The first frame in and the last out are zero.
void RingingVoice::fade(const RingingSpan& span, std::int64_t frame, int frames,
                        dsp::Row& out) const noexcept {
  const auto edge = static_cast<std::int64_t>(fade_.size());
  const std::int64_t left = span.ticks * tick_frames_ - 1 - frame;
  if (span.fades_in && frame < edge) {
    for (int i = 0; i < frames && frame + i < edge; ++i) {
      out.x[i] *= fade_[static_cast<std::size_t>(frame + i)];
    }
  }
  if (span.fades_out && left - frames < edge) {
    for (int i = 0; i < frames; ++i) {
      if (left - i < edge) out.x[i] *= fade_[static_cast<std::size_t>(left - i)];
    }
  }
}

void RingingVoice::add(std::int64_t tick, const TickDrive& drive,
                       std::span<float> sound) const noexcept {
  const Segment* segment = segment_at(tick);
  if (segment == nullptr) return;
  const RingingSpan& span = score_.spans[segment->span];
  const Tick whole = at(*segment, tick, drive);
  if (whole.gain_from_lin == 0.0f && whole.gain_to_lin == 0.0f) return;
  const float rise = (whole.gain_to_lin - whole.gain_from_lin) / static_cast<float>(tick_frames_);
  const std::int64_t start = (tick - span.first_tick) * tick_frames_;
  for (int done = 0; done < tick_frames_; done += dsp::Row::kFrames) {
    const int frames = std::min(tick_frames_ - done, dsp::Row::kFrames);
    const auto n = static_cast<std::uint64_t>(done);
    Tick part = whole;
    for (dsp::PhaseRamp* ramp : {&part.turns, &part.cells, &part.pulses, &part.trains}) {
      *ramp = ramp->from(n);
    }
    dsp::Row row;
    draw(part, frames, row);
    fade(span, start + done, frames, row);
    for (int i = 0; i < frames; ++i) {
      sound[static_cast<std::size_t>(done + i)] +=
          (whole.gain_from_lin + rise * static_cast<float>(done + i)) * row.x[i];
    }
  }
}

}  // namespace otoscape::tinnitus
