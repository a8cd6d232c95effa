// SPDX-License-Identifier: Apache-2.0
#include "io/pages/player_data.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "io/pages/base64.h"
#include "io/pages/html.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::io::pages {
namespace {

// Items joined by commas, in brackets.
template <class Items, class Write>
std::string list(const Items& items, const Write& write) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ",") + write(item);
  return '[' + out + ']';
}

std::string number(double value) { return fmt::format("{:.6g}", value); }

std::string levels(const LevelTrack& track) {
  const std::string_view bytes(reinterpret_cast<const char*>(track.values.data()),
                               track.values.size());
  return fmt::format(R"({{"step":{},"ears":{},"data":"{}"}})", number(track.step_s), track.ears,
                     base64(bytes));
}

std::string ear(const HearingCourse::Ear& ear) {
  return fmt::format("[{},{},{}]", list(ear.db_hl, [](int db) { return fmt::format("{}", db); }),
                     ear.implant ? 1 : 0, ear.ringing_db_spl);
}

std::string course(const HearingCourse& course) {
  return list(course.rows, [](const HearingCourse::Row& row) {
    return fmt::format("[{:.3f},{:.2f},{},{}]", row.time_s, row.perspective, ear(row.ears[0]),
                       ear(row.ears[1]));
  });
}

std::string version(const Version& v) {
  return fmt::format(
      R"({{"id":{},"name":{},"link":{},"offset":{},"room":{},"levels":{},"hearing":{}}})",
      json_string(v.id), json_string(v.name), json_string(v.link), fmt::format("{}", v.offset_s),
      v.room, levels(v.levels), course(v.hearing));
}

// The typical threshold in dB SPL at each band.
std::string bands() {
  std::string hertz, threshold;
  for (int band = 0; band < LevelTrack::kBands; ++band) {
    const char* comma = band == 0 ? "" : ",";
    hertz += comma + number(third_hz(band));
    threshold += fmt::format("{}{:.1f}", comma, reference_threshold(Hertz(third_hz(band))).value());
  }
  return fmt::format(R"("bands":[{}],"typical":[{}],"lowest":{})", hertz, threshold,
                     LevelTrack::kLowest);
}

}  // namespace

double third_hz(int band) { return 1000.0 * std::pow(10.0, (band - 13) / 10.0); }

std::string player_data(const PlayerContents& contents) {
  const auto whole = [](int value) { return fmt::format("{}", value); };
  return fmt::format(R"({{"seconds":{},{},"hertz":{},"nothing":{},"versions":{},"vibration":{}}})",
                     number(contents.seconds), bands(), list(HearingCourse::kHertz, whole),
                     HearingCourse::kNothing, list(contents.versions, version),
                     list(contents.vibration, [](const std::pair<int, int>& pair) {
                       return fmt::format("[{},{}]", pair.first, pair.second);
                     }));
}

}  // namespace otoscape::io::pages
