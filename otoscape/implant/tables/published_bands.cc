// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/published_bands.h"

#include <algorithm>
#include <cmath>

#include "otoscape/implant/tables/spiral_tones.h"

namespace otoscape::implant::tables {
namespace {

std::vector<double> geometric_means(const std::vector<double>& edges) {
  std::vector<double> means;
  for (std::size_t i = 1; i < edges.size(); ++i)
    means.push_back(std::sqrt(edges[i - 1] * edges[i]));
  return means;
}

void add_simple(std::vector<BandSet>& sets) {
  sets.push_back({"shannon-4",
                  "Shannon et al. 1995, four bands",
                  {0, 800, 1500, 2500, 4000},
                  {400, 1150, 2000, 3250},
                  Certainty::recalled,
                  "Shannon, Zeng, Kamath, Wygonski and Ekelid (1995), Science 270"});
  sets.push_back(
      {"ab-hires-16",
       "Advanced Bionics HiRes, 16 channels",
       {250, 416, 494, 587, 697, 828, 983, 1168, 1387, 1648, 1958, 2326, 2762, 3281, 3898, 4630,
        8700},
       {333, 455, 540, 642, 762, 905, 1075, 1277, 1517, 1803, 2142, 2544, 3022, 3589, 4264, 6665},
       Certainty::published,
       "public vocoders by Gaudrain and by Winn (ListenLab)"});
  sets.push_back({"med-el-12",
                  "MED-EL FLEX, FSP and FS4",
                  {100, 198, 325, 491, 710, 999, 1383, 1893, 2574, 3483, 4698, 6323, 8500},
                  {},
                  Certainty::recalled,
                  "widely quoted default of the fitting software"});
  sets.push_back({"med-el-12-approximate",
                  "MED-EL, 12 channels, approximate",
                  {100, 175, 303, 476, 701, 998, 1390, 1907, 2614, 3531, 4798, 6451, 8500},
                  {},
                  Certainty::approximate,
                  "public vocoder by Winn (ListenLab), which calls them approximate"});
  sets.push_back({"med-el-research-12",
                  "12 gammatone filters of a research processor",
                  {},
                  {120, 235, 384, 579, 836, 1175, 1624, 2222, 3019, 4084, 5507, 7410},
                  Certainty::published,
                  "pulsatile vocoder by Williges, Hohmann and others (mohead)"});
}

// Centres and widths of Dorman, Loizou and Rainey (1997), whose bands touch to within rounding.
struct CentreWidth {
  double centre_hz, width_hz;
};

void add_dorman(std::vector<BandSet>& sets) {
  const std::vector<std::vector<CentreWidth>> tables = {
      {{792, 984}, {3392, 4215}},
      {{545, 491}, {1438, 1295}, {3793, 3414}},
      {{460, 321}, {953, 664}, {1971, 1373}, {4078, 2842}},
      {{418, 237}, {748, 423}, {1339, 758}, {2396, 1356}, {4287, 2426}},
      {{393, 187}, {639, 304}, {1037, 493}, {1685, 801}, {2736, 1301}, {4443, 2113}},
      {{377, 154}, {572, 234}, {866, 355}, {1312, 538}, {1988, 814}, {3013, 1234}, {4565, 1870}},
      {{366, 131},
       {526, 189},
       {757, 272},
       {1089, 391},
       {1566, 563},
       {2252, 810},
       {3241, 1165},
       {4662, 1676}},
      {{357, 114},
       {493, 158},
       {682, 218},
       {942, 302},
       {1301, 417},
       {1798, 576},
       {2484, 796},
       {3431, 1099},
       {4740, 1519}}};
  for (const auto& table : tables) {
    BandSet set;
    const std::string count = std::to_string(table.size());
    set.name = "dorman-" + count;
    set.title = "Dorman et al. 1997, " + count + " bands";
    set.source = "Dorman, Loizou and Rainey (1997), J. Acoust. Soc. Am. 102";
    double upper = table.front().centre_hz - table.front().width_hz / 2.0;
    for (const auto& [centre, width] : table) {
      // Where two neighbours' rounded edges differ, the middle between them.
      set.edges_hz.push_back(0.5 * (upper + centre - width / 2.0));
      set.centres_hz.push_back(centre);
      upper = centre + width / 2.0;
    }
    set.edges_hz.push_back(upper);
    sets.push_back(std::move(set));
  }
}

// The upper edges of 3 … 15 channels; the first begins at 306 Hz, extended at 238.
void add_hires120(std::vector<BandSet>& sets) {
  const std::vector<std::vector<double>> rows = {
      {986, 2005, 8054},
      {782, 1393, 2481, 8054},
      {714, 1121, 1733, 2821, 8054},
      {646, 918, 1393, 2073, 3093, 8054},
      {578, 850, 1189, 1665, 2345, 3364, 8054},
      {578, 782, 1054, 1393, 1869, 2549, 3500, 8054},
      {510, 714, 918, 1189, 1597, 2073, 2753, 3636, 8054},
      {510, 646, 850, 1054, 1393, 1801, 2277, 2957, 3772, 8054},
      {510, 646, 782, 986, 1257, 1529, 1937, 2481, 3093, 3908, 8054},
      {510, 646, 714, 918, 1121, 1393, 1733, 2141, 2617, 3229, 4044, 8054},
      {510, 578, 714, 850, 1054, 1257, 1529, 1869, 2277, 2753, 3364, 4112, 8054},
      {442, 578, 646, 782, 986, 1189, 1393, 1665, 2005, 2413, 2889, 3500, 4180, 8054},
      {442, 578, 646, 782, 918, 1054, 1257, 1529, 1801, 2141, 2549, 3025, 3568, 4248, 8054}};
  for (const bool extended : {false, true}) {
    for (const auto& row : rows) {
      BandSet set;
      const std::string count = std::to_string(row.size());
      set.name = "ab-hires120-" + count + (extended ? "-extended" : "");
      set.title =
          "Advanced Bionics HiRes 120, " + count + " channels" + (extended ? ", extended low" : "");
      set.source = "Advanced Bionics' generic toolboxes, MATLAB and Python (2020)";
      set.edges_hz = {extended ? 238.0 : 306.0};
      set.edges_hz.insert(set.edges_hz.end(), row.begin(), row.end());
      sets.push_back(std::move(set));
    }
  }
}

void add_computed(std::vector<BandSet>& sets) {
  BandSet spiral;
  spiral.name = "spiral-20";
  spiral.title = "SPIRAL, 20 analysis bands";
  spiral.source = "Grange, Culling, Harris and Bergfeld (2017), J. Acoust. Soc. Am. 142";
  const double low = spiral_erb_number(120.0), high = spiral_erb_number(8658.0);
  for (int i = 0; i <= 40; ++i) {
    const double hz = spiral_erb_hz(low + (high - low) * i / 40.0);
    (i % 2 == 0 ? spiral.edges_hz : spiral.centres_hz).push_back(hz);
  }
  sets.push_back(std::move(spiral));

  BandSet electrodes;
  electrodes.name = "ab-electrodes-16";
  electrodes.title = "Places of 16 electrodes in a vocoder";
  electrodes.source = "vocoder of Advanced Bionics' generic toolbox in Python (2020)";
  for (int i = 0; i < 16; ++i) {
    electrodes.centres_hz.push_back(381.5 * std::pow(5046.4 / 381.5, i / 15.0));
  }
  sets.push_back(std::move(electrodes));
}

std::vector<BandSet> all_sets() {
  std::vector<BandSet> sets;
  add_simple(sets);
  add_dorman(sets);
  add_hires120(sets);
  add_computed(sets);
  for (BandSet& set : sets) {
    if (set.centres_hz.empty()) set.centres_hz = geometric_means(set.edges_hz);
  }
  return sets;
}

}  // namespace

std::span<const BandSet> published_bands() {
  static const std::vector<BandSet> sets = all_sets();
  return sets;
}

const BandSet* find_bands(std::string_view name) {
  const auto sets = published_bands();
  const auto found = std::ranges::find(sets, name, &BandSet::name);
  return found == sets.end() ? nullptr : &*found;
}

}  // namespace otoscape::implant::tables
