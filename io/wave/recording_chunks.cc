// SPDX-License-Identifier: Apache-2.0
#include "io/wave/recording_chunks.h"

#include <fmt/format.h>

#include "io/wave/little_endian.h"
#include "io/wave/speaker_names.h"
#include "io/wave/xml_text.h"

namespace otoscape::io::wave {
namespace {

// ASCII of a fixed length, filled up with zeros; a field that is full has no zero at its end.
void put_field(std::string& to, std::string_view text, std::size_t length) {
  std::string field;
  for (const char c : text) {
    if (field.size() == length) break;
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xc0) continue;  // inside a character of UTF-8
    field.push_back(byte >= 32 && byte < 127 ? c : '?');
  }
  field.resize(length, '\0');
  to += field;
}

std::string rate_text(const TimecodeRate& rate) {
  return fmt::format("{}/{}", rate.frames, rate.seconds);
}

std::string speed_element(const RecordingFacts& facts, const WaveFormat& format) {
  std::string speed = "  <SPEED>\n";
  if (facts.timecode) {
    const std::string rate = rate_text(*facts.timecode);
    speed += fmt::format(
        "    <MASTER_SPEED>{0}</MASTER_SPEED>\n    <CURRENT_SPEED>{0}</CURRENT_SPEED>\n"
        "    <TIMECODE_RATE>{0}</TIMECODE_RATE>\n    <TIMECODE_FLAG>{1}</TIMECODE_FLAG>\n",
        rate, facts.timecode->drop_frame ? "DF" : "NDF");
  }
  return speed +
         fmt::format(
             "    <FILE_SAMPLE_RATE>{0}</FILE_SAMPLE_RATE>\n"
             "    <AUDIO_BIT_DEPTH>{1}</AUDIO_BIT_DEPTH>\n"
             "    <DIGITIZER_SAMPLE_RATE>{0}</DIGITIZER_SAMPLE_RATE>\n"
             "    <TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>{2}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>\n"
             "    <TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>{3}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>\n"
             "    <TIMESTAMP_SAMPLE_RATE>{0}</TIMESTAMP_SAMPLE_RATE>\n"
             "  </SPEED>\n",
             format.rate_hz, format.sample_bytes() * 8, facts.time_reference >> 32,
             facts.time_reference & 0xffffffff);
}

std::string track_element(const RecordingFacts& facts, const Layout& layout, int channel) {
  std::string name = facts.name;
  if (layout.channels() > 1) {
    name += ' ';
    name += speaker_name(layout[channel], layout);
  }
  return fmt::format(
      "    <TRACK>\n      <CHANNEL_INDEX>{0}</CHANNEL_INDEX>\n"
      "      <INTERLEAVE_INDEX>{0}</INTERLEAVE_INDEX>\n      <NAME>{1}</NAME>\n    </TRACK>\n",
      channel + 1, xml_text(name));
}

std::string element(std::string_view tag, std::string_view text) {
  if (text.empty()) return {};  // iXML's guide: no element rather than an empty one
  return fmt::format("  <{0}>{1}</{0}>\n", tag, xml_text(text));
}

}  // namespace

NewChunk broadcast_chunk(const RecordingFacts& facts, const WaveFormat& format) {
  constexpr std::uint64_t kNoLoudness = 0x7fff;
  NewChunk chunk{"bext", ""};
  std::string& body = chunk.body;
  put_field(body, facts.words.empty() ? facts.name : facts.name + ": " + facts.words, 256);
  put_field(body, "otoscape", 32);
  put_field(body, "", 32);  // no reference: it would have to be unique
  put_field(body, facts.date, 10);
  put_field(body, facts.time, 8);
  put_number(body, facts.time_reference, 8);
  put_number(body, 2, 2);  // version
  put_field(body, "", 64);
  for (int i = 0; i < 5; ++i) put_number(body, kNoLoudness, 2);
  put_field(body, "", 180);
  // The coding history (EBU R 98) has no word for floating point.
  if (format.samples == WaveSamples::s24)
    body += fmt::format("A=PCM,F={},W=24,T=otoscape\r\n", format.rate_hz);
  return chunk;
}

NewChunk ixml_chunk(const RecordingFacts& facts, const WaveFormat& format) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BWFXML>\n";
  text += element("IXML_VERSION", "1.5") + element("PROJECT", facts.programme) +
          element("NOTE", facts.words) + speed_element(facts, format);
  text +=
      fmt::format("  <TRACK_LIST>\n    <TRACK_COUNT>{}</TRACK_COUNT>\n", format.layout.channels());
  for (int c = 0; c < format.layout.channels(); ++c) text += track_element(facts, format.layout, c);
  return {"iXML", text + "  </TRACK_LIST>\n</BWFXML>\n"};
}

}  // namespace otoscape::io::wave
