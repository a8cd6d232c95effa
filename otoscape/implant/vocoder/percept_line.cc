// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/percept_line.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::implant::vocoder {
namespace {

bool same(const carriers::Lanes& a, const carriers::Lanes& b) {
  return std::ranges::equal(a.x, b.x);
}

}  // namespace

PerceptLine::PerceptLine(const VocoderDesign& first, Hertz rate, double cycle_frames,
                         std::uint64_t ear_key, std::int64_t first_frame)
    : rate_(rate),
      frames_(cycle_frames),
      design_(&first),
      line_first_(first_frame),
      line_end_(first_frame),
      published_(PublishedCarriers::make(first, rate, cycle_frames, ear_key, first_frame)) {
  const std::uint64_t noise_key = dsp::hash(ear_key, 1), phase_key = dsp::hash(ear_key, 2);
  settle();
  line_.places = spread_.places;
  for (std::size_t p = 0; p < static_cast<std::size_t>(spread_.places); ++p) {
    line_.key[p] = static_cast<std::uint32_t>(dsp::hash(noise_key, p));
    phase_[p] = dsp::hash(phase_key, p);
  }
  turn(first_frame);
  aim_weights();
  hold(first_frame);
}

void PerceptLine::settle() noexcept {
  part_ = 1.0f;
  now_ = design_->settings;
  spread_ = design_->spread;
  carriers_ = design_->carriers;
  std::ranges::copy(design_->turns_per_frame, turn_);
  envelope_delay_frames_ = envelope_delay_s(now_, spread_.places) * rate_.value();
}

void PerceptLine::adopt(const VocoderDesign& design, std::int64_t now, int frames) noexcept {
  if (design_ == &design) return;
  from_ = now_;
  design_ = &design;
  glide_start_ = now, glide_frames_ = std::max(frames, 1);
  part_ = 0.0f;
  const VocoderSettings& to = design.settings;
  spread_.domain = design.spread.domain;
  spread_moves_ =
      !same(from_.position_mm, to.position_mm) || !same(from_.deemphasis_db, to.deemphasis_db) ||
      !same(from_.survival, to.survival) || from_.spread_db_per_mm != to.spread_db_per_mm;
  places_move_ =
      !same(from_.place_log2_hz, to.place_log2_hz) || !same(from_.width_log2_hz, to.width_log2_hz);
  envelopes_move_ = !same(from_.envelope_log2_hz, to.envelope_log2_hz);
}

void PerceptLine::glide(std::int64_t now) noexcept {
  part_ = static_cast<float>(now - glide_start_) / static_cast<float>(glide_frames_);
  if (part_ >= 1.0f) return settle();
  blend(from_, design_->settings, part_, now_);
  if (spread_moves_) set_spread(spread_, now_);
  if (envelopes_move_) {
    set_low_passes(carriers_, now_, spread_.places, rate_);
    envelope_delay_frames_ = envelope_delay_s(now_, spread_.places) * rate_.value();
  }
  if (!places_move_) return;
  for (std::size_t p = 0; p < static_cast<std::size_t>(spread_.places); ++p) {
    const double hz = std::exp2(static_cast<double>(now_.place_log2_hz[p]));
    carriers::set_place(carriers_, p, hz, std::exp2(static_cast<double>(now_.width_log2_hz[p])),
                        rate_);
    turn_[p] = dsp::to_phase(hz / rate_.value());
  }
}

// The sines' phases, summed in whole numbers, at frame `now`.
void PerceptLine::turn(std::int64_t now) noexcept {
  const auto frames = static_cast<std::uint64_t>(now - turned_to_);  // wraps as the phases do
  for (std::size_t p = 0; p < carriers::kLanes; ++p) {
    phase_[p] += frames * turn_[p];
    line_.phase[p] = static_cast<std::uint32_t>(phase_[p] >> 32);
  }
  turned_to_ = now;
}

void PerceptLine::aim_weights() noexcept {
  const float own = published_ ? 1.0f - now_.published : 1.0f;
  const float noise = std::sqrt(own * (1.0f - now_.sine_share));
  const float sine = std::sqrt(own * now_.sine_share);
  const auto per_frame = static_cast<float>(1.0 / frames_);
  const float published = std::sqrt(now_.published);
  published_weight_ = {published_aim_, (published - published_aim_) * per_frame};
  published_aim_ = published;
  float most_noise = noise, most_sine = sine;
  for (std::size_t p = 0; p < carriers::kLanes; ++p) {
    line_.noise[p] = noise_[p], line_.sine[p] = sine_[p];
    noise_[p] = noise * carriers_.noise_rms[p], sine_[p] = sine * carriers_.sine_rms[p];
    line_.noise_step[p] = (noise_[p] - line_.noise[p]) * per_frame;
    line_.sine_step[p] = (sine_[p] - line_.sine[p]) * per_frame;
    most_noise = std::max(most_noise, line_.noise[p]);
    most_sine = std::max(most_sine, line_.sine[p]);
    line_.phase_step[p] = static_cast<std::uint32_t>((turn_[p] + 0x80000000u) >> 32);
  }
  line_.noisy = most_noise > 0.0f;
  line_.tonal = most_sine > 0.0f;
}

void PerceptLine::begin(const Frame& cycle, std::int64_t number, std::int64_t now,
                        double start) noexcept {
  const double way = (start - start_) / frames_;
  for (std::size_t p = 0; p < carriers::kLanes; ++p) {
    // A low-pass that glides moves the cycles a little; then a line ends before its time.
    if (way < 1.0 - 1e-6) {
      from_level_[p] += static_cast<float>(std::max(way, 0.0)) * (to_level_[p] - from_level_[p]);
    } else {
      from_level_[p] = to_level_[p];
    }
  }
  turn(now);
  if (!settled()) glide(now);
  heard(spread_, cycle, to_level_);
  const float gain = std::exp2(now_.gain_db * 0.16609640f);  // 10^(dB/20)
  const auto passed = static_cast<float>((static_cast<double>(now) - start) / frames_);
  const auto per_frame = static_cast<float>(1.0 / frames_);
  for (std::size_t p = 0; p < carriers::kLanes; ++p) {
    to_level_[p] *= gain;
    const float rise = to_level_[p] - from_level_[p];
    line_.envelope[p] = from_level_[p] + passed * rise;
    line_.envelope_step[p] = per_frame * rise;
  }
  aim_weights();
  start_ = start;
  line_first_ = now;
  line_end_ = static_cast<std::int64_t>(std::ceil(start + frames_));
  if (published_) {
    published_->draw({carriers_, line_, now}, {number, start, frames_, &to_level_}, line_end_);
  }
}

// No cycle has come in time: what the last one reached stays.
void PerceptLine::hold(std::int64_t now) noexcept {
  turn(now);
  for (std::size_t p = 0; p < carriers::kLanes; ++p) {
    line_.envelope[p] = to_level_[p];
    line_.noise[p] = noise_[p], line_.sine[p] = sine_[p];
    line_.envelope_step[p] = line_.noise_step[p] = line_.sine_step[p] = 0.0f;
  }
  published_weight_ = {published_aim_, 0.0f};
  line_first_ = now;
  line_end_ = INT64_MAX / 2;  // so that frames before 0 can be taken from it
}

void PerceptLine::run(std::int64_t now, std::span<float> out) noexcept {
  while (!out.empty()) {
    if (now >= line_end_) hold(now);
    const auto until_level = static_cast<std::uint64_t>(line_end_ - now);
    const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(
        {out.size(), until_level, std::uint64_t{carriers::kCarrierFrames}}));
    const auto part = out.first(frames);
    if (line_.noisy || line_.tonal) {
      carriers::run_carriers({carriers_, line_, state_, static_cast<int>(now - line_first_),
                              static_cast<int>(frames), static_cast<std::uint32_t>(now)},
                             part);
    } else {
      std::ranges::fill(part, 0.0f);
    }
    if (published_) {
      published_->add({carriers_, line_, line_first_}, now, published_weight_, part);
    }
    now += static_cast<std::int64_t>(frames);
    out = out.subspan(frames);
  }
}

}  // namespace otoscape::implant::vocoder
