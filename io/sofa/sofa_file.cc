// SPDX-License-Identifier: Apache-2.0
#include "io/sofa/sofa_file.h"

#include <fmt/format.h>
#include <mysofa.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numbers>
#include <span>
#include <string_view>
#include <system_error>

namespace otoscape::io::sofa {
namespace {

constexpr std::uintmax_t kLargestFile = 512u << 20;  // bytes; databases of one head reach 100 MB
constexpr std::size_t kFewestTaps = 32, kMostPlaces = 200'000;
constexpr double kSlowestHz = 8000.0, kFastestHz = 384'000.0;
constexpr double kRad = std::numbers::pi / 180.0;

struct Free {
  void operator()(MYSOFA_HRTF* hrtf) const { mysofa_free(hrtf); }
};
using Hrtf = std::unique_ptr<MYSOFA_HRTF, Free>;

std::span<const float> values_of(const MYSOFA_ARRAY& array) {
  return array.values == nullptr ? std::span<const float>()
                                 : std::span<const float>(array.values, array.elements);
}

// Empty where there is no such attribute.
std::string_view attribute(const MYSOFA_ATTRIBUTE* first, std::string_view name) {
  for (; first != nullptr; first = first->next) {
    if (first->name != nullptr && first->value != nullptr && name == first->name) {
      return first->value;
    }
  }
  return {};
}

Error says(const std::string& path, const std::string& what) {
  return failed(fmt::format("{}: {}", path, what));
}

// The least of what HDF5 files are (HDF5 File Format Specification, version 3, II.A), so that what
// is no such file, or is cut off, never reaches libmysofa.
Status check_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return says(path, "no such file");
  if (!std::filesystem::is_regular_file(status)) return says(path, "is not a file");
  const auto size = std::filesystem::file_size(path, error);
  if (error) return says(path, fmt::format("cannot be read: {}", error.message()));
  if (size > kLargestFile) {
    return says(path, fmt::format("is larger than {} MB", kLargestFile >> 20));
  }
  std::array<unsigned char, 52> head{};
  std::ifstream in(path, std::ios::binary);
  if (!in) return says(path, "cannot be read");
  in.read(reinterpret_cast<char*>(head.data()), head.size());
  const std::string_view magic("\x89HDF\r\n\x1a\n");
  if (!in || !std::equal(magic.begin(), magic.end(), head.begin(), [](char a, unsigned char b) {
        return static_cast<unsigned char>(a) == b;
      })) {
    return says(path, "is not a SOFA file");
  }
  // Where the file ends, by its own account.
  const std::size_t version = head[8], at = version >= 2 ? 28 : version == 1 ? 44 : 40;
  std::uint64_t end = 0;
  for (std::size_t byte = 8; byte-- > 0;) end = end << 8 | head[at + byte];
  if (end > size) {
    return says(path,
                fmt::format("is cut off: it has {} bytes and says that it has {}", size, end));
  }
  return ok();
}

Status check_kind(const MYSOFA_HRTF& hrtf, const std::string& path) {
  const std::string convention(attribute(hrtf.attributes, "SOFAConventions")),
      type(attribute(hrtf.attributes, "DataType"));
  if (convention != "SimpleFreeFieldHRIR" || type != "FIR") {
    return says(path, fmt::format("is SOFA of the convention \"{}\" with data \"{}\"; binaural "
                                  "needs SimpleFreeFieldHRIR with FIR",
                                  convention.substr(0, 60), type.substr(0, 60)));
  }
  if (hrtf.R != 2) {
    return says(path, fmt::format("has responses at {} places of the head; binaural needs two "
                                  "ears",
                                  hrtf.R));
  }
  return ok();
}

Status check_rate(const MYSOFA_HRTF& hrtf, const std::string& path) {
  const auto rates = values_of(hrtf.DataSamplingRate);
  if (rates.empty() || std::ranges::any_of(rates, [&](float r) { return r != rates[0]; })) {
    return says(path, "has no sampling rate, or several");
  }
  if (!(rates[0] >= kSlowestHz && rates[0] <= kFastestHz)) {
    return says(path,
                fmt::format("has responses at {} Hz; 8000 to 384000 Hz can be read", rates[0]));
  }
  return ok();
}

Status check_sizes(const MYSOFA_HRTF& hrtf, const std::string& path) {
  const std::size_t places = hrtf.M, taps = hrtf.N;
  const auto delays = values_of(hrtf.DataDelay);
  if (places == 0 || places > kMostPlaces || values_of(hrtf.SourcePosition).size() != 3 * places ||
      values_of(hrtf.DataIR).size() != 2 * places * taps ||
      (!delays.empty() && delays.size() != 2 && delays.size() != 2 * places)) {
    return says(path, "contradicts itself: the numbers of places, responses and delays differ");
  }
  const double rate = values_of(hrtf.DataSamplingRate)[0];
  if (taps < kFewestTaps || static_cast<double>(taps) > rate) {
    return says(path, fmt::format("has responses of {} taps; {} taps to one second can be read",
                                  taps, kFewestTaps));
  }
  for (const auto* array : {&hrtf.SourcePosition, &hrtf.DataIR, &hrtf.DataDelay}) {
    if (!std::ranges::all_of(values_of(*array), [](float v) { return std::isfinite(v); })) {
      return says(path, "holds numbers that are not finite");
    }
  }
  if (std::ranges::any_of(delays, [&](float d) { return !(std::abs(d) <= rate); })) {
    return says(path, "holds delays of more than a second");
  }
  return ok();
}

MeasuredHead::Place place_of(double azimuth_deg, double elevation_deg) {
  const double level = std::cos(elevation_deg * kRad);
  return {level * std::cos(azimuth_deg * kRad), level * std::sin(azimuth_deg * kRad),
          std::sin(elevation_deg * kRad)};
}

Result<std::vector<MeasuredHead::Place>> places_of(const MYSOFA_HRTF& hrtf,
                                                   const std::string& path) {
  const auto type = attribute(hrtf.SourcePosition.attributes, "Type");
  if (type != "spherical" && type != "cartesian") {
    return says(path, "does not say whether its places are spherical or cartesian");
  }
  const auto values = values_of(hrtf.SourcePosition);
  std::vector<MeasuredHead::Place> places;
  for (std::size_t n = 0; n < values.size(); n += 3) {
    const double a = values[n], b = values[n + 1], c = values[n + 2];
    const double length = std::hypot(a, b, c);
    if (type == "spherical") {
      places.push_back(place_of(a, b));
    } else if (length > 0.0) {
      places.push_back({a / length, b / length, c / length});
    } else {
      return says(path, "has a place inside the head, at 0, 0, 0");
    }
  }
  return places;
}

// Fails where a response is silent: no filter could be made of it.
Status check_sound(const MeasuredHead& head) {
  for (std::size_t n = 0; n < head.responses.size(); n += head.taps) {
    const std::span response(head.responses.data() + n, head.taps);
    if (std::ranges::all_of(response, [](float tap) { return tap == 0.0f; })) {
      return says(head.file, "has a place from which an ear hears nothing");
    }
  }
  return ok();
}

// Fails where sound from the left is louder at the right ear.
Status check_sides(const MeasuredHead& head) {
  double left = 0.0, right = 0.0;
  for (std::size_t n = 0; n < head.places.size(); ++n) {
    if (std::abs(head.places[n].left) < 0.5) continue;
    const float* first = head.responses.data() + 2 * n * head.taps;
    double power[2] = {};
    for (std::size_t t = 0; t < 2 * head.taps; ++t) {
      power[t / head.taps] += static_cast<double>(first[t]) * first[t];
    }
    const bool at_left = head.places[n].left > 0.0;
    left += power[at_left ? 0 : 1];
    right += power[at_left ? 1 : 0];
  }
  if (left < right) return says(head.file, "has its ears the wrong way round");
  return ok();
}

Result<MeasuredHead> checked(const MYSOFA_HRTF& hrtf, const std::string& path) {
  for (const auto check : {check_kind, check_rate, check_sizes}) {
    if (auto status = check(hrtf, path); !status) return status.error();
  }
  auto places = places_of(hrtf, path);
  if (!places) return places.error();
  const auto responses = values_of(hrtf.DataIR), delays = values_of(hrtf.DataDelay);
  MeasuredHead head{path,
                    Hertz(values_of(hrtf.DataSamplingRate)[0]),
                    hrtf.N,
                    *std::move(places),
                    {responses.begin(), responses.end()},
                    {}};
  for (std::size_t n = 0; n < delays.size(); n += 2) {
    head.delays_frames.push_back({delays[n], delays[n + 1]});
  }
  for (const auto check : {check_sound, check_sides}) {
    if (auto status = check(head); !status) return status.error();
  }
  return head;
}

}  // namespace

MeasuredHead::Nearest MeasuredHead::nearest(Direction direction) const {
  const Place at = place_of(direction.azimuth_deg, direction.elevation_deg);
  Nearest best;
  double closest = -2.0;
  for (std::size_t n = 0; n < places.size(); ++n) {
    const Place& p = places[n];
    const double cosine = p.front * at.front + p.left * at.left + p.up * at.up;
    // The first of several as near, by more than rounding.
    if (cosine > closest + 1e-7) {
      closest = cosine;
      best.place = n;
    }
  }
  best.off_deg = std::acos(std::clamp(closest, -1.0, 1.0)) / kRad;
  return best;
}

// By Horner's scheme, from the last tap to the first, for all frequencies at a time.
spatial::Response MeasuredHead::response(std::size_t place, spatial::Ear ear, Hertz highest) const {
  const std::size_t which = static_cast<std::size_t>(ear), points = spatial::grid_points(highest);
  std::vector<double> step_re(points), step_im(points), re(points, 0.0), im(points, 0.0);
  const auto turn = [&](std::size_t k) {
    return -2.0 * std::numbers::pi * spatial::grid_hz(k) / rate.value();
  };
  for (std::size_t k = 0; k < points; ++k) {
    step_re[k] = std::cos(turn(k));
    step_im[k] = std::sin(turn(k));
  }
  const float* first = responses.data() + (2 * place + which) * taps;
  for (std::size_t tap = taps; tap-- > 0;) {
    for (std::size_t k = 0; k < points; ++k) {
      const double next = re[k] * step_re[k] - im[k] * step_im[k] + static_cast<double>(first[tap]);
      im[k] = re[k] * step_im[k] + im[k] * step_re[k];
      re[k] = next;
    }
  }
  const double delay =
      delays_frames.empty() ? 0.0 : delays_frames[delays_frames.size() == 1 ? 0 : place][which];
  spatial::Response response(points);
  for (std::size_t k = 0; k < points; ++k) {
    response[k] = std::complex<double>(re[k], im[k]) * std::polar(1.0, turn(k) * delay);
  }
  return response;
}

Result<MeasuredHead> read_sofa(const std::string& path) {
  if (auto status = check_file(path); !status) return status.error();
  int error = MYSOFA_OK;
  // From a file, not from memory: reading from memory, libmysofa 1.3.1 runs past the end.
  const Hrtf hrtf(mysofa_load(path.c_str(), &error));
  if (!hrtf || error != MYSOFA_OK) {
    return says(path, fmt::format("is damaged, or no SOFA file that libmysofa reads (its error {})",
                                  error));
  }
  return checked(*hrtf, path);
}

spatial::Head as_head(MeasuredHead measured) {
  // Near half its own rate a measurement holds its converters' filters.
  const Hertz highest(std::min(20000.0, 0.45 * measured.rate.value()));
  const auto data = std::make_shared<const MeasuredHead>(std::move(measured));
  return {highest, [data, highest](Direction direction, spatial::Ear ear) {
            return data->response(data->nearest(direction).place, ear, highest);
          }};
}

}  // namespace otoscape::io::sofa
