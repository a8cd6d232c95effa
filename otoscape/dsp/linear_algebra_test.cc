// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/linear_algebra.h"

#include <gtest/gtest.h>

#include <random>

namespace otoscape::dsp {
namespace {

Matrix random_matrix(int rows, int columns) {
  Matrix a(rows, columns);
  std::mt19937 random(2);
  std::normal_distribution<double> gauss;
  for (int r = 0; r < rows; ++r) {
    for (double& v : a.row(r)) v = gauss(random);
  }
  return a;
}

TEST(LinearAlgebra, RightInverseInvertsAndHasMinimumNorm) {
  const Matrix a = random_matrix(7, 11);
  const Matrix inverse = right_inverse(a);
  const Matrix identity = product(a, inverse);
  for (int r = 0; r < 7; ++r) {
    for (int c = 0; c < 7; ++c) EXPECT_NEAR(identity(r, c), r == c, 1e-12);
  }
  // Minimum norm: A⁺A is symmetric (Penrose's fourth condition).
  const Matrix projector = product(inverse, a);
  for (int r = 0; r < 11; ++r) {
    for (int c = 0; c < 11; ++c) EXPECT_NEAR(projector(r, c), projector(c, r), 1e-12);
  }
}

TEST(LinearAlgebra, CholeskySolves) {
  const Matrix half = random_matrix(6, 9);
  Matrix a(6, 6);
  for (int r = 0; r < 6; ++r) {
    for (int c = 0; c < 6; ++c) {
      for (int k = 0; k < 9; ++k) a(r, c) += half(r, k) * half(c, k);
    }
  }
  const Matrix kept = a;
  std::vector<double> x = {1, 2, 3, 4, 5, 6}, b(6);
  for (int r = 0; r < 6; ++r) {
    for (int c = 0; c < 6; ++c)
      b[static_cast<std::size_t>(r)] += kept(r, c) * x[static_cast<std::size_t>(c)];
  }
  solve_symmetric(a, b);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(b[i], x[i], 1e-10);
}

}  // namespace
}  // namespace otoscape::dsp
