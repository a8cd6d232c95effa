// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/caption_set.h"

#include <algorithm>
#include <utility>

#include "io/captions/arc_captions.h"
#include "io/captions/arc_states.h"
#include "jobs/captions/speech_share.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::CueList;
using io::captions::Placement;
using io::captions::Screen;
using io::captions::Style;

// A name as a class of WebVTT: small letters and digits with hyphens between.
std::string class_name(const std::string& name) {
  std::string out;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (plain) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

// Above where one of the film's own stands below at the same time.
Placement::Row row_beside(const std::vector<Cue>& words, const Screen& screen) {
  const auto meets = [&](const Cue& cue) {
    return cue.placement.row == Placement::Row::bottom && cue.begin < screen.end &&
           cue.end > screen.begin;
  };
  return std::ranges::any_of(words, meets) ? Placement::Row::top : Placement::Row::bottom;
}

Cue perspective_cue(const Screen& screen, const std::string& character,
                    const std::vector<Cue>& words) {
  Cue cue{screen.begin, screen.end, {}, {}};
  cue.placement.row = row_beside(words, screen);
  const std::string who = class_name(character);
  for (const auto& said : screen.said) {
    Style style;
    style.classes = {io::captions::kPerspectiveClass};
    if (!who.empty()) style.classes.push_back(who);
    style.classes.push_back(said.kind);
    std::string text;
    for (const std::string& line : io::captions::wrapped(said.text)) {
      text += (text.empty() ? "" : "\n") + line;
    }
    if (!cue.runs.empty()) cue.runs.push_back({"\n", {}});
    cue.runs.push_back({text, style});
  }
  return cue;
}

}  // namespace

CaptionSet make_captions(const CaptionSource& source) {
  const scene::Arc arc(source.scene.keyframes);
  const SpeechShare share(arc, source.speech);
  CaptionSet set;
  set.has_words = !source.words.cues.empty();
  const auto statements = io::captions::arc_statements(
      source.scene, arc, source.length,
      [&](Seconds from, Seconds to) { return share.between(from, to); }, source.wording);
  set.screens = io::captions::place(statements, source.delivery, source.length);
  for (CueList* list : {&set.point_of_hearing, &set.full}) {
    list->language =
        source.words.language.empty() ? source.wording.language() : source.words.language;
    list->styles = source.words.styles;
    for (const Screen& screen : set.screens) {
      list->cues.push_back(perspective_cue(screen, source.scene.character, source.words.cues));
    }
  }
  for (const Cue& cue : source.words.cues) {
    set.full.cues.push_back(cue);
    WordsHeard words;
    words.share = share.of_speech(cue.begin, cue.end);
    const double left =
        io::captions::words_left(words.share.value_or(share.between(cue.begin, cue.end)));
    const Seconds middle(0.5 * (cue.begin.value() + cue.end.value()));
    words.heard = heard_cue(cue, left, caption_words(source.scene.keyframes, middle), source.seed);
    if (words.heard.printed != Printed::none) {
      set.point_of_hearing.cues.push_back(words.heard.cue);
    }
    set.words.push_back(std::move(words));
  }
  sort(set.point_of_hearing.cues);
  sort(set.full.cues);
  return set;
}

void cut(CueList& list, Seconds by, Seconds length) {
  for (Cue& cue : list.cues) {
    cue.begin = Seconds(std::max(cue.begin.value() - by.value(), 0.0));
    cue.end = Seconds(std::min(cue.end.value() - by.value(), length.value()));
  }
  std::erase_if(list.cues,
                [](const Cue& cue) { return cue.end.value() - cue.begin.value() < 0.1; });
}

}  // namespace otoscape::jobs::captions
