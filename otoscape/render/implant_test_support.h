// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render::scene_test {

// ACE, 8 of 22 at 900 pulses a second, T 120 and C 180 everywhere.
inline hearing::ImplantMap ace_map() {
  hearing::ImplantMap map;
  for (int number = 22; number >= 1; --number) map.electrodes.push_back({number, 120.0, 180.0});
  return map;
}

inline hearing::EarProfile implanted(double adaptation = 1.0) {
  hearing::EarProfile ear = silence();
  ear.implant.emplace();
  ear.implant->map = ace_map();
  ear.implant->adaptation = adaptation;
  return ear;
}

inline scene::Keyframe key(double seconds, const hearing::EarProfile& left,
                           const hearing::EarProfile& right) {
  scene::Keyframe k = key(seconds, left);
  k.right = right;
  return k;
}

inline hearing::HearingProfile pair(const hearing::EarProfile& left,
                                    const hearing::EarProfile& right) {
  hearing::HearingProfile listener;
  listener.left = left;
  listener.right = right;
  return listener;
}

// A constant listener's render, as long as the programme and in time with it.
inline Stereo heard(const Stereo& programme, const hearing::HearingProfile& listener,
                    std::vector<int> blocks = {4096}, std::uint64_t seed = 1,
                    bool smearing = false) {
  RenderParams p = params(smearing).render;
  p.seed = seed;
  OfflineRenderer offline(StreamSpec{Hertz(kRate), 2}, listener, p);
  Stereo work = programme, result;
  const auto keep = [&](FullScaleBlock part) {
    for (int c = 0; c < 2; ++c) {
      auto& to = result[static_cast<std::size_t>(c)];
      to.insert(to.end(), part.channel(c).begin(), part.channel(c).end());
    }
  };
  std::size_t turn = 0;
  for (std::size_t done = 0; done < work[0].size();) {
    const auto count =
        std::min(static_cast<std::size_t>(blocks[turn++ % blocks.size()]), work[0].size() - done);
    keep(offline.render(FullScaleBlock({work[0].data() + done, work[1].data() + done}, 2,
                                       static_cast<int>(count))));
    done += count;
  }
  keep(offline.rest());
  return result;
}

}  // namespace otoscape::render::scene_test
