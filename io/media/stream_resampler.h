// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/frequency.h"

namespace otoscape::io::media {

// Resamples one or two channels piece by piece, with the filter of resample.h and without delay.
// The result does not depend on the partition of the input.
class StreamResampler {
 public:
  static Result<StreamResampler> make(Hertz from, Hertz to, int channels);
  StreamResampler(StreamResampler&&) noexcept;
  StreamResampler& operator=(StreamResampler&&) noexcept;
  ~StreamResampler();

  // Appends the samples that can be computed so far.
  void push(std::array<std::span<const double>, 2> in, std::array<std::vector<double>, 2>& out);
  // Appends the rest: the total is ⌈frames · to/from⌉.
  void finish(std::array<std::vector<double>, 2>& out);

 private:
  struct Impl;
  explicit StreamResampler(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
