// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/linear_algebra.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace otoscape::dsp {
namespace {

// Eight sums side by side: one alone would wait for each addition.
double dot(std::span<const double> a, std::span<const double> b) {
  constexpr std::size_t kSums = 8;
  std::array<double, kSums> sums{};
  std::size_t i = 0;
  for (; i + kSums <= a.size(); i += kSums) {
    for (std::size_t k = 0; k < kSums; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < a.size(); ++i) sums[0] += a[i] * b[i];
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

double length(std::span<const double> x) { return std::sqrt(dot(x, x)); }

}  // namespace

void solve_symmetric(Matrix& a, std::span<double> b) {
  const int n = a.rows();
  for (int i = 0; i < n; ++i) {  // a becomes its lower Cholesky factor, row by row
    for (int j = 0; j <= i; ++j) {
      const auto columns = static_cast<std::size_t>(j);
      const double sum = dot(a.row(i).first(columns), a.row(j).first(columns));
      a(i, j) = i == j ? std::sqrt(a(i, i) - sum) : (a(i, j) - sum) / a(j, j);
    }
  }
  for (int i = 0; i < n; ++i) {
    auto& x = b[static_cast<std::size_t>(i)];
    const auto columns = static_cast<std::size_t>(i);
    x = (x - dot(b.first(columns), a.row(i).first(columns))) / a(i, i);
  }
  for (int i = n - 1; i >= 0; --i) {
    double sum = b[static_cast<std::size_t>(i)];
    for (int j = i + 1; j < n; ++j) sum -= a(j, i) * b[static_cast<std::size_t>(j)];
    b[static_cast<std::size_t>(i)] = sum / a(i, i);
  }
}

namespace {

// Householder vectors of Aᵀ = QR are kept in the rows of `reflections`; the diagonal of R apart.
struct Factors {
  Matrix reflections;  // m × n; row k holds v_k from column k on
  Matrix lower;        // Rᵀ, m × m
};

void reflect(std::span<const double> v, std::span<double> x) {
  const double twice = 2.0 * dot(v, x);
  for (std::size_t i = 0; i < v.size(); ++i) x[i] -= twice * v[i];
}

Factors factor_transpose(const Matrix& a) {
  Factors f{a, Matrix(a.rows(), a.rows())};  // rows of a are the columns of Aᵀ
  for (int k = 0; k < a.rows(); ++k) {
    const auto whole = f.reflections.row(k);
    for (int j = 0; j < k; ++j) f.lower(k, j) = whole[static_cast<std::size_t>(j)];
    const auto first = static_cast<std::size_t>(k);
    const auto x = whole.subspan(first);
    const double diagonal = std::copysign(length(x), -x[0]);
    f.lower(k, k) = diagonal;
    x[0] -= diagonal;
    const double scale = 1.0 / length(x);
    for (double& v : x) v *= scale;
    for (int later = k + 1; later < a.rows(); ++later) {
      reflect(x, f.reflections.row(later).subspan(first));
    }
  }
  return f;
}

}  // namespace

Matrix right_inverse(const Matrix& a) {
  assert(a.rows() <= a.columns());
  const Factors f = factor_transpose(a);
  const int m = a.rows(), n = a.columns();
  Matrix transposed(m, n);  // row i is column i of the inverse: Q R⁻ᵀ e_i
  for (int i = 0; i < m; ++i) {
    const auto x = transposed.row(i);
    for (int j = i; j < m; ++j) {  // forward substitution
      const auto from = static_cast<std::size_t>(i), to = static_cast<std::size_t>(j);
      const double sum = dot(f.lower.row(j).subspan(from, to - from), x.subspan(from, to - from));
      x[to] = ((j == i ? 1.0 : 0.0) - sum) / f.lower(j, j);
    }
    for (int k = m - 1; k >= 0; --k) {
      const auto from = static_cast<std::size_t>(k);
      reflect(f.reflections.row(k).subspan(from), x.subspan(from));
    }
  }
  Matrix result(n, m);
  for (int r = 0; r < n; ++r) {
    for (int c = 0; c < m; ++c) result(r, c) = transposed(c, r);
  }
  return result;
}

}  // namespace otoscape::dsp
