// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/measured_calibration.h"

#include <algorithm>

namespace otoscape::jobs::measure {

Result<std::map<int, ChosenCalibration>> measure_calibrations(io::media::MediaReader& reader,
                                                              const std::set<int>& streams,
                                                              const CalibrationOption& spec,
                                                              const io::ProgressCall& progress) {
  std::map<int, ProgrammeLevel> levels;
  for (const int index : streams) {
    const io::media::StreamInfo& stream = reader.info().streams[static_cast<std::size_t>(index)];
    levels.try_emplace(index, StreamSpec{stream.rate, std::min(stream.channels, 2)},
                       spec.measure());
  }
  const auto take = [&](io::media::Piece piece) {
    auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound != nullptr) levels.at(sound->stream).add(sound->block());
    progress({"measuring", reader.progress()});
    return ok();
  };
  if (auto status = reader.read_to_end(take); !status) return status.error();
  std::map<int, ChosenCalibration> chosen;
  for (const auto& [stream, level] : levels) chosen[stream] = choose_calibration(spec, level);
  return chosen;
}

}  // namespace otoscape::jobs::measure
