// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/breath.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "otoscape/body/draws.h"
#include "otoscape/body/levels.h"
#include "otoscape/body/one_shots.h"

namespace otoscape::body {
namespace {

// The brightness of grains follows flow in three classes.
constexpr int kClasses = 3, kVariants = 8;
constexpr double kTiltPerClass = 1.4;  // dB/oct

constexpr Bump kNoseIn[] = {{270, 130, 5},  {640, 260, -4}, {1020, 300, 5},
                            {2250, 600, 6}, {3600, 900, 4}, {5600, 1800, 3}};
constexpr Bump kNoseOut[] = {
    {235, 120, 6}, {560, 240, -2}, {880, 280, 4}, {1950, 500, 5}, {3200, 900, 3}};
constexpr Bump kMouthIn[] = {
    {520, 180, 4}, {1430, 300, 7}, {2500, 450, 6}, {3700, 800, 4}, {6200, 2000, 4}};
constexpr Bump kMouthOut[] = {{430, 170, 6}, {1080, 260, 5}, {2350, 450, 5}, {3500, 900, 3}};

// In and out, of nose and mouth.
constexpr std::array<std::array<Colour, 2>, 2> kColours = {
    {{{{12.8, 330.0, kNoseIn}, {13.0, 310.0, kNoseOut}}},
     {{{11.3, 360.0, kMouthIn}, {12.5, 340.0, kMouthOut}}}}};

std::vector<GrainKernels> kernels(Hertz rate, std::uint64_t key, Breath::Ways ways) {
  std::vector<GrainKernels> all;
  for (std::size_t way = 0; way < 2; ++way) {
    if (!(way == 0 ? ways.nose : ways.mouth)) continue;
    for (const Colour& colour : kColours[way]) {
      for (int c = 0; c < kClasses; ++c) {
        Colour own = colour;
        own.tilt_db_oct += kTiltPerClass * (1 - c);
        all.emplace_back(rate, own, kVariants, dsp::hash(key, all.size()));
      }
    }
  }
  return all;
}

Breath::Ways at_least_one(Breath::Ways ways) {
  return ways.nose || ways.mouth ? ways : Breath::Ways{};
}

// The time in which a wet click falls from a breath's start, and the longest of them.
constexpr double kClickWithin = 0.35, kTake = 0.45;  // s
// A swallow's loudest 0.4 s above the breath's mean. Ours: within what breath itself does.
constexpr double kSwallowLu = 4.0;

}  // namespace

Breath::Breath(std::shared_ptr<const LowRate> low, std::uint64_t key, Ways ways)
    : low_(std::move(low)),
      frames_per_s_(low_->full_rate().value()),
      key_(key),
      first_set_{0, at_least_one(ways).nose && ways.mouth ? 2 * kClasses : 0},
      grains_(low_->full_rate(), kernels(low_->full_rate(), dsp::hash(key, 3), at_least_one(ways)),
              {.cell_frames = 24.0, .key = dsp::hash(key, 4)}),
      takes_(low_, kTake, kTake),
      step_frames_(std::max<std::int64_t>(1, std::llround(128.0 / 48000.0 * frames_per_s_))) {
  for (std::size_t i = 0; i < kSwallows; ++i) {
    swallows_[i] = one_shot(OneShot::swallow, low_->full_rate(), dsp::hash(key, 5 + i));
  }
}

std::int64_t Breath::end_frames() const noexcept {
  return std::max(takes_.end_frames(), grains_.run_in_frames() + step_frames_);
}

const BreathShape& Breath::shape(const BreathCycle& cycle) noexcept {
  auto& kept = shapes_[static_cast<std::uint64_t>(cycle.number) % kShapes];
  if (!(kept.cycle() == cycle)) kept = BreathShape(key_, cycle, frames_per_s_);
  return kept;
}

Breath::Air Breath::air(std::span<const BreathCycle> cycles, std::int64_t frame) noexcept {
  const BreathCycle* cycle = cycle_at(cycles, frame);
  if (cycle == nullptr) return {};
  const BreathShape& own = shape(*cycle);
  const double way = static_cast<double>(frame - cycle->frame) / static_cast<double>(cycle->frames);
  const double flow = own.flow(way);
  if (flow == 0.0) return {};
  const double time_s = static_cast<double>(frame) / frames_per_s_;
  const double gusts = 0.11 * slow_noise(dsp::hash(key_, 10), time_s, 7.0) +
                       0.10 * slow_noise(dsp::hash(key_, 11), time_s, 28.0) +
                       0.10 * slow_noise(dsp::hash(key_, 12), time_s, 1.3);
  const double way_gain = flow < 0.0 ? 1.0 : cycle->mouth ? 1.1 : 1.25;
  const double amplitude =
      way_gain * own.level_lin() * std::pow(std::abs(flow), 1.65) * std::exp(gusts);
  const double unit = 1.0 / db_to_lin(cycle->mouth ? kMouthBreath.rms_db : kNoseBreath.rms_db);
  return {static_cast<float>(amplitude * unit), flow, cycle->mouth};
}

GrainDrive Breath::drive(const Air& air, double uniform) const noexcept {
  if (air.amplitude == 0.0f) return {};
  const double wanted = std::floor(1.5 * std::abs(air.flow) + 0.9 * (uniform - 0.5));
  const int brightness = std::clamp(static_cast<int>(wanted), 0, kClasses - 1);
  const int out = air.flow < 0.0 ? kClasses : 0;
  return {air.amplitude, first_set_[air.mouth ? 1 : 0] + out + brightness};
}

// The palate that opens, and wet clicks.
void Breath::draw(const BreathCycle& cycle, Take& take) const noexcept {
  const Draws draws = Draws(dsp::hash(key_, 13)).of(cycle.number);
  const double unit = 1.0 / db_to_lin(cycle.mouth ? kMouthBreath.rms_db : kNoseBreath.rms_db);
  const auto add = [&](double hz, Mode mode, std::uint64_t index) {
    mode.hz = hz;
    const double phase = no_pressure_phase(mode), apart = 0.3 * draws.normal(index);
    const double ear_db = 1.2 * draws.normal(index + 1);
    const double amplitude = mode.left;
    mode.left = unit * amplitude * db_to_lin(ear_db);
    mode.right = unit * amplitude * db_to_lin(-ear_db);
    mode.left_phase = phase + apart;
    mode.right_phase = phase - apart;
    take.add(mode);
  };
  const Mode palate{.rise_s = 0.006, .decay_s = 0.014, .left = 0.1};
  add(95.0 * (1.0 + 0.08 * draws.normal(0)), palate, 10);
  add(165.0 * (1.0 + 0.08 * draws.normal(1)), palate, 12);
  const auto most = cycle.mouth ? 3.0 : 2.0;
  const int clicks = static_cast<int>(most * draws.uniform(2));
  for (int i = 0; i < clicks; ++i) {
    const auto index = static_cast<std::uint64_t>(20 + 10 * i);
    const double hz = (cycle.mouth ? 1300.0 : 800.0) * std::exp2(1.1 * draws.uniform(index));
    const Mode click{.start_s = kClickWithin * draws.uniform(index + 1),
                     .rise_s = 0.0003,
                     .decay_s = 0.0028,
                     .left = 0.12 * draws.uniform(index + 2)};
    add(hz, click, index + 3);
    add(1.83 * hz, click, index + 5);
  }
}

void Breath::add_swallow(std::int64_t first_frame, int frames, const BreathShape& shape,
                         StereoRow& row) const noexcept {
  if (shape.kind() != BreathKind::swallow) return;
  const BreathCycle& cycle = shape.cycle();
  const auto& sound =
      swallows_[static_cast<std::size_t>(static_cast<std::uint64_t>(cycle.number) % kSwallows)];
  const SourceLevel& own = cycle.mouth ? kMouthBreath : kNoseBreath;
  const double lu = own.lufs() + kSwallowLu - one_shot_level(OneShot::swallow).lufs;
  const auto gain = static_cast<float>(db_to_lin(lu - own.rms_db));
  const auto start = cycle.frame + std::llround(shape.out_to() * static_cast<double>(cycle.frames));
  const std::int64_t since = first_frame - start;
  const auto size = static_cast<std::int64_t>(sound[0].size());
  for (std::int64_t n = std::max<std::int64_t>(0, -since);
       n < std::min<std::int64_t>(frames, size - since); ++n) {
    row.left.x[n] += gain * sound[0][static_cast<std::size_t>(since + n)];
    row.right.x[n] += gain * sound[1][static_cast<std::size_t>(since + n)];
  }
}

void Breath::add(std::int64_t first_frame, int frames, std::span<const BreathCycle> cycles,
                 StereoRow& row) noexcept {
  air_known_ = false;  // cycles may have changed
  const auto drive_at = [&](std::int64_t frame, double uniform) noexcept {
    const std::int64_t step = frame >= 0 ? frame / step_frames_ : -1 - (-1 - frame) / step_frames_;
    if (!air_known_ || step != air_step_) air_ = air(cycles, step * step_frames_);
    air_known_ = true;
    air_step_ = step;
    return drive(air_, uniform);
  };
  grains_.add(first_frame, frames, drive_at, row);
  for (const BreathCycle& cycle : cycles) {
    const std::int64_t since = first_frame - cycle.frame;
    if (since + frames <= -lead_frames() || cycle.end() + 2 * cycle.frames < first_frame) continue;
    if (since < takes_.end_frames()) {
      const auto what = static_cast<std::uint64_t>(cycle.mouth ? 1 : 0);
      const Take& take = takes_.of({cycle.number, cycle.frame, what},
                                   [&](Take& empty) noexcept { draw(cycle, empty); });
      take.sound(since, frames, row);
    }
    add_swallow(first_frame, frames, shape(cycle), row);
  }
}

}  // namespace otoscape::body
