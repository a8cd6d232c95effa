// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "io/strip/raster.h"
#include "otoscape/metrics/audibility_track.h"

namespace otoscape::io::strip {

// One ear at one moment.
struct StripEar {
  static constexpr std::array<int, 11> kHertz = {125,  250,  500,  750,  1000, 1500,
                                                 2000, 3000, 4000, 6000, 8000};
  static constexpr int kNoResponse = 120;  // dB HL, and above

  std::array<int, 11> db_hl{};
  bool implant = false;
  std::string rings;        // what is loudest, "noise 6 kHz"; empty: nothing
  int more = 0;             // layers beside it
  double rings_part = 0.0;  // of a bar, 0…1
  bool operator==(const StripEar&) const = default;
};

struct StripMoment {
  std::array<StripEar, 2> ears;  // left, right
  double perspective = 1.0;      // 0 the room … 1 these ears
  bool operator==(const StripMoment&) const = default;
};

// What stays the same along a film.
struct StripFilm {
  metrics::AudibilityTrack speech;
  double length_s = 0.0;                    // infinite: not known
  std::vector<double> points_s;             // of a scene
  std::string missing;                      // why there is no speech to show, in small letters
  std::array<bool, 2> ears = {true, true};  // that are shown
};

struct StripLook {
  int width = 0, height = 0;  // pixels
  double aspect = 1.0;        // width of a pixel to its height
  double opacity = 0.8;       // of the ground
  double span_s = 60.0;       // of the film that the ribbon shows at once
};

// A strip with the audiogram of the moment (right red circles, left blue crosses), a ribbon of
// speech audibility (left above, right below, a faint line for typical hearing) with the place of
// the moment in it, and what rings. The ribbon shows a film up to one and a half times its span as
// a whole, and a longer one in pages. In the room the audiogram is faint.
class Strip {
 public:
  Strip(StripLook look, StripFilm film);

  // Times ascend, or all is drawn anew. Changed: columns of pixels since the last call.
  struct Drawn {
    const Raster& raster;
    int from = 0, to = 0;
  };
  Drawn at(double time_s, const StripMoment& moment);

 private:
  void lay_out();
  void draw_ground();
  void draw_audiogram();
  void draw_ear(std::size_t side);
  void draw_ringing();
  void draw_ribbon(int from, int to);
  void draw_column(int column);
  double share_between(double from_s, double to_s, float metrics::AudibilityTrack::Value::*which,
                       bool& speech) const;
  double x_of(double time_s) const;
  double time_of(double x) const;

  StripLook look_;
  StripFilm film_;
  Raster raster_;
  Box audiogram_{}, ribbon_{}, ringing_{};
  double letters_ = 0.0, line_ = 1.0;  // units: size of words, thickness of lines
  bool drawn_ = false;
  StripMoment moment_;
  double page_s_ = 0.0, page_begin_ = 0.0, now_ = 0.0;
};

// The height of a strip that is this part of a picture's height, or of three quarters of its width,
// whichever is less. All in pixels of the height.
double strip_height(double picture_width, double picture_height, double part);

}  // namespace otoscape::io::strip
