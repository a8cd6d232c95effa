// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// The symbols of an audiogram: ASHA (1990), Guidelines for audiometric symbols, and ISO 8253-1.

namespace otoscape::io::views {

enum class Side { left, right };
enum class Conduction { air, bone };

std::string_view colour(Side side);

// Dashes of the line that joins an ear's air symbols, so that the lines of equal ears differ.
std::string_view dashes(Side side);

// One symbol at a place in pixels: O, X, < or >, with an arrow where there was no response.
std::string symbol(Side side, Conduction conduction, bool response, double x, double y);

}  // namespace otoscape::io::views
