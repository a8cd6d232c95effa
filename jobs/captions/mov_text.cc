// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/mov_text.h"

#include <algorithm>
#include <cstdint>
#include <set>

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::Run;
using io::captions::Style;

constexpr std::size_t kStyleBytes = 12;
constexpr unsigned kBold = 1, kItalic = 2, kUnderlined = 4;
constexpr std::uint32_t kWhite = 0xffffff;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + count && i < bytes.size(); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

std::string bytes_of(std::uint32_t value, int count) {
  std::string bytes;
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 0xff);
  }
  return bytes;
}

// Where the character of this number begins.
std::size_t byte_at(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (begins && character-- == 0) break;
  }
  return at;
}

std::string style_record(std::size_t from, std::size_t to, const Style& style) {
  const unsigned face = (style.bold ? kBold : 0) | (style.italic ? kItalic : 0) |
                        (style.underlined ? kUnderlined : 0);
  return bytes_of(static_cast<std::uint32_t>(from), 2) +
         bytes_of(static_cast<std::uint32_t>(to), 2) + bytes_of(1, 2) + bytes_of(face, 1) +
         bytes_of(18, 1) + bytes_of(style.colour.value_or(kWhite) << 8 | 0xff, 4);
}

bool is_plain(const Style& style) {
  return !style.bold && !style.italic && !style.underlined && !style.colour;
}

// Speakers before their words, because a sample has no other place for them.
std::vector<Run> with_speakers(const Cue& cue) {
  std::vector<Run> runs;
  std::string voice;
  for (Run run : cue.runs) {
    if (!run.style.voice.empty() && run.style.voice != voice) {
      voice = run.style.voice;
      run.text = voice + ": " + run.text;
    }
    runs.push_back(run);
  }
  return runs;
}

std::string sample_of(const std::vector<Run>& runs) {
  std::string text, styles;
  std::uint32_t count = 0;
  std::size_t at = 0;
  for (const Run& run : runs) {
    const std::size_t end = at + io::captions::characters(run.text);
    if (!is_plain(run.style)) {
      styles += style_record(at, end, run.style);
      ++count;
    }
    text += run.text;
    at = end;
  }
  std::string sample = bytes_of(static_cast<std::uint32_t>(text.size()), 2) + text;
  if (count > 0) {
    sample += bytes_of(static_cast<std::uint32_t>(styles.size() + 10), 4) + "styl" +
              bytes_of(count, 2) + styles;
  }
  return sample;
}

// The runs of all captions that stand at a time, those above first.
std::vector<Run> shown_at(const std::vector<Cue>& cues, double time) {
  std::vector<const Cue*> shown;
  for (const Cue& cue : cues) {
    if (cue.begin.value() <= time + 1e-6 && cue.end.value() > time + 1e-6) shown.push_back(&cue);
  }
  std::ranges::stable_sort(
      shown, [](const Cue* a, const Cue* b) { return a->placement.row > b->placement.row; });
  std::vector<Run> runs;
  for (const Cue* cue : shown) {
    if (!runs.empty()) runs.push_back({"\n", {}});
    for (Run& run : with_speakers(*cue)) runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace

std::vector<Run> mov_text_runs(std::string_view sample) {
  const std::string_view text =
      sample.substr(std::min<std::size_t>(2, sample.size()), number(sample, 0, 2));
  std::vector<Run> runs;
  std::size_t done = 0;
  for (std::size_t box = 2 + text.size(); box + 8 <= sample.size();) {
    const std::uint32_t size = number(sample, box, 4);
    if (size < 8) break;
    if (sample.substr(box + 4, 4) == "styl") {
      const std::uint32_t count = number(sample, box + 8, 2);
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t at = box + 10 + i * kStyleBytes;
        if (at + kStyleBytes > sample.size()) break;
        const std::size_t from = byte_at(text, number(sample, at, 2));
        const std::size_t to = byte_at(text, number(sample, at + 2, 2));
        if (from < done || to <= from) continue;
        if (from > done) runs.push_back({std::string(text.substr(done, from - done)), {}});
        const std::uint32_t face = number(sample, at + 6, 1), colour = number(sample, at + 8, 3);
        Style style;
        style.bold = (face & kBold) != 0;
        style.italic = (face & kItalic) != 0;
        style.underlined = (face & kUnderlined) != 0;
        if (colour != kWhite) style.colour = colour;
        runs.push_back({std::string(text.substr(from, to - from)), style});
        done = to;
      }
    }
    box += size;
  }
  if (done < text.size()) runs.push_back({std::string(text.substr(done)), {}});
  return runs;
}

std::string mov_text_header() {
  std::string header = bytes_of(0, 4);           // no scrolling
  header += bytes_of(1, 1) + bytes_of(0xff, 1);  // centred, below
  header += bytes_of(0, 4);                      // background: none
  header += bytes_of(0, 8);                      // a box: all of the track
  header += style_record(0, 0, {});
  header += bytes_of(18, 4) + "ftab" + bytes_of(1, 2) + bytes_of(1, 2) + bytes_of(5, 1) + "Serif";
  return header;
}

std::vector<io::media::TextPacket> mov_text_packets(const std::vector<Cue>& cues) {
  std::set<double> moments;
  for (const Cue& cue : cues) {
    moments.insert(cue.begin.value());
    moments.insert(cue.end.value());
  }
  std::vector<io::media::TextPacket> packets;
  for (auto moment = moments.begin(); moment != moments.end(); ++moment) {
    const auto next = std::next(moment);
    if (next == moments.end() || *next - *moment < 0.0005) continue;
    const auto runs = shown_at(cues, *moment);
    if (runs.empty()) continue;
    packets.push_back({Seconds(*moment), Seconds(*next - *moment), sample_of(runs), {}});
  }
  return packets;
}

}  // namespace otoscape::jobs::captions
