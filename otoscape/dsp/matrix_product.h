// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/slices.h"
#include "otoscape/dsp/linear_algebra.h"

namespace otoscape::dsp {

// a·b. Each element is summed in the order of k; stretches of zeros in the rows of b are skipped.
Matrix product(const Matrix& a, const Matrix& b);
Slices<Matrix> product(Pace& pace, const Matrix& a, const Matrix& b);

}  // namespace otoscape::dsp
