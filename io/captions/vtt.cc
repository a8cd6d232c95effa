// SPDX-License-Identifier: Apache-2.0
#include "io/captions/vtt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "io/captions/clock_text.h"
#include "io/captions/colours.h"
#include "io/captions/lost.h"
#include "io/captions/markup.h"

namespace otoscape::io::captions {
namespace {

constexpr std::string_view kArrow = "-->";
constexpr double kTop = 100.0 / 3.0, kBottom = 200.0 / 3.0;  // % of the height

std::optional<double> percent(std::string_view text) {
  text = text.substr(0, text.find(','));  // and an alignment, which is lost
  if (!text.ends_with('%')) return {};
  return finite_number(text.substr(0, text.size() - 1));
}

void read_line(std::string_view value, Placement& placement) {
  using enum Placement::Row;
  if (const auto down = percent(value)) {
    placement.line_percent = std::clamp(*down, 0.0, 100.0);
    placement.row = *down < kTop ? top : *down < kBottom ? middle : bottom;
  } else if (const auto line = finite_number(value.substr(0, value.find(',')))) {
    // Lines are as high as the text; some 15 fill a picture.
    placement.line_number = static_cast<int>(std::clamp(*line, -100.0, 100.0));
    placement.row = *line < 0 ? bottom : *line < 5 ? top : *line < 10 ? middle : bottom;
  }
}

Result<Cue> read_cue(const std::vector<Line>& block, std::size_t at, const std::string& name,
                     std::vector<std::string>& lost) {
  const auto times = block[at].text;
  const auto arrow = times.find(kArrow);
  const auto after = trimmed(times.substr(arrow + kArrow.size()));
  const auto space = std::min(after.find_first_of(" \t"), after.size());
  const auto begin = parse_clock(times.substr(0, arrow));
  const auto end = parse_clock(after.substr(0, space));
  if (!begin || !end) {
    return failed(fmt::format("{}:{}: the times cannot be read; write 00:01.000 --> 00:03.500",
                              name, block[at].number));
  }
  if (auto status = check_times(*begin, *end, name, block[at].number); !status) {
    return status.error();
  }
  std::string text;
  for (std::size_t i = at + 1; i < block.size(); ++i) {
    text += fmt::format("{}{}", text.empty() ? "" : "\n", block[i].text);
  }
  return Cue{*begin, *end, vtt_placement(after.substr(space), lost),
             runs_of(text, Dialect::vtt, lost)};
}

// The colours that need a style of their own.
std::string colour_styles(const std::vector<Cue>& cues) {
  std::set<std::uint32_t> colours;
  for (const Cue& cue : cues) {
    for (const Run& run : cue.runs) {
      if (run.style.colour && vtt_colour_class(*run.style.colour).empty()) {
        colours.insert(*run.style.colour);
      }
    }
  }
  std::string rules;
  for (std::uint32_t colour : colours) {
    rules += fmt::format("::cue(.colour-{:06x}) {{ color: {}; }}\n", colour, hex(colour));
  }
  return rules.empty() ? "" : "STYLE\n" + rules + "\n";
}

}  // namespace

Placement vtt_placement(std::string_view settings, std::vector<std::string>& lost) {
  Placement placement;
  while (!(settings = trimmed(settings)).empty()) {
    const auto space = std::min(settings.find_first_of(" \t"), settings.size());
    const auto setting = settings.substr(0, space);
    settings.remove_prefix(space);
    const auto colon = std::min(setting.find(':'), setting.size());
    const auto key = setting.substr(0, colon);
    const auto value = setting.substr(std::min(colon + 1, setting.size()));
    if (key == "line") read_line(value, placement);
    if (key == "position") placement.position_percent = percent(value);
    if (key == "size") placement.size_percent = percent(value);
    if (key == "align" && (value == "start" || value == "left")) {
      placement.align = Placement::Align::left;
    }
    if (key == "align" && (value == "end" || value == "right")) {
      placement.align = Placement::Align::right;
    }
    if (key == "region") add_lost(lost, "regions");
    if (key == "vertical") add_lost(lost, "vertical text");
  }
  return placement;
}

Result<CueList> read_vtt(std::string_view text, const std::string& name) {
  if (!text.starts_with("WEBVTT")) {
    return failed(fmt::format("{}:1: a WebVTT file begins with a line WEBVTT", name));
  }
  CueList list;
  std::vector<std::string> lost;
  const auto blocks = blocks_of(text);
  for (const auto& block : blocks) {
    const auto has_arrow = [](const Line& line) {
      return line.text.find(kArrow) != std::string_view::npos;
    };
    const auto at =
        static_cast<std::size_t>(std::ranges::find_if(block, has_arrow) - block.begin());
    if (at == block.size()) {
      if (block.front().text.starts_with("STYLE")) {
        for (const Line& line : block) list.styles += std::string(line.text) + "\n";
        list.styles += "\n";
      }
      if (block.front().text.starts_with("REGION")) add_lost(lost, "regions");
      continue;  // the head, and comments
    }
    auto cue = read_cue(block, at, name, lost);
    if (!cue) return cue.error();
    list.cues.push_back(*std::move(cue));
  }
  return finished(std::move(list), lost, name);
}

std::string vtt_settings(const Placement& placement) {
  using enum Placement::Row;
  using enum Placement::Align;
  std::string settings;
  if (placement.line_number) {
    settings += fmt::format(" line:{}", *placement.line_number);
  } else if (placement.line_percent) {
    settings += fmt::format(" line:{:.6g}%", *placement.line_percent);
  } else if (placement.row != bottom) {
    settings += placement.row == top ? " line:0" : " line:50%";
  }
  if (placement.position_percent) {
    settings += fmt::format(" position:{:.6g}%", *placement.position_percent);
  }
  if (placement.size_percent) settings += fmt::format(" size:{:.6g}%", *placement.size_percent);
  if (placement.align != centre) {
    settings += placement.align == left ? " align:start" : " align:end";
  }
  return settings;
}

std::string vtt_cue_text(const Cue& cue) {
  std::string text;
  for (const Run& run : cue.runs) text += vtt_markup(run);
  return text;
}

std::string vtt_text(const CueList& list) {
  std::string text = "WEBVTT\n\n" + list.styles + colour_styles(list.cues);
  for (const Cue& cue : list.cues) {
    text += fmt::format("{} --> {}{}\n{}\n\n", clock_text(cue.begin, '.'), clock_text(cue.end, '.'),
                        vtt_settings(cue.placement), vtt_cue_text(cue));
  }
  return text;
}

}  // namespace otoscape::io::captions
