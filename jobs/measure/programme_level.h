// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "otoscape/base/block.h"
#include "otoscape/units/level.h"

namespace otoscape::jobs::measure {

// Level of a whole programme, given block by block.
class ProgrammeLevel {
 public:
  // RMS is always measured; either loudness takes several times as long.
  enum class Measure { rms, loudness, louder_ear };
  ProgrammeLevel(const StreamSpec& spec, Measure what);
  ~ProgrammeLevel();

  void add(ConstBlock<FullScaleUnit> sound);

  // RMS of all frames and channels; nothing for silence.
  std::optional<DbFs> rms() const;
  // Integrated loudness in LUFS, ITU-R BS.1770-4 with both gates, of all channels; mono counts as
  // the same sound in both. Nothing where no block passes or it is not measured.
  std::optional<double> loudness_lufs() const;
  // The same of one channel by itself: the loudest of them. BS.1770 adds the energies of the
  // channels, and an ear hears one, so two equal channels lie 3.01 dB below their loudness. A tone
  // of 997 Hz has its RMS in dB FS.
  std::optional<double> louder_ear_lufs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::jobs::measure
