// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// The dense linear algebra that designs need. Control side, double precision.

namespace otoscape::dsp {

// Row-major.
class Matrix {
 public:
  Matrix() = default;
  Matrix(int rows, int columns)
      : rows_(rows), columns_(columns), v_(static_cast<std::size_t>(rows * columns)) {}

  int rows() const { return rows_; }
  int columns() const { return columns_; }
  double& operator()(int r, int c) { return v_[static_cast<std::size_t>(r * columns_ + c)]; }
  double operator()(int r, int c) const { return v_[static_cast<std::size_t>(r * columns_ + c)]; }
  std::span<double> row(int r) {
    return {v_.data() + static_cast<std::size_t>(r * columns_), static_cast<std::size_t>(columns_)};
  }
  std::span<const double> row(int r) const {
    return {v_.data() + static_cast<std::size_t>(r * columns_), static_cast<std::size_t>(columns_)};
  }

 private:
  int rows_ = 0, columns_ = 0;
  std::vector<double> v_;
};

// Solves A x = b for symmetric positive definite A, by Cholesky. A and b are overwritten; x is in
// b.
void solve_symmetric(Matrix& a, std::span<double> b);

// The Moore–Penrose inverse (n × m) of a full-rank m × n matrix with m ≤ n, by Householder QR of
// its transpose: accurate to cond(A)·2^-53, where the normal equations would square the condition
// number.
Matrix right_inverse(const Matrix& a);

}  // namespace otoscape::dsp
