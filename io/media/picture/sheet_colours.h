// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "io/media/picture/picture_shape.h"

namespace otoscape::io::media {

// From colours of a screen (sRGB) to the samples of a picture's pixels.
class SheetColours {
 public:
  explicit SheetColours(const PictureShape& shape);

  // Red, green and blue, 0…1 times the opacity, and the opacity, to the sample of a component times
  // the opacity. In pictures of high dynamic range white has 203 cd/m² (ITU-R BT.2408).
  double sample(const std::array<double, 4>& colour, int component) const;

 private:
  std::array<std::array<double, 3>, 3> weights_{};  // of red, green and blue
  std::array<double, 3> black_{};                   // sample of black
  int transfer_;
};

}  // namespace otoscape::io::media
