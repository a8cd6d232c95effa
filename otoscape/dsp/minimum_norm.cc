// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/minimum_norm.h"

#include <cassert>
#include <cmath>
#include <vector>

namespace otoscape::dsp {
namespace {

// x ← (1 − 2 v vᵀ) x for the columns [first, …) and the rows [top, …) of x. Works along rows.
void reflect_rows(const std::vector<double>& v, int top, Matrix& x, int first) {
  std::vector<double> dot(static_cast<std::size_t>(x.columns()));
  for (int r = top; r < x.rows(); ++r) {
    const double factor = v[static_cast<std::size_t>(r)];
    const double* row = x.row(r).data();
    for (int c = first; c < x.columns(); ++c) dot[static_cast<std::size_t>(c)] += factor * row[c];
  }
  for (int r = top; r < x.rows(); ++r) {
    const double factor = 2.0 * v[static_cast<std::size_t>(r)];
    double* row = x.row(r).data();
    for (int c = first; c < x.columns(); ++c) row[c] -= factor * dot[static_cast<std::size_t>(c)];
  }
}

// The unit vector that reflects column k of x, from row k down, onto the axis.
std::vector<double> reflection(const Matrix& x, int k) {
  std::vector<double> v(static_cast<std::size_t>(x.rows()));
  double norm = 0.0;
  for (int r = k; r < x.rows(); ++r) {
    v[static_cast<std::size_t>(r)] = x(r, k);
    norm = std::hypot(norm, x(r, k));
  }
  v[static_cast<std::size_t>(k)] += std::copysign(norm, x(k, k));
  double length = 0.0;
  for (const double value : v) length = std::hypot(length, value);
  for (double& value : v) value /= length;
  return v;
}

}  // namespace

Matrix minimum_norm_solution(const Matrix& a, const Matrix& b) {
  assert(a.rows() <= a.columns() && a.rows() == b.rows());
  const int m = a.rows(), n = a.columns();
  Matrix r(n, m);  // Aᵀ, becomes the upper triangle R of Aᵀ = Q R
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < m; ++j) r(i, j) = a(j, i);
  }
  std::vector<std::vector<double>> reflections;
  for (int k = 0; k < m; ++k) {
    reflections.push_back(reflection(r, k));
    reflect_rows(reflections.back(), k, r, k);
  }
  Matrix x(n, b.columns());  // Q · R⁻ᵀ · B
  for (int i = 0; i < m; ++i) {
    double* row = x.row(i).data();
    for (int c = 0; c < b.columns(); ++c) row[c] = b(i, c);
    for (int k = 0; k < i; ++k) {
      const double factor = r(k, i);
      const double* above = x.row(k).data();
      for (int c = 0; c < b.columns(); ++c) row[c] -= factor * above[c];
    }
    for (int c = 0; c < b.columns(); ++c) row[c] /= r(i, i);
  }
  for (int k = m - 1; k >= 0; --k) reflect_rows(reflections[static_cast<std::size_t>(k)], k, x, 0);
  return x;
}

}  // namespace otoscape::dsp
