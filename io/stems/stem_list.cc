// SPDX-License-Identifier: Apache-2.0
#include "io/stems/stem_list.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/wave/speaker_names.h"

namespace otoscape::io::stems {
namespace {

using Json = nlohmann::ordered_json;

Json entry(const WrittenStem& written, const wave::WaveFormat& format) {
  const Colour& colour = written.stem.colour;
  Json stem;
  stem["name"] = written.stem.name;
  stem["file"] = written.file;
  stem["colour"] = fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
  stem["words"] = written.stem.words;
  stem["peak_dbfs"] = nullptr;  // of silence
  if (written.peak > 0.0f)
    stem["peak_dbfs"] = std::round(2000.0 * std::log10(static_cast<double>(written.peak))) / 100.0;
  stem["is_clipped"] = format.samples == wave::WaveSamples::s24 && written.peak > 1.0f;
  return stem;
}

}  // namespace

std::string stem_list(std::span<const WrittenStem> stems, const wave::WaveFormat& format,
                      std::uint64_t frames, const StemOptions& options) {
  Json list;
  list["format"] = "otoscape.stems/1";
  list["programme"] = options.programme;
  list["sum"] = "added sample by sample, without gain, the stems are the mix before the guard";
  list["sample_rate_hz"] = format.rate_hz;
  list["sample_format"] = format.samples == wave::WaveSamples::s24 ? "s24" : "f32";
  list["frames"] = frames;
  list["time_reference_frames"] = options.time_reference;
  if (options.timecode) {
    list["timecode_rate"] =
        fmt::format("{}/{}", options.timecode->frames, options.timecode->seconds);
    list["drop_frame"] = options.timecode->drop_frame;
  }
  list["layout"] = name_of(format.layout);
  list["channels"] = Json::array();
  for (const Speaker speaker : format.layout.speakers())
    list["channels"].push_back(wave::speaker_name(speaker, format.layout));
  list["stems"] = Json::array();
  for (const WrittenStem& written : stems) list["stems"].push_back(entry(written, format));
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::io::stems
