// SPDX-License-Identifier: Apache-2.0
// Hostile implant maps: the reader must neither crash nor throw, errors must be one line, and every
// map that keeps the rules must be coded: pulses in time order, on the array, at most at C.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "io/files/implant_map_file.h"
#include "io/files/implant_map_toml.h"
#include "io/views/electrodogram_picture.h"
#include "otoscape/ear/fit_implant.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::io {
namespace {

void require(bool true_here) {
  if (!true_here) std::abort();
}

// A burst of noise between silences, in device units.
std::vector<double> sound() {
  std::vector<double> samples(1200, 0.0);
  std::uint32_t state = 1;
  for (std::size_t n = 200; n < 900; ++n) {
    state = state * 1664525u + 1013904223u;
    samples[n] = 0.2 * (static_cast<double>(state >> 8) / 8388608.0 - 1.0);
  }
  return samples;
}

void check(const Result<hearing::ImplantMap>& loaded) {
  if (!loaded) {
    const std::string& sentence = loaded.error().sentence;
    require(!sentence.empty() && sentence.find('\n') == std::string::npos);
    return;
  }
  const hearing::ImplantMap& map = *loaded;
  require(static_cast<bool>(hearing::check(map)));
  const implant::CodingParams params = ear::coding_params(map);
  const implant::coding::Electrodogram coded = implant::coding::electrodogram(params, sound());
  require(!coded.pulses.empty());
  double highest = 0.0, last_us = 0.0;
  for (const auto& e : map.electrodes) highest = std::max(highest, std::round(e.c_level));
  // Above its input range HiRes goes beyond M, up to its own limit.
  if (map.strategy == hearing::CodingStrategy::hires120) highest = 2048.0;
  for (const auto& timed : coded.pulses) {
    require(timed.time_us >= last_us);
    last_us = timed.time_us;
    require(timed.pulse.electrode >= 0 && timed.pulse.electrode < map.contacts);
    require(timed.pulse.level >= 0 && timed.pulse.level <= highest);
    require(std::isfinite(timed.pulse.current_ua) && timed.pulse.current_ua >= 0.0f);
  }
  require(views::electrodogram_svg(coded, map).ends_with("</svg>\n"));
}

}  // namespace
}  // namespace otoscape::io

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace otoscape::io;
  check(files::parse_map_toml(std::string_view(reinterpret_cast<const char*>(data), size),
                              "fuzz.toml"));
  return 0;
}
