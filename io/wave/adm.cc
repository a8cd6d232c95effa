// SPDX-License-Identifier: Apache-2.0
#include "io/wave/adm.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "io/wave/adm_layout.h"
#include "io/wave/little_endian.h"
#include "io/wave/xml_text.h"

namespace otoscape::io::wave {
namespace {

// In the common definitions each channel format n has one stream and one track format n.
std::string track_format(const AdmProgramme& programme, int channel) {
  return fmt::format("AT_0001{:04x}_01", adm_channel(programme.layout[channel], programme.layout));
}

std::string track_uid(int channel) { return fmt::format("ATU_{:08x}", channel + 1); }

// hh:mm:ss.zzzzz, the nearest.
std::string adm_time(std::uint64_t frames, int rate_hz) {
  constexpr std::uint64_t kParts = 100'000;
  const auto rate = static_cast<std::uint64_t>(rate_hz);
  const std::uint64_t parts = frames / rate * kParts + (frames % rate * kParts + rate / 2) / rate;
  const std::uint64_t seconds = parts / kParts;
  return fmt::format("{:02}:{:02}:{:02}.{:05}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     parts % kParts);
}

std::string pack_element(const AdmProgramme& programme, const AdmPack& pack) {
  const std::string_view known = name_of(programme.layout);
  std::string text = fmt::format(
      "        <audioPackFormat audioPackFormatID=\"{}\" audioPackFormatName=\"{}\" "
      "typeLabel=\"0001\" typeDefinition=\"DirectSpeakers\">\n",
      pack.id, known.empty() ? "loudspeakers" : known);
  for (const Speaker speaker : programme.layout.speakers()) {
    text +=
        fmt::format("          <audioChannelFormatIDRef>AC_0001{:04x}</audioChannelFormatIDRef>\n",
                    adm_channel(speaker, programme.layout));
  }
  return text + "        </audioPackFormat>\n";
}

std::string programme_elements(const AdmProgramme& programme) {
  return fmt::format(
      "        <audioProgramme audioProgrammeID=\"APR_1001\" audioProgrammeName=\"{0}\" "
      "start=\"00:00:00.00000\" end=\"{1}\">\n"
      "          <audioContentIDRef>ACO_1001</audioContentIDRef>\n"
      "        </audioProgramme>\n"
      "        <audioContent audioContentID=\"ACO_1001\" audioContentName=\"{0}\">\n"
      "          <audioObjectIDRef>AO_1001</audioObjectIDRef>\n"
      "          <dialogue mixedContentKind=\"0\">2</dialogue>\n"
      "        </audioContent>\n",
      xml_text(programme.name), adm_time(programme.frames, programme.rate_hz));
}

std::string object_element(const AdmProgramme& programme, const AdmPack& pack) {
  std::string text = fmt::format(
      "        <audioObject audioObjectID=\"AO_1001\" audioObjectName=\"{}\">\n"
      "          <audioPackFormatIDRef>{}</audioPackFormatIDRef>\n",
      xml_text(programme.name), pack.id);
  for (int c = 0; c < programme.layout.channels(); ++c)
    text += fmt::format("          <audioTrackUIDRef>{}</audioTrackUIDRef>\n", track_uid(c));
  return text + "        </audioObject>\n";
}

std::string track_elements(const AdmProgramme& programme, const AdmPack& pack) {
  std::string text;
  for (int c = 0; c < programme.layout.channels(); ++c) {
    text += fmt::format(
        "        <audioTrackUID UID=\"{}\" sampleRate=\"{}\" bitDepth=\"{}\">\n"
        "          <audioTrackFormatIDRef>{}</audioTrackFormatIDRef>\n"
        "          <audioPackFormatIDRef>{}</audioPackFormatIDRef>\n"
        "        </audioTrackUID>\n",
        track_uid(c), programme.rate_hz, programme.bits, track_format(programme, c), pack.id);
  }
  return text;
}

}  // namespace

NewChunk axml_chunk(const AdmProgramme& programme) {
  const AdmPack pack = adm_pack(programme.layout);
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<ebuCoreMain xmlns=\"urn:ebu:metadata-schema:ebuCore_2014\" xml:lang=\"en\">\n"
      "  <coreMetadata>\n    <format>\n"
      "      <audioFormatExtended version=\"ITU-R_BS.2076-2\">\n";
  text += programme_elements(programme) + object_element(programme, pack);
  if (!pack.is_common) text += pack_element(programme, pack);
  text += track_elements(programme, pack);
  return {"axml", text +
                      "      </audioFormatExtended>\n    </format>\n  </coreMetadata>\n"
                      "</ebuCoreMain>\n"};
}

NewChunk chna_chunk(const AdmProgramme& programme) {
  const auto channels = static_cast<std::uint64_t>(programme.layout.channels());
  const AdmPack pack = adm_pack(programme.layout);
  NewChunk chunk{"chna", ""};
  put_number(chunk.body, channels, 2);  // tracks in use
  put_number(chunk.body, channels, 2);  // entries
  for (int c = 0; c < programme.layout.channels(); ++c) {
    put_number(chunk.body, static_cast<std::uint64_t>(c + 1), 2);
    chunk.body += track_uid(c) + track_format(programme, c) + pack.id;
    chunk.body.push_back('\0');
  }
  return chunk;
}

Status append_adm(const std::string& path, const std::string& name, const Layout& layout) {
  std::ifstream file(path, std::ios::binary);
  const ChunkList list = read_chunks(file);
  const Chunk* format = list.find("fmt ");
  const Chunk* data = list.find("data");
  std::array<char, 26> head{};
  if (format == nullptr || data == nullptr || format->bytes < 16)
    return failed("ADM belongs to a WAV file with sound");
  file.seekg(static_cast<std::streamoff>(format->offset));
  file.read(head.data(), format->bytes < 26 ? 16 : 26);
  std::uint64_t tag = number_at(head.data(), 2);
  if (tag == 0xfffe) tag = number_at(head.data() + 24, 2);  // WAVEFORMATEXTENSIBLE's subtype
  const std::uint64_t channels = number_at(head.data() + 2, 2),
                      frame_bytes = number_at(head.data() + 12, 2);
  if (tag != 1 || frame_bytes == 0) return failed("ADM describes integer samples only");
  if (channels != static_cast<std::uint64_t>(layout.channels())) {
    return failed(
        fmt::format("the file has {} channels, its layout {}", channels, layout.channels()));
  }
  const AdmProgramme programme{name, layout, static_cast<int>(number_at(head.data() + 4, 4)),
                               static_cast<int>(number_at(head.data() + 14, 2)),
                               data->bytes / frame_bytes};
  if (programme.rate_hz <= 0) return failed("ADM belongs to a WAV file with a sample rate");
  const std::array chunks = {chna_chunk(programme), axml_chunk(programme)};
  return append_chunks(path, chunks);
}

}  // namespace otoscape::io::wave
