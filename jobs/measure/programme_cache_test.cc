// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>

#include "jobs/measure/programme_pass.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::jobs::measure {
namespace {

namespace fs = std::filesystem;

KnownProgramme something(std::int64_t frames = 1000) {
  KnownProgramme known;
  io::media::SeekPoint point;
  point.from = {480, 470, 12345, 77, 0xfeed};
  point.safe = {960, 950, -1, 78, 0xbeef};
  point.frame = 480000;
  point.start = -3;
  point.shift = 7;
  point.report = {frames, 1, 2, 3, 0.5f};
  known.index.add(point);
  known.index.add_other(1.0, 4.5);
  known.start = -3;
  known.report = {frames, 4, 5, 6, 0.25f};
  return known;
}

class Cache : public testing::Test {
 protected:
  Cache() : file(folder / "film.wav"), cache(fs::path(folder / "cache")) {
    test::write_wav(file, test::noise_and_tones(48000, 1, 0.2));
  }
  std::vector<fs::path> entries() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder / "cache")) found.push_back(entry);
    return found;
  }
  test::TemporaryFolder folder;
  std::string file;
  ProgrammeCache cache;
};

TEST_F(Cache, GivesBackWhatWasKept) {
  EXPECT_FALSE(cache.find(file, 0));
  ASSERT_TRUE(cache.keep(file, 0, something()));
  const auto known = cache.find(file, 0);
  ASSERT_TRUE(known);
  EXPECT_EQ(known->bytes(), something().bytes());
  EXPECT_FALSE(known->loudness);
  const auto point = known->index.before(480001);
  ASSERT_TRUE(point);
  EXPECT_EQ(point->from, (io::media::PacketMark{480, 470, 12345, 77, 0xfeed}));
  EXPECT_EQ(point->start, -3);
  EXPECT_EQ(point->report.fold_peak, 0.5f);
  EXPECT_EQ(known->index.others_begin(2.0), 1.0);
  EXPECT_EQ(known->index.others_begin(5.0), 5.0);
  EXPECT_FALSE(known->index.before(479999));
}

TEST_F(Cache, KnowsAFileByWhatItIsNotByItsName) {
  ASSERT_TRUE(cache.keep(file, 0, something()));
  EXPECT_FALSE(cache.find(file, 1));  // another track
  const std::string renamed = folder / "renamed.wav";
  fs::rename(file, renamed);
  EXPECT_TRUE(cache.find(renamed, 0));
  const auto changed = fs::last_write_time(renamed);
  std::string bytes = test::bytes_of(renamed);
  bytes[bytes.size() / 2] ^= 1;
  test::write_bytes(renamed, bytes);
  fs::last_write_time(renamed, changed);
  EXPECT_FALSE(cache.find(renamed, 0));  // same size and time, other sound
  bytes[bytes.size() / 2] ^= 1;
  test::write_bytes(renamed, bytes);
  fs::last_write_time(renamed, changed + std::chrono::nanoseconds(1000));
  EXPECT_FALSE(cache.find(renamed, 0));
  fs::last_write_time(renamed, changed);
  EXPECT_TRUE(cache.find(renamed, 0));
}

TEST_F(Cache, AFileThatChangedMeanwhileIsNotKept) {
  EXPECT_FALSE(cache.find(file, 0));
  test::write_wav(file, test::noise_and_tones(48000, 1, 0.3));
  EXPECT_TRUE(cache.keep(file, 0, something()));
  EXPECT_FALSE(cache.find(file, 0));
}

TEST_F(Cache, DamagedAndForeignEntriesAreAsIfNotThere) {
  ASSERT_TRUE(cache.keep(file, 0, something()));
  const auto all = entries();
  ASSERT_EQ(all.size(), 1u);
  const std::string entry = all[0].string(), whole = test::bytes_of(entry);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] ^= 0x40;
    test::write_bytes(entry, damaged);
    ASSERT_FALSE(cache.find(file, 0)) << at;
    test::write_bytes(entry, whole.substr(0, at));
    ASSERT_FALSE(cache.find(file, 0)) << at;
  }
  test::write_bytes(entry, "something else altogether");
  EXPECT_FALSE(cache.find(file, 0));
  ASSERT_TRUE(cache.keep(file, 0, something()));
  EXPECT_TRUE(cache.find(file, 0));
}

TEST_F(Cache, MakesRoomForTheNewestAndLeavesOthersFilesAlone) {
  const std::uint64_t size = something().bytes().size();
  cache = ProgrammeCache(fs::path(folder / "cache"), 2 * size);
  ASSERT_TRUE(cache.keep(file, 0, something()));
  test::write_bytes(folder / "cache/letter.txt", std::string(10000, 'x'));
  for (int track = 1; track < 4; ++track) {
    for (const auto& entry : entries()) {
      fs::last_write_time(entry, fs::last_write_time(entry) - std::chrono::hours(1));
    }
    EXPECT_TRUE(cache.find(file, 0)) << track;  // which makes it the newest
    ASSERT_TRUE(cache.keep(file, track, something()));
  }
  EXPECT_TRUE(cache.find(file, 0));
  EXPECT_FALSE(cache.find(file, 1));
  EXPECT_FALSE(cache.find(file, 2));
  EXPECT_TRUE(cache.find(file, 3));
  EXPECT_TRUE(fs::exists(folder / "cache/letter.txt"));
}

TEST_F(Cache, WhereNothingCanBeWrittenSaysSo) {
  test::write_bytes(folder / "plain", "a file, not a folder");
  ProgrammeCache none(fs::path(folder / "plain/cache"));
  const auto kept = none.keep(file, 0, something());
  ASSERT_FALSE(kept);
  EXPECT_NE(kept.error().sentence.find("plain"), std::string::npos);
  ProgrammeCache off = ProgrammeCache::of("off");
  EXPECT_TRUE(off.keep(file, 0, something()));
  EXPECT_FALSE(off.find(file, 0));
  EXPECT_FALSE(cache.find("-", 0));
  EXPECT_FALSE(cache.find(folder / "none.wav", 0));
}

TEST_F(Cache, TheFolderIsTheOneAskedForOrTheUsersOwn) {
  const auto lands_in = [&](const std::string& asked, const std::array<std::string, 3>& variables) {
    const char* names[] = {"OTOSCAPE_CACHE", "XDG_CACHE_HOME", "HOME"};
    std::array<std::string, 3> before;
    for (std::size_t i = 0; i < 3; ++i) {
      const char* value = std::getenv(names[i]);
      before[i] = value == nullptr ? "" : value;
      setenv(names[i], variables[i].c_str(), 1);
    }
    ProgrammeCache made = ProgrammeCache::of(asked);
    for (std::size_t i = 0; i < 3; ++i) setenv(names[i], before[i].c_str(), 1);
    EXPECT_TRUE(made.keep(file, 0, something()));
    std::string where;
    for (const char* name : {"a", "b", "c/otoscape", "d/.cache/otoscape"}) {
      if (fs::exists(folder / name)) where += name;
      fs::remove_all(folder / name);
    }
    return where;
  };
  const std::string a = folder / "a", b = folder / "b", c = folder / "c", d = folder / "d";
  EXPECT_EQ(lands_in(a, {b, c, d}), "a");
  EXPECT_EQ(lands_in("", {b, c, d}), "b");
  EXPECT_EQ(lands_in("", {"", c, d}), "c/otoscape");
  EXPECT_EQ(lands_in("", {"", "", d}), "d/.cache/otoscape");
  EXPECT_EQ(lands_in("", {"", "", ""}), "");
  EXPECT_EQ(lands_in("", {"off", c, d}), "");
}

class Pass : public Cache {
 protected:
  KnownProgramme known(int stream = 0) {
    auto all = know_programmes(
        {file, {stream}}, cache, [&](io::Progress p) { part = p.part; }, notes);
    EXPECT_TRUE(all) << (all ? "" : all.error().sentence);
    return std::move(all->at(stream));
  }
  double part = -2.0;
  std::vector<std::string> notes;
};

TEST_F(Pass, MakesTheTrackOnceAndThenKnowsIt) {
  test::write_wav(file, test::sine(48000, 2, 25.0, 997.0, 0.1));
  const KnownProgramme first = known();
  EXPECT_NEAR(part, 1.0, 0.01);
  ASSERT_TRUE(first.loudness);
  EXPECT_EQ(first.loudness->rows(), 250);
  EXPECT_EQ(first.loudness->begin().value(), 0.0);
  EXPECT_NEAR(first.loudness->integrated_lufs().value(), -20.0, 0.1);
  EXPECT_EQ(first.report.frames, 25 * 48000);
  EXPECT_EQ(first.index.size(), 2u);
  part = -2.0;
  EXPECT_EQ(known().bytes(), first.bytes());
  EXPECT_EQ(part, -2.0);  // no pass
  cache = ProgrammeCache(std::nullopt);
  EXPECT_EQ(known().bytes(), first.bytes());
  EXPECT_NE(part, -2.0);
  EXPECT_TRUE(notes.empty());
}

TEST_F(Pass, AFilmsTrackLiesOnItsClock) {
  file = folder / "film.mkv";
  test::must_run({"ffmpeg",
                  "-v",
                  "error",
                  "-f",
                  "lavfi",
                  "-i",
                  "testsrc2=s=64x64:d=3",
                  "-itsoffset",
                  "0.5",
                  "-f",
                  "lavfi",
                  "-i",
                  "sine=d=2:r=48000",
                  "-map",
                  "0",
                  "-map",
                  "1",
                  "-c:a",
                  "flac",
                  file});
  const KnownProgramme film = known(1);
  EXPECT_EQ(film.start, 24000);
  EXPECT_EQ(film.loudness->begin().value(), 0.5);
  EXPECT_EQ(film.loudness->rows(), 20);
}

TEST_F(Pass, ACacheThatCannotBeWrittenIsOneNote) {
  test::write_bytes(folder / "plain", "");
  cache = ProgrammeCache(fs::path(folder / "plain/cache"));
  EXPECT_TRUE(known().loudness);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("nothing was kept"), std::string::npos);
}

// A render for one listener keeps no programme loudness; the next pass adds it.
TEST_F(Pass, CompletesWhatAListenersRenderKept) {
  ASSERT_TRUE(cache.keep(file, 0, something()));
  EXPECT_EQ(known().report.frames, 9600);
  EXPECT_TRUE(cache.find(file, 0)->loudness);
}

TEST_F(Pass, RefusesWhatHasNoSound) {
  test::write_bytes(file, test::bytes_of(file).substr(0, 44));
  EXPECT_FALSE(know_programmes(
      {file, {0}}, cache, [](io::Progress) {}, notes));
}

}  // namespace
}  // namespace otoscape::jobs::measure
