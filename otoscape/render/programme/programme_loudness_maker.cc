// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/programme_loudness_maker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/base/magnitude.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

constexpr int kBands = ProgrammeLoudness::kBands;
constexpr int kRowValues = ProgrammeLoudness::kRowValues;
constexpr int kMostPoints = 8192;  // of the transform
constexpr double kShortest = 1.5;  // window over hop: slopes of half a hop at least
constexpr float kLargest = 1e6f;   // samples beyond count as this: their squares stay finite
constexpr double kLowestDb = ProgrammeLoudness::kSilenceDb, kHighestDb = 300.0;

// Appends samples; rarely is one of them no number or absurdly large.
void append(std::vector<float>& to, std::span<const float> from) {
  const auto old = static_cast<std::ptrdiff_t>(to.size());
  to.insert(to.end(), from.begin(), from.end());
  if (base::largest_magnitude(from) <= kLargest) return;
  std::for_each(to.begin() + old, to.end(),
                [](float& v) { v = std::isfinite(v) ? std::clamp(v, -kLargest, kLargest) : 0.0f; });
}

// The bins of a band, the outermost ones with the part of them that lies inside.
struct Bins {
  int first = 0, count = 0;
  float first_part = 1.0f, last_part = 1.0f;

  Bins() = default;
  Bins(double from, double to, int bins) {  // in bins; bin k reaches from k − ½ to k + ½
    from = std::min(from + 0.5, static_cast<double>(bins));
    to = std::min(to + 0.5, static_cast<double>(bins));
    first = static_cast<int>(from);
    count = static_cast<int>(std::ceil(to)) - first;
    first_part = static_cast<float>(1.0 - (from - first));
    last_part = static_cast<float>(to - (first + count - 1));
    if (count == 1) first_part = static_cast<float>(to - from);
  }
  double sum(const float* power) const {
    if (count <= 0) return 0.0;
    power += first;
    double sum = static_cast<double>(first_part) * power[0];
    for (int k = 1; k < count - 1; ++k) sum += power[k];
    return count > 1 ? sum + static_cast<double>(last_part) * power[count - 1] : sum;
  }
};

std::int16_t to_value(double energy) {
  const double db = energy > 0.0 ? 10.0 * std::log10(energy) : kLowestDb;
  return static_cast<std::int16_t>(std::lround(100.0 * std::clamp(db, kLowestDb, kHighestDb)));
}

}  // namespace

// Time runs in hops, a whole number of them to a row. A hop's window is flat and reaches half a
// slope beyond it on either side; the first does not rise and the last does not fall, so that every
// sample's weights, squared, sum to 1.
struct ProgrammeLoudnessMaker::Impl {
  Impl(const StreamSpec& stream, Seconds begin);
  std::int64_t hop_start(std::int64_t h) const { return h * rate / (10 * hops_per_row); }
  std::int64_t window_end() const { return hop_start(hop + 1) + slope / 2; }
  void take_hop(bool last);
  void weigh(int channel, bool last);
  double weight(bool last) const;
  void add_energies();
  void end_row(double part);

  StreamSpec spec;
  std::int64_t rate, hops_per_row = 2;
  int points = 0, slope = 0;
  dsp::Fft fft;
  Arena arena;
  std::vector<float> rise, k_weight;
  Bins bins[kBands];
  std::span<float> parts[2], power[2];

  std::vector<float> pending[2];  // from the due hop's window on
  std::int64_t fed = 0, hop = 0;
  double row[kRowValues] = {};
  double row_weight = 0.0;  // sum of the row's squared weights
  ProgrammeLoudness loudness;
};

ProgrammeLoudnessMaker::Impl::Impl(const StreamSpec& stream, Seconds begin)
    : spec(stream), rate(std::llround(stream.rate.value())) {
  const auto longest = [&] { return static_cast<int>((rate - 1) / (10 * hops_per_row)) + 1; };
  while (kShortest * longest() > kMostPoints) hops_per_row *= 2;
  points = 64;
  while (points < kShortest * longest()) points *= 2;
  slope = std::min(longest() - 1, points - longest()) & ~1;
  fft.prepare(points, arena);
  for (int i = 0; i < slope; ++i)
    rise.push_back(static_cast<float>(std::sin(std::numbers::pi / 2.0 * (i + 0.5) / slope)));
  const double bin_hz = static_cast<double>(rate) / points;
  const int most = points / 2 + 1;
  for (int k = 0; k < most; ++k)
    k_weight.push_back(static_cast<float>(k_weight_lin(Hertz(k * bin_hz))));
  for (int b = 0; b < kBands; ++b) {
    const double centre = ProgrammeLoudness::band_hz(b) / bin_hz;
    bins[b] = Bins(centre * std::exp2(-0.25), centre * std::exp2(0.25), most);
  }
  for (int c = 0; c < 2; ++c) {
    parts[c] = arena.take<float>(static_cast<std::size_t>(points));
    power[c] = arena.take<float>(static_cast<std::size_t>(most));
  }
  loudness.begin_ = begin;
}

void ProgrammeLoudnessMaker::Impl::weigh(int channel, bool last) {
  const auto& from = pending[channel];
  const auto there = static_cast<int>(from.size());
  float* to = parts[channel].data();
  std::ranges::copy(from, to);
  std::fill(to + there, to + points, 0.0f);
  if (hop > 0)
    for (int i = 0; i < slope; ++i) to[i] *= rise[static_cast<std::size_t>(i)];
  if (last) return;
  float* fall = to + there + (window_end() - fed);
  for (int i = 0; i < slope; ++i) *--fall *= rise[static_cast<std::size_t>(i)];
}

// Of the frames that the due window has. Near the programme's end its slopes do not hold a hop's
// worth.
double ProgrammeLoudnessMaker::Impl::weight(bool last) const {
  const auto there = static_cast<std::int64_t>(pending[0].size());
  if (!last && fed == window_end()) return static_cast<double>(hop_start(hop + 1) - hop_start(hop));
  const std::int64_t length = there + window_end() - fed;
  double sum = 0.0;
  for (std::int64_t i = 0; i < there; ++i) {
    const double up = hop > 0 && i < slope ? rise[static_cast<std::size_t>(i)] : 1.0;
    const std::int64_t back = length - 1 - i;
    const double down = !last && back < slope ? rise[static_cast<std::size_t>(back)] : 1.0;
    sum += up * up * down * down;
  }
  return sum;
}

// Both channels lie in one complex transform; their spectra are its even and odd parts.
void ProgrammeLoudnessMaker::Impl::add_energies() {
  const float *re = parts[0].data(), *im = parts[1].data();
  float *left = power[0].data(), *right = power[1].data();
  const float scale = 0.5f / static_cast<float>(points);  // two sides, even and odd parts halved
  const int half = points / 2;
  left[0] = 2.0f * scale * re[0] * re[0];
  right[0] = 2.0f * scale * im[0] * im[0];
  for (int k = 1; k <= half; ++k) {
    const float re_sum = re[k] + re[points - k], re_difference = re[points - k] - re[k];
    const float im_sum = im[k] + im[points - k], im_difference = im[k] - im[points - k];
    left[k] = scale * (re_sum * re_sum + im_difference * im_difference);
    right[k] = scale * (im_sum * im_sum + re_difference * re_difference);
  }
  left[half] *= 0.5f;
  right[half] *= 0.5f;
  float k_sum[8] = {};
  for (int k = 0; k < half; k += 8)
    for (int i = 0; i < 8; ++i) k_sum[i] += k_weight[k + i] * (left[k + i] + right[k + i]);
  for (float sum : k_sum) row[2 * kBands] += sum;
  row[2 * kBands] += k_weight[half] * (left[half] + right[half]);
  for (int c = 0; c < 2; ++c)
    for (int b = 0; b < kBands; ++b) row[c * kBands + b] += bins[b].sum(power[c].data());
}

void ProgrammeLoudnessMaker::Impl::end_row(double part) {
  if (spec.ears == 1) {
    std::copy_n(row, kBands, row + kBands);
    row[2 * kBands] *= 2.0;
  }
  for (double& energy : row) {
    loudness.values_.push_back(to_value(energy / row_weight));
    energy = 0.0;
  }
  row_weight = 0.0;
  loudness.last_part_ = part;
  ++loudness.rows_;
}

void ProgrammeLoudnessMaker::Impl::take_hop(bool last) {
  std::ranges::fill(parts[1], 0.0f);
  for (int c = 0; c < spec.ears; ++c) weigh(c, last);
  row_weight += weight(last);
  fft.forward(parts[0], parts[1]);
  add_energies();
  const std::int64_t done = hop + 1;
  if (done % hops_per_row == 0 || last) {
    const std::int64_t row_start = hop_start(hop / hops_per_row * hops_per_row);
    const std::int64_t row_end = hop_start((hop / hops_per_row + 1) * hops_per_row);
    end_row(std::min(
        1.0, static_cast<double>(fed - row_start) / static_cast<double>(row_end - row_start)));
  }
  const std::int64_t window_start = fed - static_cast<std::int64_t>(pending[0].size());
  const std::int64_t gone = std::min(hop_start(done) - slope / 2, fed) - window_start;
  for (auto& channel : pending) {
    if (!channel.empty()) channel.erase(channel.begin(), channel.begin() + gone);
  }
  hop = done;
}

ProgrammeLoudnessMaker::ProgrammeLoudnessMaker(const StreamSpec& spec, Seconds begin)
    : impl_(std::make_unique<Impl>(spec, begin)) {}
ProgrammeLoudnessMaker::~ProgrammeLoudnessMaker() = default;

void ProgrammeLoudnessMaker::add(ConstBlock<FullScaleUnit> sound) {
  Impl& my = *impl_;
  for (int at = 0; at < sound.frames();) {
    const auto count =
        static_cast<int>(std::min<std::int64_t>(my.window_end() - my.fed, sound.frames() - at));
    for (int c = 0; c < my.spec.ears; ++c) append(my.pending[c], sound.part(at, count).channel(c));
    my.fed += count;
    at += count;
    if (my.fed == my.window_end()) my.take_hop(false);
  }
}

ProgrammeLoudness ProgrammeLoudnessMaker::finish() {
  Impl& my = *impl_;
  while (my.hop_start(my.hop) < my.fed) my.take_hop(my.fed <= my.hop_start(my.hop + 1));
  my.loudness.integrate();
  return my.loudness;
}

}  // namespace otoscape::render::programme
