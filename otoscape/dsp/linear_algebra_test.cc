// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/linear_algebra.h"
#include "otoscape/dsp/matrix_product.h"
#include "otoscape/dsp/minimum_norm.h"

#include <gtest/gtest.h>

#include <array>
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

// Sizes that fill no tile of the kernel, and some that do; b zero over whole tiles here and there.
TEST(LinearAlgebra, ProductEqualsTheTripleLoop) {
  for (const auto [rows, inner, columns] :
       {std::array{1, 1, 1}, {5, 3, 2}, {7, 21, 37}, {8, 16, 32}, {67, 45, 129}}) {
    const Matrix a = random_matrix(rows, inner);
    Matrix b = random_matrix(inner, columns);
    for (int k = 0; k < inner; k += 2) {
      for (int c = k; c < columns; ++c) b(k, c) = 0.0;
    }
    const Matrix result = product(a, b);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        double sum = 0.0;
        for (int k = 0; k < inner; ++k) sum += a(r, k) * b(k, c);
        EXPECT_NEAR(result(r, c), sum, 1e-13) << rows << " rows, at " << r << ", " << c;
      }
    }
  }
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

TEST(LinearAlgebra, TheMinimumNormSolutionIsThatOfTheRightInverse) {
  const Matrix a = random_matrix(5, 9), b = random_matrix(5, 3);
  const Matrix x = minimum_norm_solution(a, b), expected = product(right_inverse(a), b);
  const Matrix back = product(a, x);
  for (int c = 0; c < 3; ++c) {
    for (int r = 0; r < 9; ++r) EXPECT_NEAR(x(r, c), expected(r, c), 1e-13);
    for (int r = 0; r < 5; ++r) EXPECT_NEAR(back(r, c), b(r, c), 1e-13);
  }
}

}  // namespace
}  // namespace otoscape::dsp
