// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_recordings.h"

#include <fmt/format.h>

#include "io/path_text.h"
#include "io/printable.h"
#include "io/sound_folder.h"
#include "otoscape/scene/recorded_use.h"

namespace otoscape::io::files {
namespace {

using scene::Recorded;
using scene::Recording;

bool repeats(Recorded what) {
  return what == Recorded::heart || what == Recorded::breath || what == Recorded::steps;
}

std::string shown(const std::string& path) { return printable(path, 300); }

// "s.toml:4: heart: ".
std::string place_of(const Recording& recording, const std::string& scene_file) {
  return fmt::format("{}:{}: {}: ", shown(scene_file), recording.line, name_of(recording.what));
}

void note_files(const Recording& recording, const SoundFolder& found,
                std::vector<std::string>& notes) {
  const std::string name = fmt::format("[recordings] {}: ", name_of(recording.what));
  if (found.sounds.size() == 1 && repeats(recording.what)) {
    notes.push_back(name + "one take alone, so each is the same as the one before");
  }
  if (!found.others.empty()) {
    const bool one = found.others.size() == 1;
    notes.push_back(fmt::format("{}{} {} no sound by {} and left out: {}{}", name,
                                found.others.size(), one ? "file is" : "files are",
                                one ? "its name" : "their names", in_quotes(found.others.front()),
                                one ? "" : " …"));
  }
}

}  // namespace

void read_recordings(TomlReader& reader, const toml::table& root, scene::Scene& scene) {
  const toml::table* table =
      reader.table(root, "recordings", "[recordings] and below it heart = \"takes/heart/\"");
  if (table == nullptr) return;
  if (reader.in_memory()) {
    reader.fail(table->source(),
                "[recordings] names folders, and a scene in memory has none to look them up from; "
                "load it from a file, or leave [recordings] out");
    return;
  }
  reader.check_keys(*table, scene::kRecordedNames);
  for (std::size_t i = 0; i < scene::kRecorded; ++i) {
    const std::string_view name = scene::kRecordedNames[i];
    const auto folder = reader.text(*table, name);
    if (!folder) continue;
    const toml::source_region& at = table->get(name)->source();
    if (folder->empty()) {
      reader.fail(at, fmt::format("{} is empty; name a folder of takes", name));
    }
    scene.recordings.push_back(
        {static_cast<Recorded>(i), *folder, {}, static_cast<int>(at.begin.line)});
  }
}

void note_unused_recordings(const scene::Scene& scene, std::vector<std::string>& notes) {
  for (const Recording& recording : scene.recordings) {
    if (scene::is_heard(scene.keyframes, recording.what)) continue;
    const std::string_view name = name_of(recording.what);
    notes.push_back(
        repeats(recording.what)
            ? fmt::format("[recordings] {0}: no point's body has {0}_lu or {0}_db, so these takes "
                          "are not heard",
                          name)
            : fmt::format("[recordings] {0}: no point has the event \"{0}\", so these takes are "
                          "not heard",
                          name));
  }
}

Status find_takes(scene::Scene& scene, const std::string& scene_file,
                  std::vector<std::string>& notes) {
  for (Recording& recording : scene.recordings) {
    const std::string folder = joined(folder_of(scene_file), recording.folder);
    auto found = sound_folder(folder);
    if (!found) return failed(place_of(recording, scene_file) + found.error().sentence);
    if (found->sounds.empty()) {
      return failed(fmt::format("{}{}: there is no sound file in it (.wav, .flac and the like)",
                                place_of(recording, scene_file), shown(folder)));
    }
    if (found->sounds.size() > scene::kMostTakes) {
      return failed(fmt::format("{}{}: {} takes are too many; {} at most",
                                place_of(recording, scene_file), shown(folder),
                                found->sounds.size(), scene::kMostTakes));
    }
    note_files(recording, *found, notes);
    recording.files = std::move(found->sounds);
  }
  return ok();
}

}  // namespace otoscape::io::files
