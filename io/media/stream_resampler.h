// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/frequency.h"

namespace otoscape::io::media {

// One or two channels brought to another rate piece by piece, as resample.h does a whole sound: in
// time, and the same however the input is cut.
class StreamResampler {
 public:
  static Result<StreamResampler> make(Hertz from, Hertz to, int channels);
  StreamResampler(StreamResampler&&) noexcept;
  StreamResampler& operator=(StreamResampler&&) noexcept;
  ~StreamResampler();

  // Appends what can be told by now.
  void push(std::array<std::span<const double>, 2> in, std::array<std::vector<double>, 2>& out);
  // Appends the rest: ⌈frames · to/from⌉ in all.
  void finish(std::array<std::vector<double>, 2>& out);

 private:
  struct Impl;
  explicit StreamResampler(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
