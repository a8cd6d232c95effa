// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_level.h"

#include <ebur128.h>

#include <cmath>
#include <vector>

namespace otoscape::jobs::measure {

struct ProgrammeLevel::Impl {
  ebur128_state* meter = nullptr;
  std::vector<float> interleaved;
  double energy = 0.0;
  std::int64_t samples = 0;
};

ProgrammeLevel::ProgrammeLevel(const StreamSpec& spec, Measure what)
    : impl_(std::make_unique<Impl>()) {
  if (what == Measure::rms) return;
  impl_->meter =
      ebur128_init(static_cast<unsigned>(spec.ears), static_cast<unsigned long>(spec.rate.value()),
                   EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM);
  if (spec.ears == 1) ebur128_set_channel(impl_->meter, 0, EBUR128_DUAL_MONO);
}

ProgrammeLevel::~ProgrammeLevel() {
  if (impl_->meter != nullptr) ebur128_destroy(&impl_->meter);
}

void ProgrammeLevel::add(ConstBlock<FullScaleUnit> sound) {
  Impl& p = *impl_;
  const auto frames = static_cast<std::size_t>(sound.frames());
  const auto channels = static_cast<std::size_t>(sound.channels());
  p.interleaved.assign(frames * channels, 0.0f);
  for (std::size_t c = 0; c < channels; ++c) {
    const auto samples = sound.channel(static_cast<int>(c));
    for (std::size_t n = 0; n < frames; ++n) {
      if (!std::isfinite(samples[n])) continue;
      p.interleaved[n * channels + c] = samples[n];
      p.energy += static_cast<double>(samples[n]) * static_cast<double>(samples[n]);
    }
  }
  p.samples += static_cast<std::int64_t>(frames * channels);
  if (p.meter != nullptr) ebur128_add_frames_float(p.meter, p.interleaved.data(), frames);
}

std::optional<DbFs> ProgrammeLevel::rms() const {
  if (impl_->energy <= 0.0) return std::nullopt;
  return DbFs(10.0 * std::log10(impl_->energy / static_cast<double>(impl_->samples)));
}

std::optional<double> ProgrammeLevel::loudness_lufs() const {
  double lufs = 0.0;
  if (impl_->meter == nullptr) return std::nullopt;
  if (ebur128_loudness_global(impl_->meter, &lufs) != EBUR128_SUCCESS || !std::isfinite(lufs)) {
    return std::nullopt;
  }
  return lufs;
}

}  // namespace otoscape::jobs::measure
