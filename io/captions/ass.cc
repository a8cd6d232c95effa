// SPDX-License-Identifier: Apache-2.0
#include "io/captions/ass.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "io/captions/clock_text.h"
#include "io/captions/lost.h"

namespace otoscape::io::captions {
namespace {

using Fields = std::vector<std::string_view>;

// At most `most` fields between commas; the last has the rest of the line.
Fields fields_of(std::string_view line, std::size_t most) {
  Fields fields;
  while (fields.size() + 1 < most) {
    const auto comma = line.find(',');
    if (comma == std::string_view::npos) break;
    fields.push_back(line.substr(0, comma));
    line.remove_prefix(comma + 1);
  }
  fields.push_back(line);
  return fields;
}

// The value of a line "Key: value"; nothing for other lines.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
  if (!line.starts_with(key) || !line.substr(key.size()).starts_with(':')) return {};
  return trimmed(line.substr(key.size() + 1));
}

// The fields that a Format line names.
class Format {
 public:
  explicit Format(std::string_view line) {
    for (std::string_view name : fields_of(line, 100)) names_.push_back(trimmed(name));
  }
  std::size_t size() const { return names_.size(); }
  // Of a line in this format; empty where it has no such field.
  std::string_view field(const Fields& fields, std::string_view name) const {
    const auto at = static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
    return at < fields.size() ? trimmed(fields[at]) : std::string_view();
  }

 private:
  Fields names_;
};

constexpr std::string_view kUsualStyle =
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, "
    "Alignment, MarginL, MarginR, MarginV, Encoding";
constexpr std::string_view kUsualEvent =
    "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";

int whole(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// SSA's own alignments (1 2 3 below, 5 6 7 above, 9 10 11 in the middle) as the keypad's.
int keypad_of_ssa(int alignment) {
  if (alignment >= 9) return alignment - 5;
  return alignment >= 5 ? alignment + 2 : alignment;
}

AssStyle style_of(const Format& format, const Fields& fields, bool ssa) {
  AssStyle style;
  const auto colour = ass_colour(format.field(fields, "PrimaryColour"));
  constexpr std::uint32_t kWhite = 0xffffff;  // which players use by themselves
  if (colour && *colour != kWhite) style.style.colour = colour;
  style.style.bold = whole(format.field(fields, "Bold")) != 0;
  style.style.italic = whole(format.field(fields, "Italic")) != 0;
  style.style.underlined = whole(format.field(fields, "Underline")) != 0;
  const int alignment = whole(format.field(fields, "Alignment"));
  style.keypad = ssa ? keypad_of_ssa(alignment) : alignment;
  return style;
}

std::string_view without_star(std::string_view name) {
  return name.starts_with('*') ? name.substr(1) : name;
}

}  // namespace

AssScript read_ass_header(std::string_view text) {
  AssScript script;
  Format format(kUsualStyle);
  bool ssa = false;
  for (const Line& line : lines_of(text)) {
    if (trimmed(line.text) == "[V4 Styles]") ssa = true;
    if (const auto width = value_of(line.text, "PlayResX")) script.canvas.width = whole(*width);
    if (const auto height = value_of(line.text, "PlayResY")) script.canvas.height = whole(*height);
    if (trimmed(line.text) == "[Events]") break;
    if (const auto names = value_of(line.text, "Format")) format = Format(*names);
    if (const auto values = value_of(line.text, "Style")) {
      const Fields fields = fields_of(*values, format.size());
      const auto name = without_star(format.field(fields, "Name"));
      script.styles.insert_or_assign(std::string(name), style_of(format, fields, ssa));
    }
  }
  return script;
}

Cue ass_cue(const AssScript& script, const AssEvent& event, std::vector<std::string>& lost) {
  Cue cue;
  const auto found = script.styles.find(without_star(event.style));
  AssStyle style = found != script.styles.end() ? found->second : AssStyle{};
  style.style.voice = event.name;
  set_alignment(style.keypad, cue.placement);
  read_ass_text(event.text, style.style, script.canvas, cue, lost);
  return cue;
}

Cue ass_packet_cue(const AssScript& script, std::string_view packet,
                   std::vector<std::string>& lost) {
  const Fields fields = fields_of(packet, 9);
  if (fields.size() < 9) return {};
  return ass_cue(script, {trimmed(fields[2]), trimmed(fields[3]), fields[8]}, lost);
}

Result<CueList> read_ass(std::string_view text, const std::string& name) {
  const AssScript script = read_ass_header(text);
  CueList list;
  std::vector<std::string> lost;
  Format format(kUsualEvent);
  bool in_events = false;
  for (const Line& line : lines_of(text)) {
    if (line.text.starts_with('[')) in_events = trimmed(line.text) == "[Events]";
    if (!in_events) continue;
    if (const auto names = value_of(line.text, "Format")) format = Format(*names);
    const auto values = value_of(line.text, "Dialogue");
    if (!values) continue;
    const Fields fields = fields_of(*values, format.size());
    const auto begin = parse_clock(format.field(fields, "Start"));
    const auto end = parse_clock(format.field(fields, "End"));
    if (!begin || !end) {
      return failed(
          fmt::format("{}:{}: the times cannot be read; write 0:00:01.00", name, line.number));
    }
    if (auto status = check_times(*begin, *end, name, line.number); !status) return status.error();
    Cue cue = ass_cue(script,
                      {format.field(fields, "Style"), format.field(fields, "Name"),
                       fields.size() == format.size() ? fields.back() : std::string_view()},
                      lost);
    cue.begin = *begin;
    cue.end = *end;
    list.cues.push_back(std::move(cue));
  }
  return finished(std::move(list), lost, name);
}

std::string ass_header() {
  return fmt::format(
      "[Script Info]\nScriptType: v4.00+\nPlayResX: 1280\nPlayResY: 720\nWrapStyle: 0\n"
      "ScaledBorderAndShadow: yes\n\n[V4+ Styles]\nFormat: {}\n"
      "Style: Default,Arial,46,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,"
      "2.5,0,2,40,40,36,1\n\n[Events]\nFormat: {}\n",
      kUsualStyle, kUsualEvent);
}

std::string ass_packet(const Cue& cue, int number) {
  std::string names;
  for (const Run& run : cue.runs) {
    if (run.style.voice.empty() || names.find(run.style.voice) != std::string::npos) continue;
    names += (names.empty() ? "" : " / ") + run.style.voice;
  }
  std::ranges::replace(names, ',', ';');
  return fmt::format("{},0,Default,{},0,0,0,,{}", number, names, ass_text(cue));
}

}  // namespace otoscape::io::captions
