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
constexpr double kNarrowestOct = 1.0 / 48.0;
constexpr double kSoftAboveHz = 2000.0, kSoftWidthOct = 1.0 / 3.0;
constexpr double kPulsesHz = 22.0, kTrainsHz = 3.0;                  // of crickets
constexpr double kSlowHz = 1.5, kSlowNeper = 0.46, kSlowClip = 2.0;  // 4 dB
constexpr double kSlowMeanSquare = 1.4575;  // of exp(s x), x Gaussian and clipped; 1.5267 without
constexpr double kSlowestBeatHz = 4.0, kFastestBeatHz = 9.0;
// From this share of the rate to kNoRoomFrom a carrier fades out: above there is no room for it.
constexpr double kRoomUntil = 0.45;

enum Part : std::uint64_t { noise, slow = 3, pulses = 5, trains, beats, beat_rate };

// Trains are heard for 55 % of their period, both edges of 20 ms included.
constexpr Gate kPulsatile{0.1f, 0.9f, 3.0f, 0.5f};
constexpr Gate kCrickets{0.3f, 0.7f, 1.5f, 0.0f, 0.49f, 0.06f};
constexpr Gate kSoftCrickets{0.6f, 0.4f, 1.5f, 0.0f, 0.49f, 0.06f};
constexpr float kCricketsLine = 0.9f, kCricketsNoise = 0.44f;

double pascal(double db_spl) {
  return 20e-6 * std::exp2(db_spl * (std::numbers::ln10 / std::numbers::ln2 / 20.0));
}

bool is_rough(const RingingScore& score) {
  return !score.soft && std::ranges::any_of(score.spans, [](const RingingSpan& span) {
    return span.roughness_from > 0.0 || span.roughness_to > 0.0;
  });
}

}  // namespace

RingingVoice::RingingVoice(Hertz rate, int tick_frames, RingingScore score)
    : rate_(rate),
      tick_frames_(tick_frames),
      per_frame_(1.0 / tick_frames),
      score_(std::move(score)),
      rough_(is_rough(score_)),
      movement_(rate, tick_frames, score_.key,
                {score_.drift, rough_, score_.drift && score_.family == Family::crickets}),
      noise_key_(dsp::hash(score_.key, Part::noise)),
      slow_key_(dsp::hash(score_.key, Part::slow)),
      pulse_start_(dsp::hash(score_.key, Part::pulses)),
      train_start_(dsp::hash(score_.key, Part::trains)),
      beat_start_(dsp::hash(score_.key, Part::beats)) {
  const double frames = tick_frames;
  const double share = std::ldexp(static_cast<double>(dsp::hash(score_.key, Part::beat_rate)), -64);
  beat_step_ = dsp::to_phase(std::lerp(kSlowestBeatHz, kFastestBeatHz, share) / rate.value());
  // Not turned up to a carrier, a noise reaches to half its width.
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
  segments_ = ringing_segments(score_, rate, tick_frames);
  held_.assign(score_.spans.size(), -1.0);
  for (std::size_t k = 0; k < held_.size(); ++k) {
    const RingingSpan& s = score_.spans[k];
    const bool moves = score_.family == Family::low_fluctuating ||
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

const RingingSegment* RingingVoice::segment_at(std::int64_t tick) const noexcept {
  const auto later =
      std::upper_bound(segments_.begin(), segments_.end(), tick,
                       [](std::int64_t t, const RingingSegment& s) { return t < s.first_tick; });
  if (later == segments_.begin()) return nullptr;
  const RingingSegment& segment = *std::prev(later);
  return tick < segment.first_tick + segment.ticks ? &segment : nullptr;
}

bool RingingVoice::silent_at(std::int64_t tick) const noexcept {
  return segment_at(tick) == nullptr;
}

// In pascal at a tick's start, for a sound of unit RMS, as far as the voice itself decides.
double RingingVoice::own_gain(const RingingSpan& span, std::int64_t tick) const noexcept {
  const auto ticks = static_cast<double>(tick - span.first_tick);
  const double hz = pitch_hz(span, ticks);
  const double room = (kNoRoomFrom - hz / rate_.value()) / (kNoRoomFrom - kRoomUntil);
  double db = span.level_from_db_spl;
  db += (span.level_to_db_spl - db) * ticks / static_cast<double>(span.ticks);
  double gain = pascal(db) * std::clamp(room, 0.0, 1.0);
  if (score_.family == Family::low_fluctuating) {
    const double x = dsp::slow_noise(slow_key_, static_cast<std::uint64_t>(tick) * slow_step_);
    gain *=
        std::exp(kSlowNeper * std::clamp(x, -kSlowClip, kSlowClip)) / std::sqrt(kSlowMeanSquare);
  }
  return gain;
}

RingingVoice::Tick RingingVoice::Tick::after(int frames) const noexcept {
  Tick later = *this;
  for (dsp::PhaseRamp* ramp :
       {&later.turns, &later.cells, &later.pulses, &later.trains, &later.beats}) {
    *ramp = ramp->from(static_cast<std::uint64_t>(frames));
  }
  later.lines.first += lines_step.first * static_cast<float>(frames);
  later.lines.second += lines_step.second * static_cast<float>(frames);
  return later;
}

RingingVoice::Tick RingingVoice::at(const RingingSegment& segment, std::int64_t tick,
                                    const TickDrive& drive,
                                    Movement::Stretch& last) const noexcept {
  const RingingSpan& span = score_.spans[segment.span];
  const auto n = static_cast<std::uint64_t>((tick - segment.first_tick) * tick_frames_);
  const auto frame = static_cast<std::uint64_t>(tick * tick_frames_);
  Tick now;
  now.turns = segment.turns.from(n);
  now.cells = segment.cells.from(n);
  const Movement::Line moved = movement_.over(tick, last);
  const double held = held_[segment.span];
  const double from_pa = held >= 0.0 ? held : own_gain(span, tick);
  const double to_pa = held >= 0.0 ? held : own_gain(span, tick + 1);
  now.gain_from_lin = static_cast<float>(from_pa * moved.from.gain_lin * drive.gain_from_lin);
  now.gain_to_lin = static_cast<float>(to_pa * moved.to.gain_lin * drive.gain_to_lin);
  if (score_.family == Family::pulsatile) {
    now.pulses = {dsp::to_phase(drive.pulse_from),
                  dsp::to_phase((drive.pulse_to - drive.pulse_from) / tick_frames_), 0};
  } else {
    now.pulses = {pulse_start_ + frame * pulse_step_, pulse_step_, 0};
  }
  now.trains = {train_start_ + frame * train_step_, train_step_, 0};
  move(now, span, tick, moved);
  return now;
}

// Phases that movement adds, and the lines of roughness.
void RingingVoice::move(Tick& now, const RingingSpan& span, std::int64_t tick,
                        const Movement::Line& moved) const noexcept {
  const auto add = [&](dsp::PhaseRamp& ramp, double from, double to) {
    ramp.at += dsp::to_phase(from);
    ramp.step += dsp::to_phase((to - from) * per_frame_);
  };
  const auto ticks = static_cast<double>(tick - span.first_tick);
  if (score_.drift) {
    add(now.turns, moved.from.pitch_s * pitch_hz(span, ticks),
        moved.to.pitch_s * pitch_hz(span, ticks + 1.0));
  }
  if (score_.drift && score_.family == Family::crickets) {
    add(now.pulses, moved.from.pulse, moved.to.pulse);
    add(now.trains, moved.from.train, moved.to.train);
  }
  if (!rough_) return;
  const auto frame = static_cast<std::uint64_t>(tick * tick_frames_);
  now.beats = {beat_start_ + frame * beat_step_, beat_step_, 0};
  add(now.beats, moved.from.beat, moved.to.beat);
  const auto lines = [&](double at) {
    const double second =
        std::lerp(span.roughness_from, span.roughness_to, at / static_cast<double>(span.ticks));
    const double unit = 1.0 / std::hypot(1.0, second);
    return Lines{static_cast<float>(unit), static_cast<float>(second * unit)};
  };
  now.lines = lines(ticks);
  const Lines end = lines(ticks + 1.0);
  const auto part = static_cast<float>(per_frame_);
  now.lines_step = {(end.first - now.lines.first) * part, (end.second - now.lines.second) * part};
}

void RingingVoice::draw(const Tick& tick, int frames, dsp::Row& out) const noexcept {
  dsp::Row re, im;
  if (!tone_) dsp::complex_noise(noise_key_, tick.cells, frames, re, im);
  draw_lines(tick, frames, {re, im}, out);
  if (score_.family != Family::pulsatile && score_.family != Family::crickets) return;
  dsp::Row& gate = re;
  draw_gate(gate_, tick.pulses, tick.trains, frames, gate);
  for (int i = 0; i < frames; ++i) out.x[i] *= gate.x[i];
}

// A tone, or noise at its pitch; where it is rough, the same again a little higher.
void RingingVoice::draw_lines(const Tick& tick, int frames, const dsp::NoiseParts& noise,
                              dsp::Row& out) const noexcept {
  const auto line = [&](const dsp::PhaseRamp& turns, dsp::Row& row) {
    if (tone_) {
      dsp::tone(turns, frames, row);
    } else {
      dsp::turn_up(turns, mix_, frames, noise, row);
    }
  };
  line(tick.turns, out);
  if (!rough_) return;
  dsp::Row second;
  line({tick.turns.at + tick.beats.at, tick.turns.step + tick.beats.step, tick.turns.bend}, second);
  for (int i = 0; i < frames; ++i) {
    const auto n = static_cast<float>(i);
    out.x[i] = (tick.lines.first + tick.lines_step.first * n) * out.x[i] +
               (tick.lines.second + tick.lines_step.second * n) * second.x[i];
  }
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

void RingingVoice::add(std::int64_t tick, const TickDrive& drive, std::span<float> sound,
                       Movement::Stretch& last) const noexcept {
  const RingingSegment* segment = segment_at(tick);
  if (segment == nullptr) return;
  const RingingSpan& span = score_.spans[segment->span];
  const Tick whole = at(*segment, tick, drive, last);
  if (whole.gain_from_lin == 0.0f && whole.gain_to_lin == 0.0f) return;
  const float rise = (whole.gain_to_lin - whole.gain_from_lin) / static_cast<float>(tick_frames_);
  const std::int64_t start = (tick - span.first_tick) * tick_frames_;
  Tick part = whole;
  for (int done = 0; done < tick_frames_; done += dsp::Row::kFrames) {
    const int frames = std::min(tick_frames_ - done, dsp::Row::kFrames);
    if (done > 0) part = whole.after(done);
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
