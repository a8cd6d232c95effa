// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include "apps/demo/film.h"
#include "apps/demo/wav.h"
using namespace otoscape::demo;
int main() {
  Runner r("/tmp/demo.log");
  auto s = make_scene(r, "/tmp", 1);
  if (!s) {
    fmt::print("{}\n", s.error().sentence);
    return 1;
  }
  auto& l = s->levels;
  fmt::print("{} {} {} {}\n", l.talk_db_spl, l.band_db_spl, l.room_db_spl, l.true_peak_dbfs);
  for (auto& x : s->lines)
    fmt::print("{:.2f} {:.2f} {} {}\n", x.start_s, x.end_s, x.speaker, x.text);
  (void)write_wav("/tmp/scene.wav", s->sound);
  auto f = make_films(r, *s, "/tmp", "/tmp");
  if (!f) fmt::print("{}\n", f.error().sentence);
}
