// SPDX-License-Identifier: Apache-2.0
#include "io/band_tables.h"

#include <cmath>

namespace otoscape::io {
namespace {

struct Band {
  double centre_hz, width_hz;
};

// Neighbours meet within 1 Hz as published; here half-way between their edges.
std::vector<Hertz> edges_of(std::span<const Band> bands) {
  const auto low = [](const Band& b) { return b.centre_hz - 0.5 * b.width_hz; };
  const auto high = [](const Band& b) { return b.centre_hz + 0.5 * b.width_hz; };
  std::vector<Hertz> edges = {Hertz(low(bands.front()))};
  for (std::size_t i = 1; i < bands.size(); ++i) {
    edges.push_back(Hertz(0.5 * (high(bands[i - 1]) + low(bands[i]))));
  }
  edges.push_back(Hertz(high(bands.back())));
  return edges;
}

// Glasberg & Moore (1990) as Moore & Glasberg (1983) wrote the number: 11.17 ln((f + 312)/(f +
// 14675)) + 43.
double erb_number(double hz) { return 11.17 * std::log((hz + 312.0) / (hz + 14675.0)) + 43.0; }
double erb_hz(double number) {
  const double q = std::exp((number - 43.0) / 11.17);
  return (312.0 - 14675.0 * q) / (q - 1.0);
}

std::vector<Hertz> equal_erb(double low_hz, double high_hz, int bands) {
  const double low = erb_number(low_hz), high = erb_number(high_hz);
  std::vector<Hertz> edges;
  for (int i = 0; i <= bands; ++i)
    edges.push_back(Hertz(erb_hz(std::lerp(low, high, static_cast<double>(i) / bands))));
  return edges;
}

std::vector<Hertz> hertz(std::initializer_list<double> values) {
  std::vector<Hertz> edges;
  for (double hz : values) edges.push_back(Hertz(hz));
  return edges;
}

std::vector<BandTable> make() {
  const auto dorman = [](std::initializer_list<Band> bands) {
    return edges_of({bands.begin(), bands.size()});
  };
  return {
      {"medel-flex-12",
       hertz({100, 198, 325, 491, 710, 999, 1383, 1893, 2574, 3483, 4698, 6323, 8500})},
      {"shannon-4", hertz({100, 800, 1500, 2500, 4000})},
      {"dorman-2", dorman({{792, 984}, {3392, 4215}})},
      {"dorman-3", dorman({{545, 491}, {1438, 1295}, {3793, 3414}})},
      {"dorman-4", dorman({{460, 321}, {953, 664}, {1971, 1373}, {4078, 2842}})},
      {"dorman-5", dorman({{418, 237}, {748, 423}, {1339, 758}, {2396, 1356}, {4287, 2426}})},
      {"dorman-6",
       dorman({{393, 187}, {639, 304}, {1037, 493}, {1685, 801}, {2736, 1301}, {4443, 2113}})},
      {"dorman-7", dorman({{377, 154},
                           {572, 234},
                           {866, 355},
                           {1312, 538},
                           {1988, 814},
                           {3013, 1234},
                           {4565, 1870}})},
      {"dorman-8", dorman({{366, 131},
                           {526, 189},
                           {757, 272},
                           {1089, 391},
                           {1566, 563},
                           {2252, 810},
                           {3241, 1165},
                           {4662, 1676}})},
      {"dorman-9", dorman({{357, 114},
                           {493, 158},
                           {682, 218},
                           {942, 302},
                           {1301, 417},
                           {1798, 576},
                           {2484, 796},
                           {3431, 1099},
                           {4740, 1519}})},
      {"spiral-20", equal_erb(120.0, 8658.0, 20)},
  };
}

}  // namespace

std::span<const BandTable> band_tables() {
  static const std::vector<BandTable> kAll = make();
  return kAll;
}

}  // namespace otoscape::io
