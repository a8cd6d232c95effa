// SPDX-License-Identifier: Apache-2.0
#include "io/captions/ass_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/captions/lost.h"

namespace otoscape::io::captions {
namespace {

std::optional<double> number(std::string_view text) {
  double value = 0.0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest == text.data() || !std::isfinite(value)) return {};
  return value;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What stands behind a tag of this name; nothing where `tag` is another: "\b1" is, "\bord2" is not.
std::optional<std::string_view> value_of(std::string_view tag, std::string_view name) {
  if (!tag.starts_with(name)) return {};
  const auto value = tag.substr(name.size());
  if (!value.empty() && !is_digit(value.front()) && value.front() != '&' && value.front() != '(') {
    return {};
  }
  return value;
}

void read_position(std::string_view value, const AssCanvas& canvas, Cue& cue) {
  const auto comma = value.find(',');
  if (comma == std::string_view::npos || canvas.width <= 0.0 || canvas.height <= 0.0) return;
  const auto x = number(value.substr(1, comma - 1)), y = number(value.substr(comma + 1));
  if (!x || !y) return;
  const double down = 100.0 * *y / canvas.height;
  cue.placement.line_percent = std::clamp(down, 0.0, 100.0);
  cue.placement.position_percent = std::clamp(100.0 * *x / canvas.width, 0.0, 100.0);
}

// One reading of an event's text.
class Reader {
 public:
  Reader(const Style& base, const AssCanvas& canvas, Cue& cue, std::vector<std::string>& lost)
      : base_(base), now_(base), canvas_(canvas), cue_(cue), lost_(lost) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      const auto end = text.starts_with('{') ? text.find('}') : std::string_view::npos;
      if (end != std::string_view::npos) {
        tags(text.substr(1, end - 1));
        text.remove_prefix(end + 1);
        continue;
      }
      const bool escape = text.size() > 1 && text[0] == '\\';
      if (escape && (text[1] == 'N' || text[1] == 'n' || text[1] == 'h')) {
        add(text[1] == 'N' ? "\n" : text[1] == 'n' ? " " : "\u00a0");
        text.remove_prefix(2);
        continue;
      }
      add(text.substr(0, 1));
      text.remove_prefix(1);
    }
  }

 private:
  void add(std::string_view text) {
    if (drawing_) return;
    if (!cue_.runs.empty() && cue_.runs.back().style == now_) {
      cue_.runs.back().text += text;
    } else {
      cue_.runs.push_back({std::string(text), now_});
    }
  }

  void tags(std::string_view block) {
    read_alignment(block, cue_.placement);
    while (!block.empty()) {
      const auto begin = block.find('\\');
      if (begin == std::string_view::npos) return;
      block.remove_prefix(begin + 1);
      // A tag within parentheses belongs to the one outside.
      auto end = block.find('\\');
      if (const auto open = block.find('('); open < end) {
        end = std::min(block.find(')', open), block.size());
        end = block.find('\\', end);
      }
      tag(block.substr(0, end));
      block.remove_prefix(std::min(end, block.size()));
    }
  }

  void tag(std::string_view tag) {
    if (tag.starts_with("pos(")) return read_position(tag.substr(3), canvas_, cue_);
    if (const auto value = value_of(tag, "b")) {
      now_.bold = value->empty() ? base_.bold : *value != "0";
    } else if (const auto slant = value_of(tag, "i")) {
      now_.italic = slant->empty() ? base_.italic : *slant != "0";
    } else if (const auto line = value_of(tag, "u")) {
      now_.underlined = line->empty() ? base_.underlined : *line != "0";
    } else if (const auto colour = value_of(tag, tag.starts_with('1') ? "1c" : "c")) {
      now_.colour = colour->empty() ? base_.colour : ass_colour(*colour);
    } else if (const auto drawing = value_of(tag, "p")) {
      drawing_ = *drawing != "0";
      if (drawing_) add_lost(lost_, "drawings");
    } else if (tag.starts_with('r')) {
      now_ = base_;
    } else if (tag.starts_with("move") || tag.starts_with("org")) {
      add_lost(lost_, "movements");
    } else if (tag.starts_with('k') || tag.starts_with('K')) {
      add_lost(lost_, "times of syllables");
    } else if (tag.starts_with("fad") || tag.starts_with("t(") || tag.starts_with("clip") ||
               tag.starts_with("iclip") || tag.starts_with("fr")) {
      add_lost(lost_, "effects");
    } else if (tag.starts_with("fn") || tag.starts_with("fs")) {
      add_lost(lost_, "fonts and sizes of text");
    }
  }

  const Style base_;
  Style now_;
  const AssCanvas& canvas_;
  Cue& cue_;
  std::vector<std::string>& lost_;
  bool drawing_ = false;
};

std::string colour_tag(std::uint32_t colour) {
  return fmt::format("\\c&H{:02X}{:02X}{:02X}&", colour & 0xff, colour >> 8 & 0xff,
                     colour >> 16 & 0xff);
}

}  // namespace

void set_alignment(int keypad, Placement& placement) {
  using enum Placement::Row;
  using enum Placement::Align;
  if (keypad < 1 || keypad > 9) return;
  placement.row = keypad > 6 ? top : keypad > 3 ? middle : bottom;
  placement.align = keypad % 3 == 1 ? left : keypad % 3 == 2 ? centre : right;
}

void read_alignment(std::string_view tags, Placement& placement) {
  const auto at = tags.find("\\an");
  if (at == std::string_view::npos || at + 3 >= tags.size()) return;
  if (is_digit(tags[at + 3])) set_alignment(tags[at + 3] - '0', placement);
}

std::string alignment_tag(const Placement& placement) {
  using enum Placement::Row;
  using enum Placement::Align;
  const int row = placement.row == top ? 7 : placement.row == middle ? 4 : 1;
  const int align = placement.align == left ? 0 : placement.align == centre ? 1 : 2;
  return row + align == 2 ? "" : fmt::format("{{\\an{}}}", row + align);
}

std::optional<std::uint32_t> ass_colour(std::string_view text) {
  const bool is_hex = text.starts_with("&H") || text.starts_with("&h");
  if (is_hex) text.remove_prefix(2);
  if (text.ends_with('&')) text.remove_suffix(1);
  std::uint32_t bgr = 0;
  const auto [rest, error] =
      std::from_chars(text.data(), text.data() + text.size(), bgr, is_hex ? 16 : 10);
  if (error != std::errc() || rest != text.data() + text.size()) return {};
  return (bgr & 0xff) << 16 | (bgr & 0xff00) | (bgr >> 16 & 0xff);
}

void read_ass_text(std::string_view text, const Style& base, const AssCanvas& canvas, Cue& cue,
                   std::vector<std::string>& lost) {
  Reader(base, canvas, cue, lost).read(text);
}

std::string ass_text(const Cue& cue) {
  std::string text = alignment_tag(cue.placement);
  if (cue.placement.line_percent && cue.placement.position_percent) {
    text +=
        fmt::format("{{\\pos({:.0f},{:.0f})}}", *cue.placement.position_percent / 100.0 * 1280.0,
                    *cue.placement.line_percent / 100.0 * 720.0);
  }
  Style before;
  for (const Run& run : cue.runs) {
    std::string tags;
    if (run.style.bold != before.bold) tags += run.style.bold ? "\\b1" : "\\b0";
    if (run.style.italic != before.italic) tags += run.style.italic ? "\\i1" : "\\i0";
    if (run.style.underlined != before.underlined) tags += run.style.underlined ? "\\u1" : "\\u0";
    if (run.style.colour != before.colour) {
      tags += run.style.colour ? colour_tag(*run.style.colour) : "\\c";
    }
    if (!tags.empty()) text += "{" + tags + "}";
    before = run.style;
    for (char c : run.text) {
      // Braces would begin tags, and a letter right behind a backslash would be a command: a word
      // joiner (U+2060), which is not seen, parts them.
      text += c == '\n'   ? "\\N"
              : c == '{'  ? "("
              : c == '}'  ? ")"
              : c == '\\' ? "\\\u2060"
                          : std::string(1, c);
    }
  }
  return text;
}

}  // namespace otoscape::io::captions
