// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "otoscape/base/block.h"
#include "otoscape/units/level.h"

namespace otoscape::jobs::measure {

// Level of a whole programme, given block by block. The loudness of mono is that of the same sound
// in both channels.
class ProgrammeLevel {
 public:
  // Loudness takes about a hundred times as long as RMS.
  enum class Measure { rms, rms_and_loudness };
  ProgrammeLevel(const StreamSpec& spec, Measure what);
  ~ProgrammeLevel();

  void add(ConstBlock<FullScaleUnit> sound);

  // RMS of all frames and channels; nothing for silence.
  std::optional<DbFs> rms() const;
  // Integrated loudness in LUFS, ITU-R BS.1770-4 with both gates; nothing where no block passes or
  // only RMS is measured.
  std::optional<double> loudness_lufs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::jobs::measure
