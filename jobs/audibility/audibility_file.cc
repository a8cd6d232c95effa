// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/audibility_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/output_file.h"
#include "io/ribbons/audibility_ribbon.h"
#include "io/ribbons/audibility_table.h"
#include "jobs/audibility/audibility_report.h"

namespace otoscape::jobs::audibility {
namespace {

std::string extension(const std::string& path) {
  std::string name = std::filesystem::path(path).extension().string();
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return name;
}

std::string picture(const AudibilityFile& file, const models::SpeechAudibility& audibility,
                    const models::RenderModel& model, int stream) {
  const std::string of =
      file.in == "-" ? "standard input" : std::filesystem::path(file.in).filename().string();
  const auto said = sentences(audibility);
  io::ribbons::RibbonText text{fmt::format("How much of the speech in {} can be used {} \"{}\"", of,
                                           model.heard().relation, model.heard().name),
                               said.front(), audibility.ears != models::Ears::right,
                               audibility.ears != models::Ears::left};
  if (said.size() > 1) text.summary += "; " + said[1];
  std::vector<io::ribbons::RibbonPoint> points;
  const auto keyframes = model.hearing(stream).keyframes;
  if (keyframes.size() > 1) {
    for (const scene::Keyframe& point : keyframes) points.push_back({point.time, point.name});
  }
  return io::ribbons::audibility_ribbon(audibility.track, text, points);
}

}  // namespace

Status check_file(const std::string& path, const char* option, bool overwrite) {
  const std::string kind = extension(path);
  if (kind != ".csv" && kind != ".svg" && kind != ".json") {
    return wrong_usage(fmt::format("{} {}: the name ends in .csv, .svg or .json", option, path));
  }
  auto file = io::OutputFile::create(path, overwrite);
  return file ? ok() : Status(file.error());
}

Status write_file(const AudibilityFile& file,
                  const std::optional<models::SpeechAudibility>& audibility,
                  const models::RenderModel& model, int stream) {
  if (file.path.empty() || !audibility) return ok();
  const std::string kind = extension(file.path);
  const std::string text =
      kind == ".csv"   ? io::ribbons::audibility_csv(audibility->track)
      : kind == ".svg" ? picture(file, *audibility, model, stream)
                       : to_json(*audibility, true)
                                 .dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
                             "\n";
  return io::write_text(file.path, text, file.overwrite);
}

}  // namespace otoscape::jobs::audibility
