// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/point_of_hearing.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::Run;

constexpr std::string_view kLost = "…";
constexpr double kHalf = 0.5;  // of the words: less is not printed where words hide

// 0 … 1, the same everywhere for the same numbers (SplitMix64: Steele, Lea and Flood 2014).
double chance(std::uint64_t seed, std::uint64_t which) {
  std::uint64_t x = seed + 0x9e3779b97f4a7c15u * (which + 1);
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  x ^= x >> 31;
  return static_cast<double>(x >> 11) * 0x1.0p-53;
}

bool is_space(char c) { return c == ' ' || c == '\n'; }

// A speaker's name at the begin of a line, as "ANA:", or a dash before a speaker's words.
bool is_label(std::string_view word, bool begins_line) {
  if (!begins_line) return false;
  if (word == "-" || word == "–" || word == "—") return true;
  return word.size() > 1 && word.ends_with(':');
}

// Drops words of one caption after the other; descriptions in brackets are one word.
class Fading {
 public:
  Fading(double left, std::uint64_t seed) : left_(left), seed_(seed) {}

  std::string fade(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      if (is_space(text.front())) {
        begins_line_ = begins_line_ || text.front() == '\n';
        gap_ += text.front();
        text.remove_prefix(1);
        continue;
      }
      const std::size_t length = word_length(text);
      add(text.substr(0, length), out);
      text.remove_prefix(length);
    }
    // What stands between two runs belongs to the first.
    if (!lost_last_ || !gap_.empty()) out += std::exchange(gap_, "");
    return out;
  }
  int kept() const { return kept_; }
  int lost() const { return lost_; }

 private:
  static std::size_t word_length(std::string_view text) {
    for (const auto& [open, close] : {std::pair{'[', ']'}, std::pair{'(', ')'}}) {
      if (text.front() != open) continue;
      const auto end = text.find(close);
      if (end != std::string_view::npos) return end + 1;
    }
    std::size_t length = 0;
    while (length < text.size() && !is_space(text[length])) ++length;
    return length;
  }

  void add(std::string_view word, std::string& out) {
    const bool label = is_label(word, begins_line_);
    const bool keeps = label || chance(seed_, which_++) < left_;
    // A row of lost words is one sign; a line begins anew.
    const bool new_line = gap_.find('\n') != std::string::npos;
    if (keeps || !lost_last_ || new_line) {
      out += gap_;
      out += keeps ? word : kLost;
    }
    gap_.clear();
    lost_last_ = !keeps;
    begins_line_ = false;
    if (!label) ++(keeps ? kept_ : lost_);
  }

  double left_;
  std::uint64_t seed_, which_ = 0;
  std::string gap_;
  bool begins_line_ = true, lost_last_ = false;
  int kept_ = 0, lost_ = 0;
};

}  // namespace

HeardCue heard_cue(const Cue& cue, double words_left, scene::CaptionWords how, std::uint64_t seed) {
  HeardCue heard{cue, Printed::all};
  if (how == scene::CaptionWords::full || words_left >= 1.0) return heard;
  const auto nothing = [&] {
    heard.cue.runs.clear();
    heard.printed = Printed::none;
    return heard;
  };
  if (how == scene::CaptionWords::hide) return words_left >= kHalf ? heard : nothing();
  if (words_left <= 0.0) return nothing();
  const auto place = static_cast<std::uint64_t>(std::llround(cue.begin.value() * 1000.0));
  Fading fading(words_left, seed * 0x100000001b3u + place);
  for (Run& run : heard.cue.runs) run.text = fading.fade(run.text);
  if (fading.kept() == 0) return nothing();
  std::erase_if(heard.cue.runs, [](const Run& run) { return run.text.empty(); });
  heard.printed = fading.lost() > 0 ? Printed::part : Printed::all;
  return heard;
}

scene::CaptionWords caption_words(const std::vector<scene::Keyframe>& keyframes, Seconds time) {
  scene::CaptionWords words = scene::CaptionWords::fade;
  for (const scene::Keyframe& k : keyframes) {
    if (k.time > time) break;
    words = k.captions.value_or(words);
  }
  return words;
}

}  // namespace otoscape::jobs::captions
