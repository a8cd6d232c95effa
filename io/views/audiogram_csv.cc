// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_csv.h"

#include <fmt/format.h>

namespace otoscape::io::views {
namespace {

void add_rows(std::string& csv, const hearing::Audiogram& audiogram, const char* ear,
              const char* conduction) {
  for (const hearing::Threshold& t : audiogram.points()) {
    csv += fmt::format("{},{},{},{},{}\n", ear, conduction, t.frequency.value(),
                       t.response ? fmt::format("{:.6g}", t.level.value()) : "",
                       t.response ? "yes" : "no");
  }
}

void add_ear(std::string& csv, const hearing::EarProfile& ear, const char* name) {
  add_rows(csv, ear.air, name, "air");
  if (ear.bone) add_rows(csv, *ear.bone, name, "bone");
}

}  // namespace

std::string audiogram_csv(const hearing::HearingProfile& profile) {
  std::string csv = "ear,conduction,frequency_hz,threshold_db_hl,response\n";
  add_ear(csv, profile.left, "left");
  add_ear(csv, profile.right, "right");
  return csv;
}

}  // namespace otoscape::io::views
