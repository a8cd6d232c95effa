// SPDX-License-Identifier: Apache-2.0
#include "io/sofa/binaural_hrirs.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>

#include "otoscape/spatial/sphere.h"

namespace otoscape::io::sofa {
namespace {

std::string_view words(Speaker speaker) {
  switch (speaker) {
    case Speaker::front_left:
      return "front left";
    case Speaker::front_right:
      return "front right";
    case Speaker::front_centre:
      return "front centre";
    case Speaker::lfe:
      return "LFE";
    case Speaker::back_left:
      return "back left";
    case Speaker::back_right:
      return "back right";
    case Speaker::front_left_of_centre:
      return "front left of centre";
    case Speaker::front_right_of_centre:
      return "front right of centre";
    case Speaker::back_centre:
      return "back centre";
    case Speaker::side_left:
      return "side left";
    case Speaker::side_right:
      return "side right";
    case Speaker::top_centre:
      return "top centre";
    case Speaker::top_front_left:
      return "top front left";
    case Speaker::top_front_centre:
      return "top front centre";
    case Speaker::top_front_right:
      return "top front right";
    case Speaker::top_back_left:
      return "top back left";
    case Speaker::top_back_centre:
      return "top back centre";
    case Speaker::top_back_right:
      return "top back right";
  }
  return "";
}

Status check_place(const MeasuredHead& head, Direction at, std::string_view what) {
  const double off = head.nearest(at).off_deg;
  if (off <= kFarthestDeg) return ok();
  return failed(
      fmt::format("{}: the place nearest to {} (azimuth {:.0f}°, elevation {:.0f}°) was measured "
                  "{:.0f}° away from it; binaural needs one within {:.0f}°",
                  head.file, what, at.azimuth_deg, at.elevation_deg, off, kFarthestDeg));
}

Status check_places(const MeasuredHead& head, const Layout& layout) {
  if (auto status = check_place(head, {0.0, 0.0}, "the front"); !status) return status;
  for (const Speaker speaker : layout.speakers()) {
    if (speaker == Speaker::lfe) continue;
    const std::string what = fmt::format("the loudspeaker {}", words(speaker));
    if (auto status = check_place(head, direction_of(speaker, layout), what); !status) {
      return status;
    }
  }
  return ok();
}

Result<spatial::Hrirs> measured(const std::string& path, const Layout& layout, Hertz rate,
                                std::vector<std::string>& notes) {
  auto head = read_sofa(path);
  if (!head) return head.error();
  return hrirs_of(*std::move(head), layout, rate, notes);
}

}  // namespace

Result<spatial::Hrirs> hrirs_of(MeasuredHead head, const Layout& layout, Hertz rate,
                                std::vector<std::string>& notes) {
  if (auto status = check_places(head, layout); !status) return status.error();
  const Hertz its_rate = head.rate;
  const std::string file = head.file;
  auto hrirs = spatial::make_hrirs(as_head(std::move(head)), layout, rate);
  if (!hrirs) return failed(fmt::format("{}: {}", file, hrirs.error().sentence));
  if (its_rate != rate) {
    notes.push_back(fmt::format("{}: measured at {} Hz; its responses were converted to {} Hz",
                                file, its_rate.value(), rate.value()));
  }
  return hrirs;
}

Result<spatial::Hrirs> binaural_hrirs(const std::string& spec, const Layout& layout, Hertz rate,
                                      std::vector<std::string>& notes,
                                      const std::string& packaged) {
  if (!spec.empty() && spec != "sphere") return measured(spec, layout, rate, notes);
  std::error_code ignored;
  if (spec.empty() && std::filesystem::exists(packaged, ignored)) {
    auto hrirs = measured(packaged, layout, rate, notes);
    if (hrirs) {
      notes.push_back("binaural by the head KEMAR, measured by Gardner and Martin, MIT Media Lab");
    }
    return hrirs;
  }
  if (spec.empty()) {
    notes.push_back(
        fmt::format("{} is not there (Debian's libmysofa1 has it): binaural by a sphere "
                    "in place of a head, which does not tell front from back",
                    packaged));
  }
  return spatial::make_hrirs(spatial::sphere_head(), layout, rate);
}

}  // namespace otoscape::io::sofa
