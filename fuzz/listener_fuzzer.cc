// SPDX-License-Identifier: Apache-2.0
// Hostile listener files: the parsers must neither crash nor throw, errors must be one line, and a
// profile that comes out must keep the rules its headers state.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/files/listener_file.h"
#include "io/files/listener_json.h"
#include "io/files/listener_toml.h"
#include "io/views/audiogram_picture.h"
#include "otoscape/hearing/describe.h"

namespace otoscape::io {
namespace {

void require(bool true_here) {
  if (!true_here) std::abort();
}

void check(const hearing::Audiogram& audiogram) {
  require(!audiogram.points().empty());
  Hertz last(0.0);
  for (const hearing::Threshold& t : audiogram.points()) {
    require(t.frequency > last && t.frequency.value() <= 96000.0);
    require(t.level >= hearing::kLowestThreshold && t.level <= hearing::kHighestThreshold);
    require(t.response || t.level == hearing::kNoResponse);
    last = t.frequency;
  }
}

void check(const hearing::TinnitusLayer& layer) {
  require(layer.pitch.value() >= 20.0 && layer.pitch.value() <= 20000.0);
  require(layer.bandwidth_oct >= 0.0 && layer.bandwidth_oct <= 10.0);
  if (const auto* spl = std::get_if<DbSpl>(&layer.level)) {
    require(spl->value() >= 0.0 && spl->value() <= 75.0);
  } else {
    require(std::isfinite(std::visit([](auto level) { return level.value(); }, layer.level)));
  }
}

void check(const hearing::EarProfile& ear) {
  check(ear.air);
  if (ear.bone) check(*ear.bone);
  if (const auto* factors = std::get_if<hearing::SmearingFactors>(&ear.smearing)) {
    require(factors->lower >= 1.0 && factors->lower <= 6.0);
    require(factors->upper >= 1.0 && factors->upper <= 6.0);
  }
  for (const auto& layer : ear.tinnitus) check(layer);
}

void check(const Result<files::LoadedListener>& loaded) {
  if (!loaded) {
    const std::string& sentence = loaded.error().sentence;
    require(!sentence.empty() && sentence.find('\n') == std::string::npos);
    return;
  }
  check(loaded->profile.left);
  check(loaded->profile.right);
  require(!hearing::describe(loaded->profile).empty());
  require(views::audiogram_svg(loaded->profile).ends_with("</svg>\n"));
}

}  // namespace
}  // namespace otoscape::io

// The first byte chooses: an odd one TOML ("1"), an even one JSON ("0"); the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace otoscape::io;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 != 0) {
    check(files::parse_listener_toml(text, "fuzz.toml"));
  } else {
    check(files::parse_listener_json(text, "fuzz.json", ""));
    check(files::parse_listener_json(text, "fuzz.json", "L1"));
  }
  return 0;
}
