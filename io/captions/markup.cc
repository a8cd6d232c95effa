// SPDX-License-Identifier: Apache-2.0
#include "io/captions/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "io/captions/colours.h"
#include "io/captions/lost.h"

namespace otoscape::io::captions {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kReferences = {
    {{"amp", "&"},
     {"lt", "<"},
     {"gt", ">"},
     {"nbsp", "\u00a0"},
     {"lrm", "\u200e"},
     {"rlm", "\u200f"},
     {"quot", "\""},
     {"apos", "'"}}};

std::string utf8(std::uint32_t code) {
  if (code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return "\ufffd";
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0 | code >> 6), byte(0x80 | (code & 0x3f))};
  if (code < 0x10000) {
    return {byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f))};
  }
  return {byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 0x3f)),
          byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f))};
}

std::string numbered(std::string_view digits, int base) {
  std::uint32_t code = 0;
  const auto [rest, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  return error == std::errc() && rest == digits.data() + digits.size() ? utf8(code) : "";
}

// What the reference at the start of `text` stands for, and its length; 0: it is none.
std::pair<std::string, std::size_t> reference(std::string_view text) {
  const auto end = text.find(';');
  if (end == std::string_view::npos || end < 2 || end > 10) return {"", 0};
  const auto name = text.substr(1, end - 1);
  const auto found =
      std::ranges::find(kReferences, name, &std::pair<std::string_view, std::string_view>::first);
  if (found != kReferences.end()) return {std::string(found->second), end + 1};
  if (name.starts_with("#x")) {
    const std::string character = numbered(name.substr(2), 16);
    return {character, character.empty() ? 0 : end + 1};
  }
  if (!name.starts_with('#')) return {"", 0};
  const std::string character = numbered(name.substr(1), 10);
  return {character, character.empty() ? 0 : end + 1};
}

std::vector<std::string> words(std::string_view text, char between) {
  std::vector<std::string> list;
  while (!text.empty()) {
    const auto end = std::min(text.find(between), text.size());
    if (end > 0) list.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

// The runs of a text while it is read: open tags, innermost last.
class Reader {
 public:
  Reader(Dialect dialect, std::vector<std::string>& lost) : dialect_(dialect), lost_(lost) {}

  std::vector<Run> read(std::string_view text) {
    while (!text.empty()) text.remove_prefix(step(text));
    return std::move(runs_);
  }

 private:
  // Reads what `text` begins with; its length.
  std::size_t step(std::string_view text) {
    if (text.front() == '<') {
      if (const std::size_t length = tag(text); length > 0) return length;
    } else if (text.front() == '&' && dialect_ == Dialect::vtt) {
      const auto [character, length] = reference(text);
      add(character);
      if (length > 0) return length;
    }
    const auto plain = std::min(text.find_first_of("<&", 1), text.size());
    add(text.substr(0, plain));
    return plain;
  }

  void add(std::string_view text) {
    if (text.empty()) return;
    const Style style = open_.empty() ? Style{} : open_.back().second;
    if (!runs_.empty() && runs_.back().style == style) {
      runs_.back().text += text;
    } else {
      runs_.push_back({std::string(text), style});
    }
  }

  std::size_t tag(std::string_view text) {
    const auto end = text.find('>');
    const char second = text.size() > 1 ? text[1] : ' ';
    const bool begins = second == '/' || (second >= 'a' && second <= 'z') ||
                        (second >= 'A' && second <= 'Z') || (second >= '0' && second <= '9');
    if (end == std::string_view::npos || !begins) return 0;
    const auto inside = text.substr(1, end - 1);
    if (inside.starts_with('/')) {
      close(inside.substr(1));
      return end + 1;
    }
    const auto space = std::min(inside.find_first_of(" \t\n"), inside.size());
    auto parts = words(inside.substr(0, space), '.');
    if (parts.empty()) return 0;
    const std::string name = std::exchange(parts.front(), "");
    parts.erase(parts.begin());
    auto rest = inside.substr(std::min(space + 1, inside.size()));
    return open(name, parts, rest) ? end + 1 : 0;
  }

  bool open(const std::string& name, const std::vector<std::string>& classes,
            std::string_view annotation) {
    Style style = open_.empty() ? Style{} : open_.back().second;
    if (name == "b" || name == "B") {
      style.bold = true;
    } else if (name == "i" || name == "I") {
      style.italic = true;
    } else if (name == "u" || name == "U") {
      style.underlined = true;
    } else if (dialect_ == Dialect::srt && (name == "font" || name == "FONT")) {
      read_font(annotation, style);
    } else if (dialect_ == Dialect::srt && (name == "s" || name == "S")) {
      add_lost(lost_, "struck out text");
    } else if (dialect_ == Dialect::vtt && name == "v") {
      style.voice = with_references_read(annotation);
    } else if (dialect_ == Dialect::vtt && (name == "c" || name == "lang" || name == "ruby")) {
      if (name == "ruby") add_lost(lost_, "ruby");
    } else if (dialect_ == Dialect::vtt && name == "rt") {
      add("(");
    } else {
      // A time within a cue; in SRT what only looks like a tag is text.
      if (name.front() >= '0' && name.front() <= '9') add_lost(lost_, "times within a caption");
      return dialect_ == Dialect::vtt;
    }
    for (const std::string& one : classes) {
      if (const auto colour = colour_of_vtt_class(one)) {
        style.colour = colour;
      } else {
        style.classes.push_back(one);
      }
    }
    open_.emplace_back(name, style);
    return true;
  }

  void close(std::string_view name) {
    const auto opened = std::ranges::find(open_.rbegin(), open_.rend(), name,
                                          &std::pair<std::string, Style>::first);
    if (opened == open_.rend()) return;
    open_.erase(opened.base() - 1, open_.end());
    if (name == "rt") add(")");
  }

  void read_font(std::string_view attributes, Style& style) {
    const auto at = attributes.find("color=");
    if (attributes.find("face=") != std::string_view::npos) add_lost(lost_, "fonts");
    if (attributes.find("size=") != std::string_view::npos) add_lost(lost_, "sizes of text");
    if (at == std::string_view::npos) return;
    auto value = attributes.substr(at + 6);
    if (value.starts_with('"') || value.starts_with('\'')) {
      value = value.substr(1, value.find(value.front(), 1) - 1);
    } else {
      value = value.substr(0, value.find(' '));
    }
    if (const auto colour = colour_of(value)) style.colour = colour;
  }

  Dialect dialect_;
  std::vector<std::string>& lost_;
  std::vector<Run> runs_;
  std::vector<std::pair<std::string, Style>> open_;
};

}  // namespace

std::vector<Run> runs_of(std::string_view text, Dialect dialect, std::vector<std::string>& lost) {
  return Reader(dialect, lost).read(text);
}

std::string with_references_read(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [character, length] =
        text.front() == '&' ? reference(text) : std::pair<std::string, std::size_t>();
    out += length > 0 ? character : std::string(1, text.front());
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  return out;
}

std::string vtt_markup(const Run& run) {
  const Style& style = run.style;
  std::string begin, end;
  const auto wrap = [&](const std::string& open, const std::string& name) {
    begin += "<" + open + ">";
    end = "</" + name + ">" + end;
  };
  std::string classes;
  for (const std::string& one : style.classes) classes += "." + one;
  if (style.colour) {
    const auto name = vtt_colour_class(*style.colour);
    classes +=
        name.empty() ? fmt::format(".colour-{:06x}", *style.colour) : fmt::format(".{}", name);
  }
  if (!style.voice.empty()) wrap("v" + classes + " " + escaped(style.voice), "v");
  if (style.voice.empty() && !classes.empty()) wrap("c" + classes, "c");
  if (style.bold) wrap("b", "b");
  if (style.italic) wrap("i", "i");
  if (style.underlined) wrap("u", "u");
  return begin + escaped(run.text) + end;
}

std::string srt_markup(const Run& run) {
  const Style& style = run.style;
  std::string text = run.text;
  if (style.underlined) text = "<u>" + text + "</u>";
  if (style.italic) text = "<i>" + text + "</i>";
  if (style.bold) text = "<b>" + text + "</b>";
  if (style.colour) text = fmt::format("<font color=\"{}\">{}</font>", hex(*style.colour), text);
  return text;
}

}  // namespace otoscape::io::captions
