// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/nucleus_bank.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/window.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kBinHz = 16000.0 / kWindow;
constexpr int kHalfWindow = kWindow / 2;
constexpr int kGrid = 2048, kPerBin = kGrid / kWindow;  // of the search for the peak

// Cosines and sines of whole parts of a turn, kWindow of them.
struct Turn {
  std::array<double, kWindow> cosine, sine;
};
const Turn& turn() {
  static const auto table = [] {
    Turn made{};
    for (std::size_t i = 0; i < kWindow; ++i) {
      const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / kWindow;
      made.cosine[i] = std::cos(angle);
      made.sine[i] = std::sin(angle);
    }
    return made;
  }();
  return table;
}

// m samples from the middle.
double hann(int m) { return dsp::hann_off_middle(m, kWindow); }

// The window's response to a tone of amplitude 1 that lies i / kPerBin bins from a bin.
const std::array<double, kGrid>& window_response() {
  static const auto table = [] {
    std::array<double, kGrid> a{}, cosine{};
    for (std::size_t i = 0; i < kGrid; ++i) {
      cosine[i] = std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / kGrid);
    }
    for (int m = -kHalfWindow; m < kHalfWindow; ++m) {
      const double half = 0.5 * hann(m);
      for (int i = 0; i <= kGrid / 2; ++i) {  // kGrid is a power of two: & takes whole turns off
        a[static_cast<std::size_t>(i)] +=
            half * cosine[static_cast<std::size_t>(i * m & (kGrid - 1))];
      }
    }
    for (std::size_t i = kGrid / 2 + 1; i < kGrid; ++i) a[i] = a[kGrid - i];  // it is even
    return a;
  }();
  return table;
}

// The bins from the first to past the last whose weight is not 0: a band has three or four of 65.
struct Bins {
  explicit Bins(std::span<const double> weights) {
    const auto counts = [](double weight) { return weight != 0.0; };
    first = static_cast<std::size_t>(std::ranges::find_if(weights, counts) - weights.begin());
    end = static_cast<std::size_t>(weights.rend() -
                                   std::find_if(weights.rbegin(), weights.rend(), counts));
  }
  std::size_t first, end;
};

// The largest |Σ weight · response^power| over all frequencies.
template <class Term>
double peak_of(std::span<const double> weights, Term term) {
  const Bins bins(weights);
  const auto& response = window_response();
  double peak = 1e-12;  // a band without bins stays silent
  for (int i = 0; i < kGrid; ++i) {
    double sum = 0.0;
    for (std::size_t k = bins.first; k < bins.end; ++k) {
      const int bin = static_cast<int>(k);
      const auto at = static_cast<std::size_t>((i - bin * kPerBin + kGrid) % kGrid);
      sum += weights[k] * term(response[at]);
    }
    peak = std::max(peak, std::abs(sum));
  }
  return peak;
}

}  // namespace

std::array<double, kWindow / 2 + 1> bin_weights(double low_hz, double high_hz) {
  std::array<double, kWindow / 2 + 1> weights{};
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const double bin = static_cast<double>(k);
    const double low = std::max(low_hz / kBinHz, bin - 0.5);
    const double high = std::min(high_hz / kBinHz, bin + 0.5);
    weights[k] = std::max(0.0, high - low);
  }
  return weights;
}

double vector_peak(std::span<const double> weights) {
  return peak_of(weights, [](double a) { return a; });
}

double power_peak(std::span<const double> weights) {
  return peak_of(weights, [](double a) { return a * a; });
}

std::vector<double> vector_taps(std::span<const double> weights) {
  std::vector<double> taps;
  const double scale = 1.0 / vector_peak(weights);
  const Bins bins(weights);
  const auto& cosine = turn().cosine;
  for (int m = 1 - kHalfWindow; m < kHalfWindow; ++m) {
    double sum = 0.0;
    for (std::size_t k = bins.first; k < bins.end; ++k) {
      sum += weights[k] * cosine[(k * static_cast<std::size_t>(m + kWindow)) % kWindow];
    }
    taps.push_back(scale * hann(m) * sum);
  }
  return taps;
}

template <class Real>
NucleusBank<Real>::NucleusBank(EnvelopeSum sum, std::span<const double> edges_hz)
    : sum_(sum), bands_(static_cast<int>(edges_hz.size()) - 1) {
  const bool vector = sum == EnvelopeSum::vector;
  const int kernels = vector ? bands_ : kHalf + 1;
  columns_ = (kernels + dsp::kColumnMultiple - 1) / dsp::kColumnMultiple * dsp::kColumnMultiple;
  assert(columns_ <= kMostColumns);
  re_.resize(static_cast<std::size_t>(kHalf * columns_));
  im_.resize(re_.size());
  const double gain = std::pow(10.0, kBankGainDb / 20.0);
  if (!vector) {
    for (int k = 0; k <= kHalf; ++k) {
      std::array<double, kHalf + 1> one{};
      one[static_cast<std::size_t>(k)] = 1.0;
      add_column(one, gain);
    }
  }
  first_part_.push_back(0);
  for (std::size_t b = 0; b + 1 < edges_hz.size(); ++b) {
    const auto weights = bin_weights(edges_hz[b], edges_hz[b + 1]);
    if (vector) {
      add_column(weights, gain / vector_peak(weights));
      continue;
    }
    const double peak = power_peak(weights);
    for (int k = 0; k <= kHalf; ++k) {
      const double weight = weights[static_cast<std::size_t>(k)];
      if (weight > 0.0) parts_.push_back({k, static_cast<Real>(weight / peak)});
    }
    first_part_.push_back(static_cast<int>(parts_.size()));
  }
}

template <class Real>
void NucleusBank<Real>::add_column(std::span<const double> weights, double scale) {
  const Bins bins(weights);
  const auto& [cosine, sine] = turn();
  for (int m = 0; m < kHalf; ++m) {
    double re = 0.0, im = 0.0;
    for (std::size_t k = bins.first; k < bins.end; ++k) {
      const std::size_t part = k * static_cast<std::size_t>(m) % kWindow;
      re += weights[k] * cosine[part];
      im -= weights[k] * sine[part];
    }
    const auto at = static_cast<std::size_t>(m * columns_ + filled_);
    re_[at] = static_cast<Real>(scale * hann(m) * re);
    im_[at] = static_cast<Real>(scale * hann(m) * im);
  }
  ++filled_;
}

template <class Real>
void NucleusBank<Real>::analyse(const Real* window, std::span<Real> envelopes) noexcept {
  const Real* middle = window + kHalf;
  even_[0] = middle[0];
  odd_[0] = 0;
  for (int m = 1; m < kHalf; ++m) {
    even_[static_cast<std::size_t>(m)] = middle[m] + middle[-m];
    odd_[static_cast<std::size_t>(m)] = middle[m] - middle[-m];
  }
  dsp::column_products(dsp::ColumnKernels<Real>{re_.data(), im_.data(), kHalf, columns_},
                       even_.data(), odd_.data(), out_re_.data(), out_im_.data());
  const auto power = [&](int c) {
    const auto at = static_cast<std::size_t>(c);
    return out_re_[at] * out_re_[at] + out_im_[at] * out_im_[at];
  };
  for (int b = 0; b < bands_; ++b) {
    Real sum = 0;
    if (sum_ == EnvelopeSum::vector) {
      sum = power(b);
    } else {
      const auto at = static_cast<std::size_t>(b);
      for (int p = first_part_[at]; p < first_part_[at + 1]; ++p) {
        const Part& part = parts_[static_cast<std::size_t>(p)];
        sum += part.weight * power(part.column);
      }
    }
    envelopes[static_cast<std::size_t>(b)] = std::sqrt(sum);
  }
}

template class NucleusBank<float>;
template class NucleusBank<double>;

}  // namespace otoscape::implant::coding
