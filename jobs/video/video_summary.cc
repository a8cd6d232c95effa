// SPDX-License-Identifier: Apache-2.0
#include "jobs/video/video_summary.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "jobs/scene_summary.h"

namespace otoscape::jobs::video {
namespace {

std::string likeness(const VideoSummary& summary) {
  if (summary.mean_psnr_db <= 0.0) return "";
  if (std::isinf(summary.least_psnr_db))
    return ", without a difference from the source beside the strip";
  return fmt::format(", like the source beside the strip to {:.1f} dB, in the worst one to {:.1f}",
                     summary.mean_psnr_db, summary.least_psnr_db);
}

nlohmann::ordered_json decibels(double db) {
  if (db == 0.0 || std::isinf(db)) return nullptr;
  return std::round(100.0 * db) / 100.0;
}

}  // namespace

std::string to_text(const VideoSummary& summary) {
  std::string text = fmt::format("{}: a strip {} \"{}\", in {}\n", summary.in, summary.relation,
                                 summary.name, summary.out);
  text += line("picture",
               fmt::format("{} by {}, {} pictures of {} x {}{}", summary.codec, summary.encoder,
                           summary.pictures, summary.width, summary.height, likeness(summary)));
  text += line("strip", fmt::format("rows {} to {} from the top", summary.strip_top,
                                    summary.strip_top + summary.strip_height));
  text += line("all else",
               "copied as it is, the sound bit for bit; what OUT cannot hold is noted below");
  const char* name = "speech";
  for (const std::string& sentence : summary.speech) {
    text += line(name, sentence);
    name = "";
  }
  for (const std::string& notice : summary.notices) text += line("please read", notice);
  for (const std::string& note : summary.notes) text += line("note", note);
  return text;
}

std::string to_json(const VideoSummary& summary) {
  const nlohmann::ordered_json json = {
      {"in", summary.in},
      {"out", summary.out},
      {"heard", summary.name},
      {"picture",
       {{"codec", summary.codec},
        {"encoder", summary.encoder},
        {"pictures", summary.pictures},
        {"width", summary.width},
        {"height", summary.height},
        {"psnr_db", decibels(summary.mean_psnr_db)},
        {"least_psnr_db", decibels(summary.least_psnr_db)}}},
      {"strip", {{"top", summary.strip_top}, {"height", summary.strip_height}}},
      {"speech", summary.speech},
      {"notices", summary.notices},
      {"notes", summary.notes}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::jobs::video
