// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/sheet_colours.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

struct Luma {
  double red, blue;
};

// ITU-R BT.601, BT.709, BT.2020, SMPTE 240M and FCC, by their shares of red and blue.
Luma luma_of(int matrix) {
  switch (matrix) {
    case AVCOL_SPC_BT709:
      return {0.2126, 0.0722};
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
      return {0.2627, 0.0593};
    case AVCOL_SPC_SMPTE240M:
      return {0.212, 0.087};
    case AVCOL_SPC_FCC:
      return {0.30, 0.11};
    default:
      return {0.299, 0.114};
  }
}

// sRGB, IEC 61966-2-1.
double to_light(double signal) {
  return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

// ITU-R BT.2100, tables 4 and 5.
double to_pq(double nits) {
  constexpr double m1 = 2610.0 / 16384.0, m2 = 2523.0 / 4096.0 * 128.0;
  constexpr double c1 = 3424.0 / 4096.0, c2 = 2413.0 / 4096.0 * 32.0, c3 = 2392.0 / 4096.0 * 32.0;
  const double y = std::pow(std::max(nits, 0.0) / 10000.0, m1);
  return std::pow((c1 + c2 * y) / (1.0 + c3 * y), m2);
}
double to_hlg(double light) {
  constexpr double a = 0.17883277, b = 1.0 - 4.0 * a;
  const double c = 0.5 - a * std::log(4.0 * a);
  return light <= 1.0 / 12.0 ? std::sqrt(3.0 * light) : a * std::log(12.0 * light - b) + c;
}

// White at 203 cd/m², which is 75 % of HLG's signal.
std::array<double, 3> high_range(const std::array<double, 3>& colour, int transfer) {
  constexpr double kWhiteNits = 203.0, kWhiteHlg = 0.265;
  // BT.709's primaries in BT.2020's, ITU-R BT.2087.
  constexpr double m[3][3] = {
      {0.6274, 0.3293, 0.0433}, {0.0691, 0.9195, 0.0114}, {0.0164, 0.0880, 0.8956}};
  std::array<double, 3> out{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double light = m[i][0] * to_light(colour[0]) + m[i][1] * to_light(colour[1]) +
                         m[i][2] * to_light(colour[2]);
    out[i] =
        transfer == AVCOL_TRC_SMPTE2084 ? to_pq(kWhiteNits * light) : to_hlg(kWhiteHlg * light);
  }
  return out;
}

}  // namespace

SheetColours::SheetColours(const PictureShape& shape) : transfer_(shape.transfer) {
  const auto* about = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(shape.pixels));
  const int depth = about->comp[0].depth;
  const double peak = std::exp2(depth) - 1.0, step = std::exp2(depth - 8);
  if ((about->flags & AV_PIX_FMT_FLAG_RGB) != 0) {
    for (std::size_t i = 0; i < 3; ++i) weights_[i][i] = peak;
    return;
  }
  const bool full =
      shape.range == AVCOL_RANGE_JPEG || std::string_view(about->name).starts_with("yuvj");
  const double luma = full ? peak : 219.0 * step, chroma = full ? peak : 224.0 * step;
  const auto [red, blue] = luma_of(matrix_of(shape));
  const std::array<double, 3> y = {red, 1.0 - red - blue, blue};
  for (std::size_t i = 0; i < 3; ++i) {
    weights_[0][i] = luma * y[i];
    weights_[1][i] = chroma * ((i == 2 ? 1.0 : 0.0) - y[i]) / (2.0 * (1.0 - blue));
    weights_[2][i] = chroma * ((i == 0 ? 1.0 : 0.0) - y[i]) / (2.0 * (1.0 - red));
  }
  black_ = {full ? 0.0 : 16.0 * step, 128.0 * step, 128.0 * step};
}

double SheetColours::sample(const std::array<double, 4>& colour, int component) const {
  const double opacity = colour[3];
  if (opacity <= 0.0) return 0.0;
  std::array<double, 3> rgb = {colour[0], colour[1], colour[2]};
  if (transfer_ == AVCOL_TRC_SMPTE2084 || transfer_ == AVCOL_TRC_ARIB_STD_B67) {
    for (double& c : rgb) c /= opacity;
    rgb = high_range(rgb, transfer_);
    for (double& c : rgb) c *= opacity;
  }
  const auto& w = weights_[static_cast<std::size_t>(component)];
  return w[0] * rgb[0] + w[1] * rgb[1] + w[2] * rgb[2] +
         black_[static_cast<std::size_t>(component)] * opacity;
}

}  // namespace otoscape::io::media
