// SPDX-License-Identifier: Apache-2.0
#include "io/captions/srt.h"

#include <fmt/format.h>

#include "io/captions/ass_tags.h"
#include "io/captions/clock_text.h"
#include "io/captions/lost.h"
#include "io/captions/markup.h"

namespace otoscape::io::captions {
namespace {

constexpr std::string_view kArrow = "-->";

// The line with the times of a block; its size where there is none.
std::size_t times_line(const std::vector<Line>& block) {
  std::size_t at = 0;
  while (at < block.size() && block[at].text.find(kArrow) == std::string_view::npos) ++at;
  return at;
}

struct RawCue {
  Cue cue;
  std::string text;
};

Result<RawCue> read_block(const std::vector<Line>& block, std::size_t at, const std::string& name) {
  const auto times = block[at].text;
  const auto arrow = times.find(kArrow);
  const auto after = trimmed(times.substr(arrow + kArrow.size()));
  const auto begin = parse_clock(times.substr(0, arrow));
  const auto end = parse_clock(after.substr(0, after.find(' ')));
  if (!begin || !end) {
    return failed(
        fmt::format("{}:{}: the times cannot be read; write 00:00:01,000 --> "
                    "00:00:03,500",
                    name, block[at].number));
  }
  if (auto status = check_times(*begin, *end, name, block[at].number); !status) {
    return status.error();
  }
  std::string text;
  for (std::size_t i = at + 1; i < block.size(); ++i) {
    text += fmt::format("{}{}", text.empty() ? "" : "\n", block[i].text);
  }
  return RawCue{{*begin, *end, {}, {}}, std::move(text)};
}

}  // namespace

void read_srt_cue(std::string_view text, Cue& cue, std::vector<std::string>& lost) {
  std::string rest;
  while (!text.empty()) {
    const auto brace = text.starts_with("{\\") ? text.find('}') : std::string_view::npos;
    if (brace == std::string_view::npos) {
      rest += text.front();
      text.remove_prefix(1);
      continue;
    }
    read_alignment(text.substr(1, brace - 1), cue.placement);
    text.remove_prefix(brace + 1);
  }
  cue.runs = runs_of(rest, Dialect::srt, lost);
}

Result<CueList> read_srt(std::string_view text, const std::string& name) {
  std::vector<RawCue> cues;
  for (const auto& block : blocks_of(text)) {
    const std::size_t at = times_line(block);
    if (at == block.size()) {
      // A blank line within a caption parts it; what follows belongs to it.
      if (cues.empty()) {
        return failed(
            fmt::format("{}:{}: here is no time of a caption; a SubRip file has lines "
                        "such as 00:00:01,000 --> 00:00:03,500",
                        name, block.front().number));
      }
      for (const Line& line : block) cues.back().text += "\n" + std::string(line.text);
      continue;
    }
    auto cue = read_block(block, at, name);
    if (!cue) return cue.error();
    cues.push_back(*std::move(cue));
  }
  CueList list;
  std::vector<std::string> lost;
  for (RawCue& raw : cues) {
    read_srt_cue(raw.text, raw.cue, lost);
    list.cues.push_back(std::move(raw.cue));
  }
  return finished(std::move(list), lost, name);
}

std::string srt_cue_text(const Cue& cue) {
  std::string text = alignment_tag(cue.placement), voice;
  for (const Run& run : cue.runs) {
    if (!run.style.voice.empty() && run.style.voice != voice) {
      voice = run.style.voice;
      text += voice + ": ";
    }
    text += srt_markup(run);
  }
  return text;
}

std::string srt_text(const CueList& list) {
  std::string text;
  int number = 0;
  for (const Cue& cue : list.cues) {
    text += fmt::format("{}\n{} --> {}\n{}\n\n", ++number, clock_text(cue.begin, ','),
                        clock_text(cue.end, ','), srt_cue_text(cue));
  }
  return text;
}

}  // namespace otoscape::io::captions
