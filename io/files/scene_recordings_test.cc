// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_recordings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "io/files/from_text.h"
#include "io/files/scene_test_support.h"

namespace otoscape::io::files {
namespace {

using scene::Recorded;

constexpr std::string_view kPoints =
    "[[at]]\ntime = 0\nbody = { heart_db = 0, steps_lu = -30 }\nevent = 'own-hum'\n";

class Folder {
 public:
  Folder() : path_(std::filesystem::path(testing::TempDir()) / "scene_recordings") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "takes" / "heart");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void put(const std::string& name) const { std::ofstream(path_ / name) << "x"; }
  Result<LoadedScene> load(std::string_view table) const {
    std::ofstream(path_ / "s.toml") << "format = \"otoscape.scene/1\"\n[recordings]\n"
                                    << table << kPoints;
    return load_scene((path_ / "s.toml").string());
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

bool has(const std::vector<std::string>& notes, std::string_view part) {
  return std::ranges::any_of(notes, [&](const auto& note) { return note.find(part) != note.npos; });
}

TEST(SceneRecordings, ListTheTakesOfAFolderByName) {
  const Folder folder;
  for (const char* name : {"takes/heart/b.wav", "takes/heart/C.FLAC", "takes/heart/a.ogg",
                           "takes/heart/.hidden.wav", "takes/heart/b.wav.asd"}) {
    folder.put(name);
  }
  std::filesystem::create_directories(folder / "takes/heart/old.wav");
  const auto loaded = folder.load("heart = \"takes/heart/\"\n");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  ASSERT_EQ(loaded->scene.recordings.size(), 1u);
  const scene::Recording& heart = loaded->scene.recordings[0];
  EXPECT_EQ(heart.what, Recorded::heart);
  EXPECT_EQ(heart.folder, "takes/heart/");
  EXPECT_EQ(heart.line, 3);
  EXPECT_EQ(heart.files,
            (std::vector<std::string>{folder / "takes/heart/C.FLAC", folder / "takes/heart/a.ogg",
                                      folder / "takes/heart/b.wav"}));
  EXPECT_TRUE(has(loaded->notes,
                  "heart: 1 file is no sound by its name and left out: "
                  "\"b.wav.asd\""));
}

TEST(SceneRecordings, SayWhatIsOddWithoutFailing) {
  const Folder folder;
  folder.put("takes/heart/a.wav");
  const auto loaded = folder.load(
      "heart = 'takes/heart'\nbreath = 'takes/heart'\nown-hum = 'takes/heart'\n"
      "jaw = 'takes/heart'\n");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_EQ(loaded->scene.recordings.size(), 4u);
  EXPECT_TRUE(has(loaded->notes, "[recordings] heart: one take alone"));
  EXPECT_TRUE(has(loaded->notes, "[recordings] breath: no point's body has breath_lu"));
  EXPECT_TRUE(has(loaded->notes, "[recordings] jaw: no point has the event \"jaw\""));
  EXPECT_FALSE(has(loaded->notes, "heart: no point"));
  EXPECT_FALSE(has(loaded->notes, "own-hum:")) << "it is heard, and one take of it is enough";
}

TEST(SceneRecordings, SayWhereTheFaultIs) {
  const Folder folder;
  folder.put("takes/notes.txt");
  const auto error = [&](std::string_view table) {
    const auto loaded = folder.load(table);
    return loaded ? "none" : loaded.error().sentence.substr((folder / "s.toml").size());
  };
  EXPECT_EQ(error("hart = 'takes'\n"), ":3: unknown key \"hart\"; did you mean \"heart\"?");
  EXPECT_EQ(error("breath_in = 'takes'\n"),
            ":3: unknown key \"breath_in\"; did you mean \"breath\"?");
  EXPECT_EQ(error("heart = 'gone/'\n"), ":3: heart: " + (folder / "gone/") + ": no such folder");
  EXPECT_EQ(error("heart = 'takes/notes.txt'\n"), ":3: heart: " + (folder / "takes/notes.txt") +
                                                      ": is a file; name the folder that holds it");
  EXPECT_EQ(error("heart = 'takes'\n"), ":3: heart: " + (folder / "takes") +
                                            ": there is no sound file in it (.wav, .flac and the "
                                            "like)");
  EXPECT_EQ(error("heart = ''\n"), ":3: heart is empty; name a folder of takes");
  EXPECT_EQ(error("heart = 3\n"), ":3: heart is 3; write text in quotes");
  for (int i = 0; i < 201; ++i) folder.put("takes/heart/" + std::to_string(i) + ".wav");
  EXPECT_EQ(error("heart = 'takes/heart'\n"),
            ":3: heart: " + (folder / "takes/heart") + ": 201 takes are too many; 200 at most");
  std::filesystem::remove(folder / "takes/heart/0.wav");
  EXPECT_EQ(error("heart = 'takes/heart'\n"), "none");
}

TEST(SceneRecordings, NeedAFileToBeLookedUpFrom) {
  const std::string text =
      "format = \"otoscape.scene/1\"\n[recordings]\nheart = 'takes'\n" + std::string(kPoints);
  const auto loaded = scene_from_text(text, "memory");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().sentence,
            "memory:2: [recordings] names folders, and a scene in memory has none to look them up "
            "from; load it from a file, or leave [recordings] out");
}

}  // namespace
}  // namespace otoscape::io::files
