// SPDX-License-Identifier: Apache-2.0
#include "tests/support/spectrum.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace otoscape::test {
namespace {

using Complex = std::complex<double>;

// For each half of a part, 1, 2, 4 …, e^(−πik/half) from index `half` on.
const Spectrum& turns_up_to(std::size_t size) {
  static thread_local Spectrum turns(1);
  for (std::size_t half = turns.size(); half < size; half *= 2) {
    for (std::size_t k = 0; k < half; ++k) {
      turns.push_back(
          std::polar(1.0, -std::numbers::pi * static_cast<double>(k) / static_cast<double>(half)));
    }
  }
  return turns;
}

// Two transforms of `half` points, side by side, become one.
template <int kSign>
void join(Complex* x, std::size_t half, const Complex* turns) {
  for (std::size_t k = 0; k < half; ++k) {
    const Complex a = x[k], b = x[k + half];
    const double along = turns[k].real(), across = -kSign * turns[k].imag();
    const Complex turned(b.real() * along - b.imag() * across,
                         b.real() * across + b.imag() * along);
    x[k] = a + turned;
    x[k + half] = a - turned;
  }
}

// Parts that a cache holds are finished one after the other.
template <int kSign>
void stages(Complex* x, std::size_t size, const Complex* turns) {
  constexpr std::size_t kHeld = 1024;
  if (size > kHeld) {
    stages<kSign>(x, size / 2, turns);
    stages<kSign>(x + size / 2, size / 2, turns);
    join<kSign>(x, size / 2, turns + size / 2);
    return;
  }
  for (std::size_t half = 1; half < size; half *= 2) {
    for (std::size_t start = 0; start < size; start += 2 * half)
      join<kSign>(x + start, half, turns + half);
  }
}

}  // namespace

void transform(Spectrum& x, int sign) {
  const std::size_t size = x.size();
  for (std::size_t i = 1, j = 0; i < size; ++i) {
    std::size_t bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  const Spectrum& turns = turns_up_to(size);
  sign < 0 ? stages<-1>(x.data(), size, turns.data()) : stages<+1>(x.data(), size, turns.data());
}

Spectrum lines(std::span<const float> x, double first_turns, double step_turns, std::size_t count) {
  constexpr std::size_t kTogether = 8;
  constexpr double kTurn = 2.0 * std::numbers::pi;
  Spectrum result;
  for (std::size_t first = 0; first < count; first += kTogether) {
    std::array<double, kTogether> twice{}, now{}, before{};
    const auto turns = [&](std::size_t i) {
      return first_turns + step_turns * static_cast<double>(first + i);
    };
    for (std::size_t i = 0; i < kTogether; ++i) twice[i] = 2.0 * std::cos(kTurn * turns(i));
    for (const float v : x) {
      for (std::size_t i = 0; i < kTogether; ++i) {
        const double next = static_cast<double>(v) + twice[i] * now[i] - before[i];
        before[i] = now[i];
        now[i] = next;
      }
    }
    // The recursion's last value lies size − 1 frames behind the first.
    for (std::size_t i = 0; i < std::min(kTogether, count - first); ++i) {
      const double back = kTurn * turns(i) * static_cast<double>(x.size() - 1);
      result.push_back((now[i] - before[i] * std::polar(1.0, -kTurn * turns(i))) *
                       std::polar(1.0, -back));
    }
  }
  return result;
}

}  // namespace otoscape::test
