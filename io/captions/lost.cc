// SPDX-License-Identifier: Apache-2.0
#include "io/captions/lost.h"

#include <fmt/format.h>

#include <algorithm>

namespace otoscape::io::captions {
namespace {

void note_lost(const std::vector<std::string>& lost, std::vector<std::string>& notes) {
  if (lost.empty()) return;
  std::string list;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    list += (i == 0 ? "" : i + 1 == lost.size() ? " and " : ", ") + lost[i];
  }
  notes.push_back(fmt::format("captions are written without {}", list));
}

void note_overlaps(const std::vector<Cue>& cues, std::vector<std::string>& notes) {
  int count = 0;
  double latest = -1.0;
  for (const Cue& cue : cues) {
    if (cue.begin.value() < latest - 1e-6) ++count;
    latest = std::max(latest, cue.end.value());
  }
  if (count == 0) return;
  const bool one = count == 1;
  notes.push_back(fmt::format("{} caption{} begin{} before the one above is over; {}", count,
                              one ? "" : "s", one ? "s" : "",
                              one ? "it stays so" : "they stay so"));
}

// An empty line would end a cue in a file, so that lines without text go, and spaces at the begin
// of lines.
void without_empty_lines(Cue& cue) {
  bool at_begin = true;
  for (Run& run : cue.runs) {
    std::string text;
    for (char c : run.text) {
      if (at_begin && (c == '\n' || c == ' ' || c == '\t')) continue;
      at_begin = c == '\n';
      text += c;
    }
    run.text = text;
  }
  for (auto run = cue.runs.rbegin(); run != cue.runs.rend(); ++run) {
    run->text.erase(run->text.find_last_not_of(" \t\n") + 1);
    if (!run->text.empty()) break;
  }
  std::erase_if(cue.runs, [](const Run& run) { return run.text.empty(); });
}

}  // namespace

void add_lost(std::vector<std::string>& lost, const std::string& word) {
  if (std::ranges::find(lost, word) == lost.end()) lost.push_back(word);
}

Result<CueList> finished(CueList list, const std::vector<std::string>& lost,
                         const std::string& name) {
  for (Cue& cue : list.cues) without_empty_lines(cue);
  std::erase_if(list.cues, [](const Cue& cue) { return cue.runs.empty(); });
  if (list.cues.empty()) return failed(fmt::format("{}: has no captions", name));
  sort(list.cues);
  note_lost(lost, list.notes);
  note_overlaps(list.cues, list.notes);
  return list;
}

}  // namespace otoscape::io::captions
