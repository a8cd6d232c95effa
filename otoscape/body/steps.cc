// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/steps.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "otoscape/body/draws.h"
#include "otoscape/body/floors.h"

namespace otoscape::body {
namespace {

constexpr std::array kLowModes = {38.0, 48.0, 60.0, 75.0, 93.0, 116.0, 145.0, 181.0, 226.0};
constexpr double kLowTake = 0.75, kFullTake = 0.32;  // s, the toe's modes included
constexpr double kDustTail = 2.2;                    // s: a push-off of 0.6 of the slowest step
constexpr double kWalkEndDb = -4.4;                  // of the first and last step of a walk

enum Draw : std::uint64_t {
  kToeAfter,
  kToeLevel,
  kLevel,
  kPitch,
  kHeelTilt,
  kToeTilt,
  kHeelLength,
  kToeLength,
  kPushLevel
};

bool right_foot(const Step& step) { return (step.number & 1) != 0; }

const FloorRecipe& recipe(Floor floor) { return kFloors[static_cast<std::size_t>(floor)]; }

}  // namespace

struct Steps::Contact {
  bool toe = false;
  double after_s = 0.0, level_db = 0.0, pitch = 1.0;
};

struct Steps::Gait {
  double level_db, toe_after_s, toe_db, pitch;
};

Steps::Steps(std::shared_ptr<const LowRate> low, std::uint64_t key, std::span<const Floor> floors)
    : low_(std::move(low)), key_(key), takes_(low_, kLowTake, kFullTake) {
  const Hertz rate = low_->full_rate();
  for (const Floor floor : floors) {
    const auto index = static_cast<std::size_t>(floor);
    if (grains_[index]) continue;
    const FloorRecipe& own = recipe(floor);
    std::vector<GrainKernels> kernels;
    kernels.emplace_back(rate, own.colour, 8, dsp::hash(key, 10 + index));
    grains_[index].emplace(rate, std::move(kernels),
                           GrainStream::Setup{.cell_frames = own.cell_frames,
                                              .size_spread = own.size_spread,
                                              .key = dsp::hash(key, 20 + index)});
    end_frames_ = std::max(end_frames_, grains_[index]->run_in_frames());
  }
  end_frames_ +=
      std::max<std::int64_t>(takes_.end_frames(), std::llround(kDustTail * rate.value()));
}

Steps::Gait Steps::gait(const Step& step) const noexcept {
  const Draws draws = Draws(dsp::hash(key_, 4)).of(step.number);
  const bool right = right_foot(step);
  const double quick = std::min(step.interval_s / 0.58, 1.2);
  Gait gait{};
  gait.level_db =
      1.25 * draws.normal(kLevel) + (right ? -0.45 : 0.45) + (step.at_end ? kWalkEndDb : 0.0);
  gait.toe_after_s =
      quick * std::max(0.03, 0.085 + 0.012 * draws.normal(kToeAfter) + (right ? 0.006 : 0.0));
  gait.toe_db = (right ? -4.3 : -3.5) + 1.6 * draws.normal(kToeLevel);
  gait.pitch = (1.0 + 0.025 * draws.normal(kPitch)) * (right ? 1.03 : 0.985);
  return gait;
}

void Steps::draw_contact(const Step& step, const Contact& contact, Take& take) const noexcept {
  const FloorRecipe& floor = recipe(step.floor);
  const std::int64_t part = contact.toe ? 2 : 1;
  const Draws event = Draws(dsp::hash(key_, 5)).of(step.number).of(part);
  const Draws fixed = Draws(dsp::hash(key_, 6)).of(part);
  const double own_side = right_foot(step) ? -1.0 : 1.0;
  const double tilt = 0.5 * 1.5 * event.normal(1000);
  const auto add = [&](Mode mode, double amplitude, std::int64_t index) {
    const Draws own = event.of(index), always = fixed.of(index);
    const double level = contact.level_db + 2.0 * own.normal(0) + tilt * std::log2(mode.hz / 90.0);
    mode.hz *= contact.pitch * (1.0 + 0.05 * own.normal(1));
    mode.start_s = contact.after_s + 1e-3 * 0.8 * std::abs(own.normal(2));
    const double ear_db = 0.8 * always.normal(0) + 0.5 * own.normal(3) +
                          own_side * 1.2 * (0.7 + std::min(mode.hz, 600.0) / 600.0);
    const double apart = (0.08 + 0.6 * std::min(mode.hz, 500.0) / 500.0) *
                         (0.6 * always.normal(1) + 0.8 * own.normal(4));
    const double phase = no_pressure_phase(mode) + 0.4 * own.normal(5);
    mode.left = amplitude * db_to_lin(level + ear_db);
    mode.right = amplitude * db_to_lin(level - ear_db);
    mode.left_phase = phase + apart;
    mode.right_phase = phase - apart;
    take.add(mode);
  };
  std::int64_t index = 0;
  for (const double hz : kLowModes) {
    const double amplitude = floor.low * std::pow(hz / 75.0, 1.2) /
                             (1.0 + std::pow(hz / 105.0, 2.6)) *
                             (contact.toe ? std::min(1.0, hz / 80.0) : 1.0);
    const double decay = std::min(0.030, 1.25 * 1.9 / (std::numbers::pi * hz));
    add({.hz = hz,
         .rise_s = floor.rises * (contact.toe ? 0.006 : 0.0035),
         .decay_s = floor.decays * decay},
        amplitude, index++);
  }
  for (const HighMode& high : floor.modes) {
    add({.hz = high.hz, .rise_s = 0.0009, .decay_s = 1e-3 * high.decay_ms},
        high.amplitude * (contact.toe ? 0.45 : 0.62), index++);
  }
}

void Steps::draw(const Step& step, Take& take) const noexcept {
  const Gait own = gait(step);
  const double unit_db = -kSteps[static_cast<std::size_t>(step.floor)].rms_db;
  draw_contact(step, {false, 0.0, unit_db + own.level_db, own.pitch}, take);
  draw_contact(step, {true, own.toe_after_s, unit_db + own.level_db + own.toe_db, 1.16 * own.pitch},
               take);
}

Steps::Dust Steps::dust(const Step& step) const noexcept {
  const FloorRecipe& floor = recipe(step.floor);
  const Draws draws = Draws(dsp::hash(key_, 4)).of(step.number);
  const Gait own = gait(step);
  const double rate = low_->full_rate().value();
  const double gain_db = own.level_db - kSteps[static_cast<std::size_t>(step.floor)].rms_db;
  const auto frames = [&](double s) { return std::llround(s * rate); };
  const auto length = [&](double s, std::uint64_t index) {
    return 0.45 * s * std::max(0.4, 1.0 + 0.2 * draws.normal(index));
  };
  const double heel_s = length(floor.heel_s, kHeelLength), toe_s = length(floor.toe_s, kToeLength);
  Dust dust;
  dust.heel = step.frame;
  dust.toe = step.frame + frames(own.toe_after_s);
  dust.push = step.frame + frames(0.6 * step.interval_s);
  dust.heel_gain = static_cast<float>(floor.grains * db_to_lin(gain_db));
  dust.toe_gain = static_cast<float>(floor.grains * db_to_lin(gain_db + own.toe_db));
  dust.push_gain = static_cast<float>(floor.grains * 0.07 * floor.push_off *
                                      db_to_lin(gain_db + 3.0 * draws.normal(kPushLevel)));
  dust.rise_per_frame = 1.0 / (1.5e-3 * floor.rises * rate);
  dust.heel_per_frame = 1.0 / (heel_s * rate);
  dust.toe_per_frame = 1.0 / (toe_s * rate);
  dust.push_per_frame = 1.0 / (0.050 * rate);
  dust.end = std::max(
      {dust.heel + frames(8.0 * heel_s), dust.toe + frames(8.0 * toe_s), dust.push + frames(0.15)});
  return dust;
}

float Steps::Dust::at(std::int64_t frame) const noexcept {
  const auto contact = [&](std::int64_t from, double fall) {
    const auto t = static_cast<double>(frame - from);
    // Eight time constants are 69 dB.
    if (t <= 0.0 || t * fall > 8.0) return 0.0;
    return (1.0 - std::exp(-t * rise_per_frame)) * std::exp(-t * fall);
  };
  if (frame < heel || frame > end) return 0.0f;
  const double x = static_cast<double>(frame - push) * push_per_frame;
  double sum = static_cast<double>(heel_gain) * contact(heel, heel_per_frame) +
               static_cast<double>(toe_gain) * contact(toe, toe_per_frame);
  if (std::abs(x) < 3.0) sum += static_cast<double>(push_gain) * std::exp(-0.5 * x * x);
  return static_cast<float>(sum);
}

void Steps::add(std::int64_t first_frame, int frames, std::span<const Step> steps,
                StereoRow& row) noexcept {
  std::array<std::array<const Dust*, Takes::kSlots>, 4> near{};
  std::array<std::size_t, 4> count{};
  // Older ones would take the places of newer ones.
  constexpr std::size_t kMost = Takes::kSlots;
  for (const Step& step : steps.last(std::min(steps.size(), kMost))) {
    const std::int64_t since = first_frame - step.frame;
    if (since + frames <= -lead_frames() || since >= end_frames()) continue;
    if (since < takes_.end_frames()) {
      const auto what = static_cast<std::uint64_t>(step.floor) * 2 + (step.at_end ? 1 : 0) +
                        (static_cast<std::uint64_t>(step.interval_s * 1e6) << 8);
      takes_.of({step.number, step.frame, what}, [&](Take& empty) noexcept { draw(step, empty); })
          .sound(since, frames, row);
    }
    const auto slot = static_cast<std::size_t>(step.number & (Takes::kSlots - 1));
    if (!(dust_of_[slot] == step)) {
      dust_of_[slot] = step;
      dusts_[slot] = dust(step);
    }
    const auto floor = static_cast<std::size_t>(step.floor);
    if (!grains_[floor] || count[floor] == near[floor].size()) continue;
    if (first_frame <= dusts_[slot].end + grains_[floor]->run_in_frames()) {
      near[floor][count[floor]++] = &dusts_[slot];
    }
  }
  for (std::size_t floor = 0; floor < near.size(); ++floor) {
    if (!grains_[floor]) continue;
    if (count[floor] == 0) {
      grains_[floor]->skip();
      continue;
    }
    const auto drive = [&](std::int64_t frame, double) noexcept {
      GrainDrive driven;
      for (std::size_t i = 0; i < count[floor]; ++i) driven.amplitude += near[floor][i]->at(frame);
      return driven;
    };
    grains_[floor]->add(first_frame, frames, drive, row);
  }
}

}  // namespace otoscape::body
