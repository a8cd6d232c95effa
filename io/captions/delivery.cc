// SPDX-License-Identifier: Apache-2.0
#include "io/captions/delivery.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "io/captions/cue.h"

namespace otoscape::io::captions {
namespace {

constexpr double kLatest = 4.0;       // s after the sound; ours
constexpr double kComfortable = 2.5;  // s, where there is room; ours

// A screen while it is placed, in frames.
struct Slot {
  std::int64_t begin = 0, need = 0, wish = 0;  // need, wish: lengths
  int weight = 0;
  bool alone = false;
  std::vector<Statement> said;
};

class Placing {
 public:
  Placing(const Delivery& rules, Seconds length)
      : rules_(rules), end_(static_cast<std::int64_t>(frames(length.value()) + 1e-6)) {}

  void add(const Statement& statement) {
    if (repeats_perspective(statement)) return;
    const std::int64_t at = std::llround(frames(statement.at.value()));
    std::vector<Statement> displaced;
    while (!slots_.empty()) {
      Slot& last = slots_.back();
      if (joins(last, statement, at)) return join(last, statement);
      const std::int64_t earliest = last.begin + last.need + kGapFrames;
      if (at >= earliest) break;
      if (!statement.instant) return begin(statement, at, earliest);
      if (statement.weight <= last.weight) return;
      std::ranges::move(last.said, std::back_inserter(displaced));
      slots_.pop_back();
    }
    begin(statement, at, at);
    // What was there and is still true is said after it.
    for (const Statement& other : displaced) {
      if (!other.instant) add(other);
    }
  }

  std::vector<Screen> screens() const {
    std::vector<Screen> all;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Slot& slot = slots_[i];
      std::int64_t end = std::min(slot.begin + slot.wish, end_);
      if (i + 1 < slots_.size()) end = std::min(end, slots_[i + 1].begin - kGapFrames);
      all.push_back({seconds(slot.begin), seconds(end), slot.said});
    }
    return all;
  }

 private:
  double frames(double s) const { return s * rules_.frames_per_second; }
  Seconds seconds(std::int64_t frame) const {
    return Seconds(static_cast<double>(frame) / rules_.frames_per_second);
  }
  std::int64_t need_of(std::size_t letters) const {
    const double s =
        std::max(kShortest, static_cast<double>(letters) / rules_.characters_per_second);
    return static_cast<std::int64_t>(std::ceil(frames(s) - 1e-6));
  }

  bool repeats_perspective(const Statement& statement) const {
    if (statement.kind != "perspective") return false;
    for (auto slot = slots_.rbegin(); slot != slots_.rend(); ++slot) {
      for (const Statement& said : slot->said) {
        if (said.kind == "perspective") return said.text == statement.text;
      }
    }
    return false;
  }

  static std::size_t lines(const Slot& slot) {
    std::size_t count = 0;
    for (const Statement& said : slot.said) count += wrapped(said.text).size();
    return count;
  }
  static std::size_t letters(const Slot& slot) {
    std::size_t count = 0;
    for (const Statement& said : slot.said) count += characters(said.text);
    return count;
  }

  bool joins(const Slot& last, const Statement& statement, std::int64_t at) const {
    if (last.alone || statement.alone || at > last.begin + kSoundFrames) return false;
    if (statement.instant && at < last.begin - kSoundFrames) return false;
    if (lines(last) + wrapped(statement.text).size() > kLines) return false;
    const std::int64_t end = last.begin + need_of(letters(last) + characters(statement.text));
    const auto over = std::llround(frames(statement.until.value()));
    return end <= end_ && (statement.instant || end <= over);
  }

  void join(Slot& slot, const Statement& statement) {
    // Whose hearing it is stands first.
    const bool first = statement.kind == "perspective";
    slot.said.insert(first ? slot.said.begin() : slot.said.end(), statement);
    slot.weight = std::max(slot.weight, statement.weight);
    size(slot);
  }

  void size(Slot& slot) const {
    const auto longest = static_cast<std::int64_t>(frames(kLongest) + 1e-6);
    slot.need = std::min(need_of(letters(slot)), longest);
    slot.wish = std::max(slot.need, static_cast<std::int64_t>(std::llround(frames(kComfortable))));
    // What is over is not said any longer than reading takes.
    if (!slot.said.front().instant) {
      const auto over = std::llround(frames(slot.said.front().until.value())) - slot.begin;
      slot.wish = std::clamp<std::int64_t>(over, slot.need, slot.wish);
    }
  }

  void begin(const Statement& statement, std::int64_t at, std::int64_t where) {
    Slot slot{where, 0, 0, statement.weight, statement.alone, {statement}};
    size(slot);
    const bool late = static_cast<double>(where - at) > frames(kLatest);
    const auto over = std::llround(frames(statement.until.value()));
    const bool passed = !statement.instant && where + slot.need > over;
    if (late || passed || where < 0 || where + slot.need > end_) return;
    slots_.push_back(slot);
  }

  Delivery rules_;
  std::int64_t end_;
  std::vector<Slot> slots_;
};

}  // namespace

std::string Screen::text() const {
  std::string all;
  for (const Statement& statement : said) {
    for (const std::string& line : wrapped(statement.text)) {
      all += (all.empty() ? "" : "\n") + line;
    }
  }
  return all;
}

std::vector<std::string> wrapped(std::string_view text) {
  if (characters(text) <= kColumns) return {std::string(text)};
  std::vector<std::string> best;
  std::size_t longest = kColumns + 1;
  for (auto at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const auto first = text.substr(0, at), second = text.substr(at + 1);
    const std::size_t width = std::max(characters(first), characters(second));
    if (width >= longest) continue;
    longest = width;
    best = {std::string(first), std::string(second)};
  }
  return best;
}

std::vector<Screen> place(std::vector<Statement> statements, const Delivery& rules,
                          Seconds length) {
  std::erase_if(statements,
                [](const Statement& s) { return wrapped(s.text).empty() || s.text.empty(); });
  std::ranges::stable_sort(statements, [](const Statement& a, const Statement& b) {
    return a.at != b.at ? a.at < b.at : a.weight > b.weight;
  });
  Placing placing(rules, length);
  for (const Statement& statement : statements) placing.add(statement);
  return placing.screens();
}

}  // namespace otoscape::io::captions
