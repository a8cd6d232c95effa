// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/dsp/linear_algebra.h"

namespace otoscape::dsp {

// The solution X (n × k) of A X = B of least norm, for a full-rank m × n matrix with m ≤ n and B
// m × k. As accurate as right_inverse(a) · b, and much faster where k is large.
Matrix minimum_norm_solution(const Matrix& a, const Matrix& b);

}  // namespace otoscape::dsp
