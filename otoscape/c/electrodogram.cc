// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/c/boundary.h"
#include "otoscape/c/handles.h"
#include "otoscape/dsp/resampler.h"
#include "otoscape/ear/fit_implant.h"
#include "otoscape/hearing/electrode_numbers.h"
#include "otoscape/implant/coding/electrodogram.h"
#include "otoscape/render/quantum/check_params.h"

// The pulses of an implant for a sound in memory.

struct otoscape_electrodogram {
  std::vector<otoscape_pulse> pulses;
};

namespace {

using namespace otoscape;

constexpr double kRateTolerance = 0.06;  // within it a sound is taken as it is
constexpr double kLongestS = 600.0;

// At the device's rate, in time with what went in.
std::vector<float> at_rate(std::span<const float> sound, Hertz from, Hertz to) {
  if (std::abs(from / to - 1.0) <= kRateTolerance) return {sound.begin(), sound.end()};
  const auto late = static_cast<std::int64_t>(std::lround(dsp::Resampler::delay_frames(from, to)));
  std::vector<float> in(sound.begin(), sound.end());
  in.resize(in.size() + static_cast<std::size_t>(late));
  dsp::Resampler resampler(from, to, static_cast<int>(in.size()), -late);
  const std::int64_t first = resampler.next();
  std::vector<float> out(static_cast<std::size_t>(resampler.most(static_cast<int>(in.size()))));
  out.resize(static_cast<std::size_t>(resampler.process(in, out)));
  const auto before = std::clamp<std::int64_t>(-first, 0, static_cast<std::int64_t>(out.size()));
  out.erase(out.begin(), out.begin() + before);
  return out;
}

otoscape_pulse to_c(const implant::coding::Electrodogram::TimedPulse& timed,
                    const hearing::ImplantMap& map) {
  const implant::Pulse& pulse = timed.pulse;
  const bool idle = pulse.level == 0 && pulse.current_ua == 0.0f;
  const int number = idle ? 0 : hearing::number_of(map, pulse.electrode);
  return {timed.time_us, pulse.current_ua, static_cast<int16_t>(number),
          static_cast<int16_t>(pulse.level)};
}

otoscape_electrodogram* coded(const hearing::ImplantMap& map, std::span<const float> sound,
                              Hertz rate, const Calibration& calibration) {
  const implant::CodingParams params = ear::coding_params(map);
  const auto resampled = at_rate(sound, rate, implant::device_rate(params.strategy));
  const double gain =
      calibration.pascals_per_unit() * implant::device_units_per_pascal(params.strategy);
  std::vector<double> units;
  units.reserve(resampled.size());
  for (const float x : resampled)
    units.push_back(std::isfinite(x) ? gain * static_cast<double>(x) : 0.0);
  auto made = std::make_unique<otoscape_electrodogram>();
  for (const auto& timed : implant::coding::electrodogram(params, units).pulses) {
    made->pulses.push_back(to_c(timed, map));
  }
  return made.release();
}

}  // namespace

// Six parameters: as its declaration says.
otoscape_electrodogram* otoscape_electrodogram_create(const otoscape_map* map, const float* sound,
                                                      int64_t frames, double rate_hz,
                                                      double full_scale_db_spl,
                                                      otoscape_error* error) {
  const auto refused = [&](const Error& why) -> otoscape_electrodogram* {
    c::tell(error, why);
    return nullptr;
  };
  if (map == nullptr || (sound == nullptr && frames != 0) || frames < 0) {
    return refused(wrong_usage("the map or the sound is NULL, or its length is negative"));
  }
  if (auto status = render::check_stream(Hertz(rate_hz)); !status) return refused(status.error());
  const Calibration calibration{DbSpl(full_scale_db_spl)};
  if (auto status = render::check_params({.calibration = calibration}); !status) {
    return refused(status.error());
  }
  if (static_cast<double>(frames) > kLongestS * rate_hz) {
    return refused(wrong_usage("an electrodogram holds at most ten minutes"));
  }
  return c::guarded<otoscape_electrodogram*>(error, nullptr, [&] {
    c::tell_ok(error);
    return coded(map->map, {sound, static_cast<std::size_t>(frames)}, Hertz(rate_hz), calibration);
  });
}

void otoscape_electrodogram_free(otoscape_electrodogram* electrodogram) { delete electrodogram; }

int64_t otoscape_electrodogram_size(const otoscape_electrodogram* electrodogram) {
  return electrodogram == nullptr ? 0 : static_cast<int64_t>(electrodogram->pulses.size());
}

int64_t otoscape_electrodogram_pulses(const otoscape_electrodogram* electrodogram, int64_t first,
                                      otoscape_pulse* pulses, int64_t count) {
  const int64_t size = otoscape_electrodogram_size(electrodogram);
  if (pulses == nullptr || first < 0 || first >= size || count <= 0) return 0;
  const int64_t given = std::min(count, size - first);
  std::copy_n(electrodogram->pulses.begin() + first, given, pulses);
  return given;
}
