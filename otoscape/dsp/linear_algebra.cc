// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/linear_algebra.h"

#include <cassert>
#include <cmath>
#include <numeric>

namespace otoscape::dsp {

void solve_symmetric(Matrix& a, std::span<double> b) {
  const int n = a.rows();
  for (int i = 0; i < n; ++i) {  // a becomes its lower Cholesky factor, row by row
    for (int j = 0; j <= i; ++j) {
      const double sum =
          std::inner_product(a.row(i).begin(), a.row(i).begin() + j, a.row(j).begin(), 0.0);
      a(i, j) = i == j ? std::sqrt(a(i, i) - sum) : (a(i, j) - sum) / a(j, j);
    }
  }
  for (int i = 0; i < n; ++i) {
    auto& x = b[static_cast<std::size_t>(i)];
    x = (x - std::inner_product(b.begin(), b.begin() + i, a.row(i).begin(), 0.0)) / a(i, i);
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
  Matrix r;            // m × m upper triangle
};

void reflect(std::span<const double> v, std::span<double> x, std::size_t from) {
  const double dot = std::inner_product(v.begin() + static_cast<std::ptrdiff_t>(from), v.end(),
                                        x.begin() + static_cast<std::ptrdiff_t>(from), 0.0);
  for (std::size_t i = from; i < v.size(); ++i) x[i] -= 2.0 * dot * v[i];
}

Factors factor_transpose(const Matrix& a) {
  Factors f{a, Matrix(a.rows(), a.rows())};  // rows of a are the columns of Aᵀ
  for (int k = 0; k < a.rows(); ++k) {
    const auto x = f.reflections.row(k);
    for (int j = 0; j < k; ++j) f.r(j, k) = x[static_cast<std::size_t>(j)];
    const auto first = static_cast<std::size_t>(k);
    double norm = 0.0;
    for (std::size_t i = first; i < x.size(); ++i) norm = std::hypot(norm, x[i]);
    const double diagonal = x[first] > 0.0 ? -norm : norm;
    f.r(k, k) = diagonal;
    x[first] -= diagonal;
    double length = 0.0;
    for (std::size_t i = first; i < x.size(); ++i) length = std::hypot(length, x[i]);
    for (std::size_t i = first; i < x.size(); ++i) x[i] /= length;
    for (int later = k + 1; later < a.rows(); ++later) reflect(x, f.reflections.row(later), first);
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
    for (int j = i; j < m; ++j) {  // forward substitution with Rᵀ
      double sum = j == i ? 1.0 : 0.0;
      for (int k = i; k < j; ++k) sum -= f.r(k, j) * x[static_cast<std::size_t>(k)];
      x[static_cast<std::size_t>(j)] = sum / f.r(j, j);
    }
    for (int k = m - 1; k >= 0; --k) {
      reflect(f.reflections.row(k), x, static_cast<std::size_t>(k));
    }
  }
  Matrix result(n, m);
  for (int r = 0; r < n; ++r) {
    for (int c = 0; c < m; ++c) result(r, c) = transposed(c, r);
  }
  return result;
}

}  // namespace otoscape::dsp
