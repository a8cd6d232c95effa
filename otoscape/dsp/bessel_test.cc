// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/bessel.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::dsp {
namespace {

// Abramowitz and Stegun, table 9.8: exp(−x) I0(x). At x = 1 the last of its ten places is one too
// high.
TEST(Bessel, IsThatOfItsTable) {
  struct Row {
    double x, scaled;
  };
  for (const Row& row : {Row{0.0, 1.0}, Row{0.1, 0.9071009258}, Row{1.0, 0.4657596077},
                         Row{3.0, 0.2430003542}, Row{5.0, 0.1835408126}, Row{20.0, 0.0897803119}}) {
    EXPECT_NEAR(std::exp(-row.x) * bessel_i0(row.x), row.scaled, 1.1e-10) << row.x;
  }
}

// A sum in long double, each term from the one before, has errors below the last bit of a double.
TEST(Bessel, IsTheSeriesToDoublePrecision) {
  for (int i = 0; i <= 2000; ++i) {
    const double x = 0.01 * i;
    const long double square = 0.25L * x * x;
    long double term = 1.0L, sum = 1.0L;
    for (int k = 1; term > 1e-22L * sum; ++k) {
      term *= square / (static_cast<long double>(k) * k);
      sum += term;
    }
    EXPECT_LT(std::abs(bessel_i0(x) / static_cast<double>(sum) - 1.0), 2e-15) << x;
    EXPECT_EQ(bessel_i0(-x), bessel_i0(x));
  }
}

#if defined(__cpp_lib_math_special_functions)
// libstdc++'s own error reaches 3.6e-15 here.
TEST(Bessel, AgreesWithTheStandardLibrary) {
  for (int i = 0; i <= 2000; ++i) {
    const double x = 0.01 * i;
    EXPECT_NEAR(bessel_i0(x) / std::cyl_bessel_i(0.0, x), 1.0, 6e-15) << x;
  }
}
#endif

}  // namespace
}  // namespace otoscape::dsp
