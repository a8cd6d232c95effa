// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/gammatone_bank.h"

#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {
namespace {

struct Entry {
  double centre_hz;
  int advance_frames;
  int high_pass;  // its corner in units of rate / 8192; 0: none
};

// clang-format off
constexpr std::array kMild = std::to_array<Entry>({
    {72.58201774496074, 485, 0},
    {97.86130530234148, 442, 0},
    {129.4489766361951, 396, 0},
    {168.2019140314725, 349, 0},
    {214.9567784867668, 311, 0},
    {270.52085192508474, 272, 0},
    {335.6709180005188, 239, 0},
    {411.1601707100491, 210, 0},
    {497.73221811551855, 186, 0},
    {596.1406352951145, 162, 0},
    {707.1722644284607, 143, 0},
    {831.6725250150043, 126, 0},
    {970.5712942186118, 111, 0},
    {1124.908338307738, 98, 0},
    {1299.1051780031887, 87, 17},
    {1495.7173338143327, 77, 20},
    {1717.6291657412983, 69, 23},
    {1968.096187711619, 61, 28},
    {2250.7928269576387, 54, 33},
    {2569.866328979254, 47, 39},
    {2929.997598894129, 42, 47},
    {3336.469871736505, 37, 56},
    {3795.246219118664, 33, 68},
    {4313.0570293013725, 29, 81},
    {4897.4987440324085, 26, 98},
    {5557.145300652638, 23, 118},
    {6301.673914359105, 20, 143},
    {7142.007045889118, 18, 172},
    {8090.472637334405, 16, 207},
    {9160.984966793265, 14, 248},
    {10369.248775053456, 12, 297},
    {11732.989658906146, 11, 353},
    {13272.214111030766, 10, 416},
    {15009.503021314895, 9, 484},
    {16970.34294536246, 8, 553},
    {19183.500000000004, 7, 612},
});

constexpr std::array kModerate = std::to_array<Entry>({
    {65.82694524192573, 379, 0},
    {95.55458999227949, 339, 0},
    {134.8830708049496, 289, 0},
    {185.57021234380215, 253, 0},
    {249.40928102138545, 216, 0},
    {328.2318788750111, 184, 0},
    {423.94010684525614, 156, 0},
    {538.5653962797379, 132, 0},
    {674.3479672301138, 111, 0},
    {833.8298744556964, 95, 0},
    {1019.9557085170018, 80, 0},
    {1238.6815594833413, 68, 0},
    {1495.7173338143327, 58, 23},
    {1797.7730304503011, 49, 29},
    {2152.7339074243787, 42, 35},
    {2569.866328979254, 36, 44},
    {3060.059666891649, 30, 55},
    {3636.110570913946, 26, 70},
    {4313.0570293013725, 22, 88},
    {5108.570940178837, 19, 112},
    {6043.419441945243, 16, 142},
    {7142.007045889118, 13, 180},
    {8433.012723556358, 11, 228},
    {9950.138580234243, 10, 288},
    {11732.989658906146, 8, 361},
    {13828.107842233272, 7, 448},
    {16290.186842896543, 6, 541},
    {19183.500000000004, 5, 625},
});

constexpr std::array kSevere = std::to_array<Entry>({
    {83.31770881583843, 229, 0},
    {133.0673988832827, 204, 0},
    {204.09758945435803, 166, 0},
    {302.1646913266675, 133, 0},
    {434.0250247649651, 106, 0},
    {607.8519930062768, 83, 0},
    {833.8298744556964, 65, 0},
    {1124.908338307738, 50, 0},
    {1495.7173338143327, 39, 0},
    {1968.096187711619, 31, 40},
    {2569.866328979254, 24, 54},
    {3336.469871736505, 19, 74},
    {4313.0570293013725, 15, 102},
    {5557.145300652638, 12, 142},
    {7142.007045889118, 9, 199},
    {9160.984966793265, 7, 278},
    {11732.989658906146, 5, 387},
    {15009.503021314895, 4, 526},
    {19183.500000000004, 4, 664},
});
// clang-format on

struct Choice {
  double broadening;
  double recombination_db;
  std::span<const Entry> entries;
};

Choice choose(Severity severity) {
  switch (severity) {
    case Severity::severe:
      return {3.0, 4.240378918292534, kSevere};
    case Severity::moderate:
      return {2.0, 4.967792069637238, kModerate};
    case Severity::mild:
    case Severity::nothing:
      break;
  }
  return {1.5, 5.133590840990304, kMild};
}

double turn_of(double frequency_hz) { return 2.0 * std::numbers::pi * frequency_hz / kRateHz; }

// Poles Ω(−1.5 ± j√3/2) under the bilinear transform, a double zero at 0 Hz, gain 1 at the centre.
PoleSection make_high_pass(double corner_hz, double centre_hz) {
  const double warped = std::tan(turn_of(corner_hz) / 2.0);
  const std::complex<double> analogue = warped * std::complex(-1.5, std::sqrt(3.0) / 2.0);
  const std::complex<double> pole = (1.0 + analogue) / (1.0 - analogue);
  const auto bare = PoleSection::make(1.0, -2.0, 1.0, pole);
  const double gain = 1.0 / std::abs(bare.response(turn_of(centre_hz)));
  return PoleSection::make(gain, -2.0 * gain, gain, pole);
}

}  // namespace

PoleSection PoleSection::make(double b0, double b1, double b2, std::complex<double> pole) {
  const std::complex<double> back = 1.0 / pole;
  return {b2 / std::norm(pole),
          2.0 * (b0 + back * (b1 + back * b2)) / (1.0 - std::conj(pole) * back), pole};
}

std::complex<double> PoleSection::response(double turn) const {
  const std::complex<double> back = std::polar(1.0, -turn);
  return direct +
         0.5 * (weight / (1.0 - pole * back) + std::conj(weight) / (1.0 - std::conj(pole) * back));
}

Bank make_bank(Severity severity) {
  const Choice choice = choose(severity);
  Bank bank{{}, std::pow(10.0, -choice.recombination_db / 20.0)};
  for (const Entry& entry : choice.entries) {
    const double radius = std::exp(-turn_of(choice.broadening * erb_hz(entry.centre_hz)));
    const auto pole = std::polar(radius, turn_of(entry.centre_hz));
    const PoleSection section{0.0, 1.0, pole};
    bank.channels.push_back(
        {entry.centre_hz, entry.advance_frames, pole,
         1.0 / std::abs(section.response(turn_of(entry.centre_hz))),
         entry.high_pass == 0
             ? PoleSection{}
             : make_high_pass(entry.high_pass * kRateHz / 8192.0, entry.centre_hz)});
  }
  return bank;
}

}  // namespace otoscape::loss::msbg
