// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/c_arguments.h"

// A few listeners, scenes, maps and electrodograms of the C interface, and the calls that belong to
// them, in any order and with any arguments.

namespace otoscape::fuzz {

// A text as it is given to a reader: a preset, whole or damaged, or the fuzzer's own bytes.
inline std::string text(Bytes& bytes, int kind) {
  std::string made;
  const int choice = bytes.byte();
  const int count = otoscape_preset_count(kind);
  const int index = bytes.below(count);
  const char* whole = otoscape_preset_text(kind, index);
  if (choice < 110 || (choice < 220 && *whole == '\0')) {
    made = std::string(choice % 8 == 7 ? "" : "preset:") + otoscape_preset_name(kind, index);
  } else if (choice < 220) {
    made = whole;
  } else if (choice < 232) {
    made = R"({"L1":{"audiogram_cfs":[250,500,1000],"audiogram_levels_l":[10,20,30],)"
           R"("audiogram_levels_r":[10,40,30]}})";
  } else {
    made.resize(static_cast<std::size_t>(bytes.byte()));
    for (char& c : made) c = static_cast<char>(bytes.byte());
  }
  const int edits = choice % 2 == 0 ? 0 : bytes.below(8);
  for (int i = 0; i < edits; ++i) {
    const auto at = bytes.bits<std::uint16_t>() % (made.size() + 1);
    const int length = bytes.below(8);
    std::string with;
    for (int k = bytes.below(4); k > 0; --k) with += static_cast<char>(bytes.byte());
    made.replace(at, static_cast<std::size_t>(length), with);
  }
  return made;
}

class Values {
 public:
  // Mostly with presets in every place, so that most handles can be made.
  explicit Values(Bytes& bytes) {
    if (bytes.one_in(8)) return;
    const auto name = [&](int kind) {
      const int index = bytes.below(otoscape_preset_count(kind));
      return std::string("preset:") + otoscape_preset_name(kind, index);
    };
    for (auto*& to : listeners_) {
      to = otoscape_listener_from_text(name(OTOSCAPE_LISTENERS).c_str(), -1, nullptr, nullptr,
                                       nullptr);
    }
    for (auto*& to : scenes_) {
      to = otoscape_scene_from_text(name(OTOSCAPE_SCENES).c_str(), -1, nullptr, nullptr);
    }
    for (auto*& to : maps_) {
      to = otoscape_map_from_text(name(OTOSCAPE_MAPS).c_str(), -1, nullptr, nullptr);
    }
  }
  Values(const Values&) = delete;
  ~Values() {
    for (auto* handle : listeners_) otoscape_listener_free(handle);
    for (auto* handle : scenes_) otoscape_scene_free(handle);
    for (auto* handle : maps_) otoscape_map_free(handle);
    otoscape_electrodogram_free(electrodogram_);
  }
  otoscape_listener* listener(Bytes& bytes) { return listeners_[bytes.byte() % listeners_.size()]; }
  otoscape_scene* scene(Bytes& bytes) { return scenes_[bytes.byte() % scenes_.size()]; }

  void call(Bytes& bytes) {
    switch (bytes.below(10)) {
      case 0:
        return free_one(bytes);
      case 1:
        return read(bytes, OTOSCAPE_LISTENERS);
      case 2:
        return read(bytes, OTOSCAPE_SCENES);
      case 3:
        return read(bytes, OTOSCAPE_MAPS);
      case 4:
        return names(bytes);
      case 5:
        return fit(bytes);
      case 6:
        return code(bytes);
      case 7:
        return pulses(bytes);
      case 8:
        return facts(bytes);
      default:
        return curve(bytes);
    }
  }

 private:
  void free_one(Bytes& bytes) {
    otoscape_listener_free(std::exchange(listeners_[bytes.byte() % listeners_.size()], nullptr));
    otoscape_electrodogram_free(std::exchange(electrodogram_, nullptr));
  }

  // What each of the three readers gets.
  struct Given {
    const char* text;
    std::int64_t size;
    const char* name;
  };

  void read(Bytes& bytes, int kind) {
    constexpr const char* kNames[] = {nullptr, "", "NAME", "n\xc3\xa4me:4", "\xff\xfe\xc3", "a\nb"};
    const std::string terminated = text(bytes, kind);
    // Without a terminating 0, so that a reader that goes on to one is found.
    const std::vector<char> sized(terminated.begin(), terminated.end());
    const std::string long_name(1021 + static_cast<std::size_t>(bytes.below(4)), '\xc3');
    Given given{terminated.c_str(), -1, kNames[bytes.below(6)]};
    if (!sized.empty() && bytes.one_in(2)) {
      given.text = sized.data();
      given.size = static_cast<std::int64_t>(sized.size());
    }
    if (bytes.one_in(32)) given.name = long_name.c_str();
    if (bytes.one_in(32)) given.text = nullptr;
    if (bytes.one_in(32)) given.size = (std::int64_t{16} << 20) + 1;
    if (bytes.one_in(32)) given.size = std::min<std::int64_t>(no_length(bytes), -2);  // -1 is right
    ErrorSlot error(bytes);
    if (kind == OTOSCAPE_LISTENERS) {
      constexpr const char* kIds[] = {nullptr, nullptr, "L1", "", "\xff"};
      put(listeners_[bytes.byte() % listeners_.size()], otoscape_listener_free,
          otoscape_listener_from_text(given.text, given.size, given.name, kIds[bytes.below(5)],
                                      error.get()),
          error);
    } else if (kind == OTOSCAPE_SCENES) {
      put(scenes_[bytes.byte() % scenes_.size()], otoscape_scene_free,
          otoscape_scene_from_text(given.text, given.size, given.name, error.get()), error);
    } else {
      put(maps_[bytes.byte() % maps_.size()], otoscape_map_free,
          otoscape_map_from_text(given.text, given.size, given.name, error.get()), error);
    }
  }

  template <class Handle, class Free>
  static void put(Handle*& slot, Free free, Handle* made, ErrorSlot& error) {
    error.check(made == nullptr);
    if (made == nullptr) return;
    free(slot);
    slot = made;
  }

  void names(Bytes& bytes) {
    const auto* one = listener(bytes);
    check_text(otoscape_listener_name(one));
    check_text(otoscape_listener_notes(one));
    require(otoscape_listener_alike(one) == 0 || otoscape_listener_alike(one) == 1);
    const auto* along = scene(bytes);
    check_text(otoscape_scene_title(along));
    check_text(otoscape_scene_notes(along));
    require(otoscape_scene_alike(along) == 0 || otoscape_scene_alike(along) == 1);
    const double length = otoscape_scene_length_s(along);
    require(std::isfinite(length) && length >= 0.0);
    const auto kind = static_cast<std::int32_t>(bytes.below(5)) - 1;
    const auto index = bytes.one_in(4) ? bytes.bits<std::int32_t>() : bytes.below(40);
    const bool there = index >= 0 && index < otoscape_preset_count(kind);
    for (auto* get : {otoscape_preset_name, otoscape_preset_meaning, otoscape_preset_text}) {
      require((get(kind, index) != nullptr) == there);
      if (there) check_text(get(kind, index));
    }
  }

  void fit(Bytes& bytes) {
    ErrorSlot error(bytes);
    // What renders a scene takes time in proportion to its length: those of up to 100 h, 2 h.
    double length_s = number(bytes);
    if (length_s > 7200.0 && length_s <= 360'000.0) length_s = 7200.0;
    const otoscape_status status = otoscape_scene_fit(scene(bytes), length_s, error.get());
    require(status >= OTOSCAPE_OK && status <= OTOSCAPE_USAGE);
    error.check(status != OTOSCAPE_OK);
  }

  void code(Bytes& bytes) {
    if (coded_ >= 2) return;  // dear
    ++coded_;
    Sound sound(1, bytes.one_in(8) ? 0 : bytes.byte() * 8);
    sound.fill(bytes);
    const std::int64_t frames = bytes.one_in(16) ? no_length(bytes) : sound.frames();
    const float* samples = bytes.one_in(16) ? nullptr : sound.channels()[0];
    ErrorSlot error(bytes);
    const double hz = rate(bytes), db_spl = bytes.one_in(4) ? number(bytes) : 88.0;
    auto* made = otoscape_electrodogram_create(maps_[bytes.byte() % maps_.size()], samples, frames,
                                               hz, db_spl, error.get());
    put(electrodogram_, otoscape_electrodogram_free, made, error);
  }

  void pulses(Bytes& bytes) {
    const std::int64_t size = otoscape_electrodogram_size(electrodogram_);
    require(size >= 0);
    const bool far = bytes.one_in(8);
    const std::int64_t first = far ? bytes.bits<std::int64_t>() : bytes.byte();
    const std::int64_t room = first >= 0 && first < size ? size - first : 0;
    const std::int64_t asked = bytes.one_in(8) ? bytes.bits<std::int64_t>() : bytes.byte();
    std::vector<otoscape_pulse> got(
        static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 0, room)));
    const std::int64_t given =
        otoscape_electrodogram_pulses(electrodogram_, first, got.data(), asked);
    require(given == static_cast<std::int64_t>(got.size()));
    double last = 0.0;
    for (const otoscape_pulse& pulse : got) {
      require(pulse.time_us >= last && std::isfinite(pulse.current_ua) && pulse.current_ua >= 0.0f);
      require(pulse.level >= 0 && pulse.electrode >= 0 && pulse.electrode <= 22);
      last = pulse.time_us;
    }
  }

  void facts(Bytes& bytes) {
    const auto* one = listener(bytes);
    const auto ear = static_cast<std::int32_t>(bytes.below(4)) - 1;
    const double hz = number(bytes), level = number(bytes);
    const bool right = hz >= 20.0 && hz <= 20000.0;
    const bool of_ear = right && one != nullptr && (ear == OTOSCAPE_LEFT || ear == OTOSCAPE_RIGHT);
    require(std::isnan(otoscape_reference_db_spl(hz)) != right);
    const double threshold = otoscape_threshold_db_hl(one, ear, hz);
    require(of_ear ? threshold >= 0.0 && threshold <= 120.0 : std::isnan(threshold));
    const double out = otoscape_output_db_spl(one, ear, hz, level);
    require(std::isnan(out) == !(of_ear && std::isfinite(level)));
  }

  void curve(Bytes& bytes) {
    const auto* along = scene(bytes);
    const auto which = static_cast<std::int32_t>(bytes.below(9)) - 1;
    const auto ear = static_cast<std::int32_t>(bytes.below(4)) - 1;
    std::vector<double> times(bytes.byte() % 32u), values(times.size());
    for (double& time : times) time = bytes.one_in(4) ? number(bytes) : bytes.byte() * 0.37;
    const auto count = bytes.one_in(8) ? std::min(-1, static_cast<int>(no_length(bytes)))
                                       : static_cast<std::int32_t>(times.size());
    const otoscape_status status =
        otoscape_scene_curve(along, which, ear, number(bytes), times.data(), values.data(), count);
    require(status == OTOSCAPE_OK || status == OTOSCAPE_USAGE);
    if (status != OTOSCAPE_OK) return;
    for (const double value : values) require(!std::isnan(value));
  }

  std::array<otoscape_listener*, 4> listeners_{};
  std::array<otoscape_scene*, 2> scenes_{};
  std::array<otoscape_map*, 2> maps_{};
  otoscape_electrodogram* electrodogram_ = nullptr;
  int coded_ = 0;
};

}  // namespace otoscape::fuzz
