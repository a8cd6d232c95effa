// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/stems/stem.h"
#include "otoscape/base/block.h"
#include "otoscape/base/result.h"

namespace otoscape::io::stems {

// Writes stems of one rate, layout, length and start into a new folder: a WAV file each with bext
// and iXML, a list of them (stems.json) and a project of Reaper (stems.rpp). The folder appears
// when it is complete.
class StemSet {
 public:
  // Fails where `folder` is not a new name or an empty folder, and without stems.
  static Result<StemSet> open(const std::string& folder, std::vector<Stem> stems,
                              const StreamSpec& spec, const StemOptions& options);
  StemSet(StemSet&& other) noexcept;
  StemSet& operator=(StemSet&&) = delete;
  ~StemSet();

  // stem: its place in the list that open was given. Stems may be written in any order.
  Status write(std::size_t stem, ConstBlock<FullScaleUnit> sound);
  void write_silence(std::size_t stem, std::uint64_t frames);
  // Fails where the stems are of different lengths.
  Status close();

  // As far as it is written. The peak of a stem of 24 bit above 1 says that it is clipped.
  std::vector<WrittenStem> written() const;

 private:
  struct Impl;
  explicit StemSet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::stems
