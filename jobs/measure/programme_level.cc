// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_level.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <span>
#include <vector>

namespace otoscape::jobs::measure {

namespace {

// libebur128 for one or two channels.
class Meter {
 public:
  Meter(Hertz rate, unsigned channels, bool heard_twice)
      : state_(ebur128_init(channels, static_cast<unsigned long>(rate.value()),
                            EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM)) {
    if (heard_twice) ebur128_set_channel(state_, 0, EBUR128_DUAL_MONO);
  }
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter() { ebur128_destroy(&state_); }

  void add(std::span<const float> interleaved, std::size_t frames) {
    ebur128_add_frames_float(state_, interleaved.data(), frames);
  }
  std::optional<double> lufs() const {
    double lufs = 0.0;
    const bool measured = ebur128_loudness_global(state_, &lufs) == EBUR128_SUCCESS;
    return measured && std::isfinite(lufs) ? std::optional(lufs) : std::nullopt;
  }

 private:
  ebur128_state* state_;
};

}  // namespace

struct ProgrammeLevel::Impl {
  std::optional<Meter> all;
  std::deque<Meter> each;  // of the channels
  std::vector<float> samples;
  double energy = 0.0;
  std::int64_t count = 0;
};

ProgrammeLevel::ProgrammeLevel(const StreamSpec& spec, Measure what)
    : impl_(std::make_unique<Impl>()) {
  if (what == Measure::loudness) {
    impl_->all.emplace(spec.rate, static_cast<unsigned>(spec.ears), spec.ears == 1);
  }
  for (int c = 0; what == Measure::louder_ear && c < spec.ears; ++c) {
    impl_->each.emplace_back(spec.rate, 1U, false);
  }
}

ProgrammeLevel::~ProgrammeLevel() = default;

void ProgrammeLevel::add(ConstBlock<FullScaleUnit> sound) {
  Impl& p = *impl_;
  const auto frames = static_cast<std::size_t>(sound.frames());
  const auto channels = static_cast<std::size_t>(sound.channels());
  const std::size_t step = p.all ? channels : 1, skip = p.all ? 1 : frames;
  p.samples.assign(frames * channels, 0.0f);
  for (std::size_t c = 0; c < channels; ++c) {
    const auto channel = sound.channel(static_cast<int>(c));
    for (std::size_t n = 0; n < frames; ++n) {
      if (!std::isfinite(channel[n])) continue;
      p.samples[n * step + c * skip] = channel[n];
      p.energy += static_cast<double>(channel[n]) * static_cast<double>(channel[n]);
    }
  }
  p.count += static_cast<std::int64_t>(frames * channels);
  if (p.all) p.all->add(p.samples, frames);
  for (std::size_t c = 0; c < p.each.size(); ++c) {
    p.each[c].add(std::span(p.samples).subspan(c * frames, frames), frames);
  }
}

std::optional<DbFs> ProgrammeLevel::rms() const {
  if (impl_->energy <= 0.0) return std::nullopt;
  return DbFs(10.0 * std::log10(impl_->energy / static_cast<double>(impl_->count)));
}

std::optional<double> ProgrammeLevel::loudness_lufs() const {
  return impl_->all ? impl_->all->lufs() : std::nullopt;
}

std::optional<double> ProgrammeLevel::louder_ear_lufs() const {
  std::optional<double> louder;
  for (const Meter& ear : impl_->each) louder = std::max(louder, ear.lufs());
  return louder;
}

}  // namespace otoscape::jobs::measure
