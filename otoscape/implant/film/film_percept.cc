// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/film_percept.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "otoscape/dsp/band_limit.h"
#include "otoscape/dsp/row.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/implant/film/event_finder.h"
#include "otoscape/implant/film/event_queue.h"
#include "otoscape/implant/film/film_glide.h"
#include "otoscape/implant/film/film_setting.h"
#include "otoscape/implant/film/film_split.h"
#include "otoscape/implant/film/line_bank.h"
#include "otoscape/implant/film/stream_split.h"

namespace otoscape::implant::film {
namespace {

// Frames since the last multiple of `step`, of frames before 0 too.
int since(std::int64_t frame, std::int64_t step) {
  return static_cast<int>((frame % step + step) % step);
}

constexpr int kStep = dsp::Row::kFrames;  // gains are reckoned at multiples of it, straight between
constexpr int kKeptSlices = 6;
constexpr int kNoiseBands = 10;
constexpr double kNoiseFromHz = 200.0, kNoiseToHz = 7000.0;  // ours

constexpr double kBlendSeconds = 0.03, kSlowBlendSeconds = 0.1;  // with an onset, and without
constexpr double kAheadSeconds = 0.01;  // of the event's first frame, the next setting begins
constexpr float kAbsurd = 1e6f;

enum Part : std::uint64_t { sines, noise };

double amplitude(double db) { return std::pow(10.0, db / 20.0); }

std::array<double, kNoiseBands + 1> noise_edges() {
  std::array<double, kNoiseBands + 1> edges;
  for (int i = 0; i <= kNoiseBands; ++i) {
    edges[static_cast<std::size_t>(i)] =
        kNoiseFromHz * std::pow(kNoiseToHz / kNoiseFromHz, static_cast<double>(i) / kNoiseBands);
  }
  return edges;
}

// What each sound is multiplied by.
struct Gains {
  float sines = 0.0f, grid = 0.0f, next_grid = 0.0f, transients = 0.0f;
  float noise = 0.0f, noise_bands = 0.0f, roughness = 0.0f;
};

}  // namespace

struct FilmPercept::Impl {
  Impl(const FilmParams& first, Hertz rate, int slice, Keys keys, std::int64_t first_frame);

  void process(std::span<const float> in, std::span<float> out) noexcept;
  void begin_step(std::int64_t frame) noexcept;
  void listen(std::span<const float> in) noexcept;
  void take_slices() noexcept;
  std::int64_t slice_before() const noexcept;
  void aim(LineBank& bank) noexcept;
  Gains gains_at(std::int64_t frame) const noexcept;
  void render_banks(int in_step, int frames) noexcept;
  void mix(int in_step, std::span<float> out) const noexcept;

  // Of the sines' slice that ended so many hops after frame 0.
  std::span<float> sines_power(std::int64_t number) noexcept {
    const std::int64_t slot = (number % kKeptSlices + kKeptSlices) % kKeptSlices;
    return std::span(sines_power_).subspan(static_cast<std::size_t>(slot) * bins_, bins_);
  }
  // Since the middle of the slice that what comes out now lies after.
  int sines_position() const noexcept {
    const std::int64_t hop = split_.sines().hop(),
                       late = split_.frame() - split_.sizes().transients;
    return static_cast<int>((late % hop + hop) % hop);
  }

  StreamSplit split_;
  std::size_t bins_;
  std::vector<float> sines_power_;
  LineBank grid_, next_grid_, noise_bands_;
  FilmGlide glide_;
  SettingBlend blend_;
  EventFinder finder_;
  EventQueue events_;
  double cell_energy_ = 0.0;
  std::uint64_t settings_key_;
  int blend_frames_, slow_blend_frames_, ahead_;
  dsp::BandLimit limit_;
  Gains from_, to_;
  struct Rows {
    dsp::Row sines, transients, noise, grid, next_grid, bands;
  } rows_{};
};

FilmPercept::Impl::Impl(const FilmParams& first, Hertz rate, int slice, Keys keys,
                        std::int64_t first_frame)
    : split_(rate, slice, first.memory_s, first_frame),
      bins_(static_cast<std::size_t>(split_.sizes().sines / 2 + 1)),
      sines_power_(kKeptSlices * bins_),
      grid_(LineBank::Carrier::sine, rate, static_cast<int>(bins_),
            dsp::hash(keys.ear, Part::sines)),
      next_grid_(grid_),
      noise_bands_(LineBank::Carrier::noise, rate, split_.sizes().transients / 2 + 1,
                   dsp::hash(keys.ear, Part::noise)),
      glide_(first),
      blend_(FilmGrid(first.grid_hz)),
      finder_(rate),
      settings_key_(keys.settings),
      blend_frames_(static_cast<int>(kBlendSeconds * rate.value())),
      slow_blend_frames_(static_cast<int>(kSlowBlendSeconds * rate.value())),
      ahead_(static_cast<int>(kAheadSeconds * rate.value())),
      limit_(rate, first.low_hz, first.high_hz) {
  const FilmGrid grid(first.grid_hz);
  grid_.put_on_grid(grid.lines(), grid.carried());
  aim(grid_);
  noise_bands_.put_between(noise_edges());
  const auto silence = split_.transients().left_power();
  noise_bands_.aim(silence, silence, split_.transients().hop());
  const std::int64_t step = first_frame / kStep * kStep;
  from_ = gains_at(step);
  to_ = gains_at(step + kStep);
}

Gains FilmPercept::Impl::gains_at(std::int64_t frame) const noexcept {
  const auto v = glide_.at(frame);
  const FilmSetting own = blend_.setting(frame);
  const double next = blend_.share_of_next(frame);
  const double sines = amplitude(v.gain_db + v.sines_db + own.sines_db),
               noise = amplitude(v.gain_db + v.noise_db + own.noise_db);
  const auto treated = [&](double share) { return std::min(share, 1.0 - v.clarity); };
  const double snapped = treated(v.snapped * own.snapped);
  const double bands = treated(v.noise_bands * own.noise_bands);
  const auto share = [](double gain, double power) {
    return static_cast<float>(gain * std::sqrt(std::max(0.0, power)));
  };
  return {share(sines, 1.0 - snapped),
          share(sines, snapped * (1.0 - next)),
          share(sines, snapped * next),
          static_cast<float>(amplitude(v.gain_db + v.transients_db + own.transients_db)),
          share(noise, 1.0 - bands),
          share(noise, bands),
          static_cast<float>(std::min(v.roughness * own.roughness, 1.0))};
}

void FilmPercept::Impl::begin_step(std::int64_t frame) noexcept {
  if (const auto* event = events_.take(frame)) {
    blend_.draw({settings_key_, event->frame, glide_.at(frame).variety}, event->blend_frames);
  }
  if (blend_.ends(frame)) {
    grid_ = next_grid_;
    from_ = gains_at(frame);
  } else {
    from_ = to_;
  }
  if (blend_.begins(frame)) {
    next_grid_.put_on_grid(blend_.next_grid().lines(), blend_.next_grid().carried());
    aim(next_grid_);
  }
  to_ = gains_at(frame + kStep);
  const auto limits = glide_.at(frame + kStep);
  limit_.set(limits.low_hz, limits.high_hz);
}

// Finds the events of what comes in; they are due when they come out.
void FilmPercept::Impl::listen(std::span<const float> in) noexcept {
  for (const float x : in) {
    if (std::abs(x) <= kAbsurd) cell_energy_ += static_cast<double>(x) * static_cast<double>(x);
  }
  const std::int64_t end = split_.frame() + static_cast<std::int64_t>(in.size());
  if (finder_.until_end(end) != finder_.cell()) return;
  const EventFinder::Event event = finder_.next(end, cell_energy_);
  cell_energy_ = 0.0;
  if (event == EventFinder::Event::none) return;
  const bool onset = event == EventFinder::Event::onset;
  events_.add(
      {end, end + split_.sizes().latency() - ahead_, onset ? blend_frames_ : slow_blend_frames_});
}

// What comes out now lies between the middles of this slice and the next, which were taken in long
// ago.
std::int64_t FilmPercept::Impl::slice_before() const noexcept {
  const auto sizes = split_.sizes();
  const std::int64_t since = split_.frame() - sines_position() - sizes.transients - sizes.sines / 2;
  return since / split_.sines().hop();
}

void FilmPercept::Impl::aim(LineBank& bank) noexcept {
  const std::int64_t number = slice_before();
  bank.aim(sines_power(number), sines_power(number + 1), split_.sines().hop());
}

void FilmPercept::Impl::take_slices() noexcept {
  const auto due = split_.slices();
  if (due.sines) {
    std::ranges::copy(split_.sines().kept_power(),
                      sines_power(split_.frame() / split_.sines().hop()).begin());
  }
  if (sines_position() == 0) {
    const auto newest = sines_power(slice_before() + 1);
    grid_.aim_on(newest);
    if (blend_.blends()) next_grid_.aim_on(newest);
  }
  if (due.transients) {
    noise_bands_.aim_on(split_.transients().left_power());
  }
}

void FilmPercept::Impl::render_banks(int in_step, int frames) noexcept {
  const LineBank::Roughness rough{from_.roughness, to_.roughness, in_step};
  const auto render = [&](const LineBank& bank, float Gains::*gain, int position,
                          const LineBank::Roughness& roughness, dsp::Row& out) {
    if (from_.*gain == 0.0f && to_.*gain == 0.0f) {
      std::fill_n(out.x, kStep, 0.0f);
    } else {
      bank.render(split_.frame(), position, frames, roughness, out);
    }
  };
  const int at = sines_position();
  render(grid_, &Gains::grid, at, rough, rows_.grid);
  render(next_grid_, &Gains::next_grid, at, rough, rows_.next_grid);
  const auto noise_at = since(split_.frame(), split_.transients().hop());
  render(noise_bands_, &Gains::noise_bands, noise_at, {}, rows_.bands);
}

void FilmPercept::Impl::mix(int in_step, std::span<float> out) const noexcept {
  for (std::size_t n = 0; n < out.size(); ++n) {
    const float way = static_cast<float>(in_step + static_cast<int>(n)) / kStep;
    const auto part = [&](float Gains::*gain, const dsp::Row& sound) {
      return (from_.*gain + way * (to_.*gain - from_.*gain)) * sound.x[n];
    };
    out[n] = part(&Gains::sines, rows_.sines) + part(&Gains::grid, rows_.grid) +
             part(&Gains::next_grid, rows_.next_grid) + part(&Gains::transients, rows_.transients) +
             part(&Gains::noise, rows_.noise) + part(&Gains::noise_bands, rows_.bands);
  }
}

void FilmPercept::Impl::process(std::span<const float> in, std::span<float> out) noexcept {
  for (std::size_t done = 0; done < in.size();) {
    take_slices();
    const int in_step = since(split_.frame(), kStep);
    if (in_step == 0) begin_step(split_.frame());
    const int most =
        std::min({split_.until_slice(), kStep - in_step, finder_.until_end(split_.frame())});
    const std::size_t count = std::min(in.size() - done, static_cast<std::size_t>(most));
    render_banks(in_step, static_cast<int>(count));
    listen(in.subspan(done, count));
    split_.process(in.subspan(done, count),
                   {{rows_.sines.x, count}, {rows_.transients.x, count}, {rows_.noise.x, count}});
    mix(in_step, out.subspan(done, count));
    limit_.process(out.subspan(done, count));
    done += count;
  }
}

FilmPercept::FilmPercept(const FilmParams& first, Hertz rate, int slice, Keys keys,
                         std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(first, rate, slice, keys, first_frame)) {}
FilmPercept::~FilmPercept() = default;

Frames FilmPercept::latency(Hertz rate, int slice) { return FilmSplit::latency(rate, slice); }

void FilmPercept::adopt(const FilmParams& params, int frames) noexcept {
  // From the next multiple of a step on: what is under way till there is reckoned already.
  const std::int64_t start = (impl_->split_.frame() + kStep - 1) / kStep * kStep;
  impl_->glide_.adopt(params, start, frames);
  impl_->blend_.adopt(FilmGrid(params.grid_hz), frames);
}

bool FilmPercept::settled() const noexcept {
  return impl_->split_.frame() >= impl_->glide_.end() + kStep && impl_->blend_.settled() &&
         impl_->limit_.settled();
}

void FilmPercept::process(std::span<const float> in, std::span<float> out) noexcept {
  impl_->process(in, out);
}

}  // namespace otoscape::implant::film
