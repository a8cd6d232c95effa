// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "otoscape/c/boundary.h"
#include "otoscape/c/handles.h"
#include "otoscape/files.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/scene/arc.h"
#include "otoscape/scene/stretch.h"

// Listeners, scenes, maps and presets.

namespace {

using namespace otoscape;

constexpr std::int64_t kMostBytes = 16 << 20;

// A text as a caller gives it.
struct Given {
  const char* text;
  std::int64_t size;
  const char* name;
  otoscape_error* error;
};

// Nothing where it is null, too long or its size is neither -1 nor a size.
std::optional<std::string_view> text_of(const Given& given) {
  const std::int64_t size = given.size;
  if (given.text == nullptr || size < -1 || size > kMostBytes) {
    c::tell(given.error, wrong_usage("a text is NULL, or its size is not -1 and not 0 to 16 MiB"));
    return std::nullopt;
  }
  const std::size_t bytes = size >= 0 ? static_cast<std::size_t>(size) : std::strlen(given.text);
  if (bytes > static_cast<std::size_t>(kMostBytes)) {
    c::tell(given.error, wrong_usage("a text is longer than 16 MiB"));
    return std::nullopt;
  }
  return std::string_view(given.text, bytes);
}

std::string lines(const std::vector<std::string>& notes) {
  std::string all;
  for (const std::string& note : notes) all += note + "\n";
  return all;
}

// Reads a text by `read` and makes the handle by `make`.
template <class Handle, class Read, class Make>
Handle* from_text(const Given& given, const Read& read, const Make& make) {
  return c::guarded<Handle*>(given.error, nullptr, [&]() -> Handle* {
    const auto all = text_of(given);
    if (!all) return nullptr;
    const std::string called = given.name == nullptr ? "text" : given.name;
    auto loaded = read(*all, called);
    if (!loaded) {
      c::tell(given.error, loaded.error(), called);
      return nullptr;
    }
    c::tell_ok(given.error);
    return make(*std::move(loaded));
  });
}

const std::vector<files::Preset>& presets_of(std::int32_t kind) {
  static const std::array<std::vector<files::Preset>, 3> all = {
      files::presets(files::PresetKind::listener), files::presets(files::PresetKind::scene),
      files::presets(files::PresetKind::map)};
  static const std::vector<files::Preset> none;
  return kind < 0 || kind > 2 ? none : all[static_cast<std::size_t>(kind)];
}

const files::Preset* preset_at(std::int32_t kind, std::int32_t index) {
  const auto& all = presets_of(kind);
  if (index < 0 || static_cast<std::size_t>(index) >= all.size()) return nullptr;
  return &all[static_cast<std::size_t>(index)];
}

}  // namespace

otoscape_listener* otoscape_listener_from_text(const char* text, int64_t text_size,
                                               const char* name, const char* id,
                                               otoscape_error* error) {
  return from_text<otoscape_listener>(
      {text, text_size, name, error},
      [&](std::string_view all, const std::string& called) {
        return files::listener_from_text(all, called, id == nullptr ? "" : id);
      },
      [](auto loaded) {
        return new otoscape_listener{std::move(loaded.value), lines(loaded.notes)};
      });
}

otoscape_scene* otoscape_scene_from_text(const char* text, int64_t text_size, const char* name,
                                         otoscape_error* error) {
  return from_text<otoscape_scene>(
      {text, text_size, name, error}, files::scene_from_text, [](auto loaded) {
        return new otoscape_scene{std::move(loaded.value), lines(loaded.notes)};
      });
}

otoscape_map* otoscape_map_from_text(const char* text, int64_t text_size, const char* name,
                                     otoscape_error* error) {
  return from_text<otoscape_map>({text, text_size, name, error}, files::map_from_text,
                                 [](auto map) { return new otoscape_map{std::move(map)}; });
}

void otoscape_listener_free(otoscape_listener* listener) { delete listener; }
void otoscape_scene_free(otoscape_scene* scene) { delete scene; }
void otoscape_map_free(otoscape_map* map) { delete map; }

const char* otoscape_listener_name(const otoscape_listener* listener) {
  return listener == nullptr ? "" : listener->profile.name.c_str();
}
const char* otoscape_listener_notes(const otoscape_listener* listener) {
  return listener == nullptr ? "" : listener->notes.c_str();
}
const char* otoscape_scene_title(const otoscape_scene* scene) {
  return scene == nullptr ? "" : scene->scene.title.c_str();
}
const char* otoscape_scene_notes(const otoscape_scene* scene) {
  return scene == nullptr ? "" : scene->notes.c_str();
}

int32_t otoscape_listener_alike(const otoscape_listener* listener) {
  return listener != nullptr && listener->profile.alike() ? 1 : 0;
}
int32_t otoscape_scene_alike(const otoscape_scene* scene) {
  if (scene == nullptr) return 0;
  return c::guarded<int32_t>(nullptr, 0, [&] {
    return render::ears::needs_two_ears(scene::Arc(scene->scene.keyframes)) ? 0 : 1;
  });
}

double otoscape_scene_length_s(const otoscape_scene* scene) {
  return scene == nullptr ? 0.0 : scene::own_length(scene->scene).value();
}

otoscape_status otoscape_scene_fit(otoscape_scene* scene, double length_s, otoscape_error* error) {
  if (scene == nullptr || !(length_s > 0.0 && length_s <= 360'000.0)) {
    return c::tell(error, wrong_usage("the scene is NULL, or the length is not 0 to 360000 s"));
  }
  return c::guarded<otoscape_status>(error, OTOSCAPE_FAILED, [&] {
    auto fitted = scene::stretch(scene->scene, Seconds(length_s));
    if (!fitted) return c::tell(error, fitted.error());
    scene->scene = *std::move(fitted);
    return c::tell_ok(error);
  });
}

int32_t otoscape_preset_count(int32_t kind) {
  return c::guarded<int32_t>(nullptr, 0,
                             [&] { return static_cast<int32_t>(presets_of(kind).size()); });
}
const char* otoscape_preset_name(int32_t kind, int32_t index) {
  const auto* preset = preset_at(kind, index);
  return preset == nullptr ? nullptr : preset->name.c_str();
}
const char* otoscape_preset_meaning(int32_t kind, int32_t index) {
  const auto* preset = preset_at(kind, index);
  return preset == nullptr ? nullptr : preset->meaning.c_str();
}
const char* otoscape_preset_text(int32_t kind, int32_t index) {
  const auto* preset = preset_at(kind, index);
  return preset == nullptr ? nullptr : preset->text.c_str();
}
