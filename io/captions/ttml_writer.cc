// SPDX-License-Identifier: Apache-2.0
#include "io/captions/ttml_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "io/captions/clock_text.h"
#include "io/captions/colours.h"
#include "io/captions/markup.h"

namespace otoscape::io::captions {
namespace {

// As an attribute's value: of XML's own characters the quote is left.
std::string attribute(std::string_view text) {
  std::string out = escaped(text);
  for (std::size_t at = 0; (at = out.find('"', at)) != std::string::npos;) {
    out.replace(at, 1, "&quot;");
  }
  return out;
}

// A region for each placement that occurs, and an agent for each speaker.
class Names {
 public:
  explicit Names(const CueList& list) {
    for (const Cue& cue : list.cues) {
      if (std::ranges::find(regions_, cue.placement) == regions_.end()) {
        regions_.push_back(cue.placement);
      }
      for (const Run& run : cue.runs) {
        const std::string& voice = run.style.voice;
        if (!voice.empty()) voices_.try_emplace(voice, voices_.size() + 1);
      }
    }
  }
  const std::vector<Placement>& regions() const { return regions_; }
  const std::map<std::string, std::size_t>& voices() const { return voices_; }
  std::string region(const Placement& placement) const {
    return fmt::format("r{}", std::ranges::find(regions_, placement) - regions_.begin() + 1);
  }
  std::string agent(const std::string& voice) const {
    return fmt::format("a{}", voices_.at(voice));
  }

 private:
  std::vector<Placement> regions_;
  std::map<std::string, std::size_t> voices_;
};

// The text within 10 % of the picture's edges: a bar of 80 % for text at rest, or from an exact
// place on.
std::string region_element(const Placement& placement, const std::string& id) {
  using enum Placement::Row;
  using enum Placement::Align;
  const char* rows = placement.row == top ? "before" : placement.row == middle ? "center" : "after";
  const char* align = placement.align == left    ? "start"
                      : placement.align == right ? "end"
                                                 : "center";
  double y = 10.0, height = 80.0;
  if (placement.line_percent) {
    y = std::clamp(*placement.line_percent, 0.0, 95.0);
    height = 100.0 - y;
    rows = "before";
  }
  const double width = std::clamp(placement.size_percent.value_or(80.0), 5.0, 100.0);
  double x = (100.0 - width) / 2.0;
  if (placement.position_percent) {
    const double share = placement.align == left ? 0.0 : placement.align == right ? 1.0 : 0.5;
    x = std::clamp(*placement.position_percent - share * width, 0.0, 100.0 - width);
  }
  return fmt::format(
      "      <region xml:id=\"{}\" tts:origin=\"{:.6g}% {:.6g}%\" tts:extent=\"{:.6g}% {:.6g}%\" "
      "tts:displayAlign=\"{}\" tts:textAlign=\"{}\" tts:overflow=\"visible\" "
      "tts:showBackground=\"whenActive\"/>\n",
      id, x, y, width, height, rows, align);
}

std::string head_element(const Names& names, const TtmlHead& head) {
  std::string text = fmt::format("  <head>\n    <metadata>\n      <ttm:title>{}</ttm:title>\n",
                                 escaped(head.title));
  for (const auto& [voice, number] : names.voices()) {
    text += fmt::format(
        "      <ttm:agent xml:id=\"a{}\" type=\"character\"><ttm:name "
        "type=\"alias\">{}</ttm:name></ttm:agent>\n",
        number, escaped(voice));
  }
  text += "    </metadata>\n    <layout>\n";
  for (const Placement& region : names.regions()) {
    text += region_element(region, names.region(region));
  }
  return text + "    </layout>\n  </head>\n";
}

std::string with_breaks(std::string_view text) {
  std::string out;
  for (const Line& line : lines_of(text)) {
    out += (line.number > 1 ? "<br/>" : "") + escaped(line.text);
  }
  if (text.ends_with('\n')) out += "<br/>";
  return out;
}

std::string span_of(const Run& run, const Names& names) {
  std::string attributes;
  if (run.style.colour) attributes += fmt::format(" tts:color=\"{}\"", hex(*run.style.colour));
  if (run.style.bold) attributes += " tts:fontWeight=\"bold\"";
  if (run.style.italic) attributes += " tts:fontStyle=\"italic\"";
  if (run.style.underlined) attributes += " tts:textDecoration=\"underline\"";
  if (!run.style.voice.empty()) {
    attributes += fmt::format(" ttm:agent=\"{}\"", names.agent(run.style.voice));
  }
  if (attributes.empty()) return with_breaks(run.text);
  return fmt::format("<span{}>{}</span>", attributes, with_breaks(run.text));
}

}  // namespace

std::string ttml_text(const CueList& list, const TtmlHead& head) {
  const Names names(list);
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" "
      "xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" "
      "xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" "
      "ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\" "
      "ttp:timeBase=\"media\" xml:space=\"preserve\" xml:lang=\"{}\">\n",
      attribute(head.language));
  text += head_element(names, head);
  text += "  <body>\n    <div>\n";
  for (const Cue& cue : list.cues) {
    std::string spans;
    for (const Run& run : cue.runs) spans += span_of(run, names);
    text += fmt::format("      <p begin=\"{}\" end=\"{}\" region=\"{}\"{}>{}</p>\n",
                        clock_text(cue.begin, '.'), clock_text(cue.end, '.'),
                        names.region(cue.placement),
                        is_of_perspective(cue) ? " ttm:role=\"x-poa\"" : "", spans);
  }
  return text + "    </div>\n  </body>\n</tt>\n";
}

}  // namespace otoscape::io::captions
