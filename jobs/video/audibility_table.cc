// SPDX-License-Identifier: Apache-2.0
#include "jobs/video/audibility_table.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "io/text_file.h"

namespace otoscape::jobs::video {
namespace {

using metrics::AudibilityTrack;

constexpr std::string_view kHeader = "time_s,speech,left,right,typical";

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<double> number(std::string_view text) {
  double value = 0.0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

bool is_share(const std::optional<double>& share) {
  return share && *share >= 0.0 && *share <= 1.0;
}

// One line; nothing where it is none.
std::optional<std::pair<double, AudibilityTrack::Value>> row(std::string_view line) {
  const auto fields = split(line, ',');
  if (fields.size() != 5) return std::nullopt;
  const auto time = number(fields[0]);
  if (!time || (fields[1] != "0" && fields[1] != "1")) return std::nullopt;
  AudibilityTrack::Value value;
  if (fields[1] == "0") return std::pair{*time, value};
  const auto left = number(fields[2]), right = number(fields[3]), typical = number(fields[4]);
  if (!is_share(left) || !is_share(right) || !is_share(typical)) return std::nullopt;
  value = {true, static_cast<float>(*left), static_cast<float>(*right),
           static_cast<float>(*typical)};
  return std::pair{*time, value};
}

Result<AudibilityTrack> from_csv(const std::string& path, std::string_view text) {
  AudibilityTrack track;
  std::vector<double> times;
  int number_of_line = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number_of_line;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number_of_line == 1 && line != kHeader) {
      return failed(fmt::format("{}:1: this is no table of speech audibility; its first line is {}",
                                path, kHeader));
    }
    if (number_of_line == 1 || line.empty()) continue;
    const auto found = row(line);
    if (!found) {
      return failed(fmt::format("{}:{}: a line has a time, 1 or 0, and three shares from 0 to 1",
                                path, number_of_line));
    }
    times.push_back(found->first);
    track.values.push_back(found->second);
  }
  if (times.size() < 2) return failed(fmt::format("{}: the table has fewer than two lines", path));
  track.begin = Seconds(times.front());
  const double step = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
  if (!(step > 0.0)) return failed(fmt::format("{}: its times do not ascend", path));
  track.step = Seconds(step);
  return track;
}

Result<AudibilityTrack> from_json(const std::string& path, const std::string& text) {
  const auto all = nlohmann::json::parse(text, nullptr, false);
  // `otoscape audibility --json` has it inside its report.
  const auto& json =
      all.is_object() && all.contains("speech_audibility") ? all["speech_audibility"] : all;
  const auto wrong = [&] {
    return failed(fmt::format("{}: this is no speech audibility as otoscape writes it", path));
  };
  if (!json.is_object() || !json.contains("values") || !json.contains("step_s")) return wrong();
  const auto& values = json["values"];
  AudibilityTrack track;
  try {
    track.begin = Seconds(json.at("begin_s").get<double>());
    track.step = Seconds(json.at("step_s").get<double>());
    for (std::size_t i = 0; i < values.at("typical").size(); ++i) {
      AudibilityTrack::Value value;
      if (!values["typical"][i].is_null()) {
        value = {true, values.at("left").at(i).get<float>(), values.at("right").at(i).get<float>(),
                 values["typical"][i].get<float>()};
      }
      track.values.push_back(value);
    }
  } catch (const nlohmann::json::exception&) {
    return wrong();
  }
  if (!(track.step > Seconds(0.0))) return wrong();
  return track;
}

}  // namespace

Result<AudibilityTrack> read_audibility(const std::string& path) {
  const std::string kind = std::filesystem::path(path).extension().string();
  if (kind != ".csv" && kind != ".json") {
    return wrong_usage(fmt::format("--audibility {}: the name ends in .csv or .json", path));
  }
  const auto text = io::read_text_file(path);
  if (!text) return text.error();
  return kind == ".csv" ? from_csv(path, *text) : from_json(path, *text);
}

}  // namespace otoscape::jobs::video
