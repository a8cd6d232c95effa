// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

// Table: the weights of SpeechActivity, ours: two logistic regressions, fitted by Newton's method
// (docs/models/dialogue.md says to what). Each has features less kMean over kDeviation, clipped to
// ±3: their own weights first, then those of the products i·j with i ≤ j, row by row, then the
// constant.

namespace otoscape::metrics::speech_weights {

// Of a second: the features of speech_features.h.
inline constexpr std::array<float, 14> kMean = {4.717f,  3.57f,   0.6934f,  2.102f,   0.3373f,
                                                0.1294f, 0.1734f, 0.07268f, 0.05155f, 0.6377f,
                                                4.97f,   0.2779f, -12.56f,  11.21f};
inline constexpr std::array<float, 14> kDeviation = {2.51f,    2.22f,  0.1901f, 0.8087f, 0.1436f,
                                                     0.07092f, 0.214f, 0.1211f, 0.1098f, 0.921f,
                                                     2.594f,   0.252f, 10.35f,  9.966f};
inline constexpr std::array<float, 120> kWeight = {
    2.306f,    0.9723f,   -2.759f,   -0.2205f,  -0.2267f, 0.3213f,    2.669f,   -0.6224f,
    -3.236f,   -0.04537f, 0.002234f, 1.041f,    1.035f,   -0.2854f,   -0.394f,  1.555f,
    2.035f,    0.4589f,   -0.8433f,  -0.2328f,  0.08866f, 1.491f,     -0.2462f, 0.07041f,
    -2.43f,    -2.255f,   2.805f,    -0.523f,   -1.867f,  -1.154f,    0.3837f,  1.188f,
    -0.2849f,  0.6889f,   -2.116f,   0.1148f,   -0.1858f, 2.291f,     2.554f,   -3.76f,
    1.527f,    -0.5694f,  -1.225f,   -1.189f,   0.1121f,  0.008103f,  0.5179f,  -0.07735f,
    0.07976f,  -0.9063f,  -0.6476f,  0.862f,    -0.8798f, -0.005826f, -1.006f,  0.3356f,
    0.8122f,   -0.5991f,  -0.9407f,  -0.149f,   0.3371f,  -0.01013f,  0.01338f, -0.182f,
    -1.882f,   -0.7404f,  0.6289f,   1.563f,    1.294f,   -0.3413f,   0.7067f,  0.6897f,
    -0.1904f,  -0.0827f,  -0.7006f,  -0.8235f,  1.483f,   1.132f,     -0.349f,  0.3119f,
    0.3213f,   -0.7644f,  0.1776f,   -1.562f,   1.332f,   1.766f,     1.795f,   -1.223f,
    0.06634f,  -0.4097f,  0.1443f,   -1.031f,   -0.7156f, -0.6357f,   0.3305f,  -0.4829f,
    0.4485f,   0.1443f,   -0.8536f,  -2.188f,   0.8013f,  -0.2962f,   0.3811f,  -0.1894f,
    -0.04227f, 0.1095f,   -0.2535f,  -0.04526f, 0.05712f, 0.06072f,   0.4138f,  -0.08075f,
    -0.1523f,  -0.4742f,  0.8954f,   0.08099f,  -0.152f,  0.1404f,    0.06276f, 1.124f};

// Of its surroundings: score over 0.25, 1.5 and 5 s, level re the loudest within 8 and 1.5 s.
inline constexpr std::array<float, 5> kWideMean = {-1.234f, -1.23f, -1.206f, -10.63f, -7.236f};
inline constexpr std::array<float, 5> kWideDeviation = {4.544f, 4.07f, 3.13f, 10.94f, 9.679f};
inline constexpr std::array<float, 21> kWideWeight = {
    1.887f,  3.276f,  -0.04235f, 3.725f,   -1.578f, 0.8199f,  -0.9666f,
    0.7817f, 0.2514f, 0.8953f,   1.912f,   -3.338f, -5.237f,  3.16f,
    0.6993f, 2.581f,  -1.466f,   -0.6063f, 0.8133f, -0.1981f, -2.338f};

}  // namespace otoscape::metrics::speech_weights
