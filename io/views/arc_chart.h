// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/views/arc_curves.h"
#include "io/views/axis.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::views {

// Pictures over time: panels below each other with one axis of seconds from 0 on.

// One panel: a quantity over time.
struct Panel {
  double top, bottom;
  double at_top, at_bottom;  // values at its edges

  double y(double value) const;  // within its edges
};

// A curve as an SVG path; a run that is straight within a quarter of a pixel becomes one line.
std::string path_of(const Axis& axis, const Panel& panel, const Curve& curve,
                    std::string_view style, std::string_view fill = "none");
// A frame, the name at the left, and horizontal lines with their values at `marks`.
std::string panel_frame(const Axis& axis, const Panel& panel, std::string_view name,
                        std::string_view unit, const std::vector<double>& marks);
// Vertical lines at round times of the scene's own notation from `top` to `bottom`, with the times
// below.
std::string time_lines(const Axis& axis, const scene::Scene& scene, double top, double bottom);

// Labels that do not overlap, in as few rows as possible and at most `rows`; the others are left
// out.
struct Label {
  double x;
  std::string text;  // not escaped
};
std::string labels(const std::vector<Label>& all, double top, int rows, double right);
inline constexpr double kLabelRow = 15.0;

}  // namespace otoscape::io::views
