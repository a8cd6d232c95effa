// SPDX-License-Identifier: Apache-2.0
// What describes a picture and lies beside it comes through, or is named.

#include "tests/command_line/whole_films.h"

namespace otoscape::test {
namespace {

TEST_F(WholeFilms, APhonesTagsStay) {
  const Words tags = {"-metadata", "com.apple.quicktime.make=Acme",
                      "-metadata", "com.apple.quicktime.model=Phone 9",
                      "-metadata", "com.apple.quicktime.location.ISO6709=+52.5000+013.4000/",
                      "-metadata", "com.apple.quicktime.creationdate=2024-05-06T07:08:09+0200",
                      "-metadata", "creation_time=2024-05-06T05:08:09Z",
                      "-movflags", "use_metadata_tags"};
  const std::string in = make("in.mov", {kPicture, kTone, kH264, {"-c:a", "aac"}, tags});
  const auto a = probe(in), b = probe(rendered(in, "out.mov"));
  for (const char* key :
       {"com.apple.quicktime.make", "com.apple.quicktime.model", "creation_time",
        "com.apple.quicktime.location.ISO6709", "com.apple.quicktime.creationdate"}) {
    EXPECT_FALSE(tag_of(a["format"], key).empty()) << key;
    EXPECT_EQ(tag_of(a["format"], key).substr(0, 19), tag_of(b["format"], key).substr(0, 19))
        << key;
  }
  rendered(in, "out.mp4");
  EXPECT_TRUE(says("com.apple.quicktime.make")) << ran.out;  // lost, and said
}

// AAC, since FFmpeg 5.1 leaks 64 bytes of its own where it writes FLAC beside a cover into MP4,
// which the sanitizer reports.
TEST_F(WholeFilms, ACoverStaysACover) {
  const std::string cover =
      make("cover.png", {{"-f", "lavfi", "-i", "color=red:s=32x32:d=0.04", "-frames:v", "1"}});
  const std::string in =
      make("in.mkv", {kPicture,
                      kTone,
                      kH264,
                      {"-c:a", "aac", "-attach", cover, "-metadata:s:t", "mimetype=image/png",
                       "-metadata:s:t", "filename=front.png"}});
  const auto out = stream_of(probe(rendered(in, "out.mkv")), "video", 1);
  EXPECT_EQ(out["disposition"]["attached_pic"], 1);
  EXPECT_EQ(tag_of(out, "filename"), "front.png");
  EXPECT_EQ(tag_of(out, "mimetype"), "image/png");
  EXPECT_NE(bytes_of(folder / "out.mkv").find(bytes_of(cover)), std::string::npos);
  const std::string sound =
      make("in.mka", {kTone,
                      {"-c:a", "flac", "-attach", cover, "-metadata:s:t", "mimetype=image/png",
                       "-metadata:s:t", "filename=front.png"}});
  for (const auto& [film, name] : {std::pair{in, "out.mp4"}, std::pair{sound, "out.m4a"},
                                   std::pair{sound, "out.mp3"}, std::pair{sound, "out.flac"}}) {
    const std::string result = rendered(film, name);
    const int place = film == in ? 1 : 0;
    EXPECT_EQ(stream_of(probe(result), "video", place)["disposition"]["attached_pic"], 1) << name;
    EXPECT_NE(bytes_of(result).find(bytes_of(cover)), std::string::npos) << name;
  }
  // FFmpeg writes no covers into MOV, and in AVI one would be a second picture.
  for (const std::string name : {"out.mov", "out.avi"}) {
    const std::string written = rendered(in, name);
    EXPECT_TRUE(says("the cover in stream 2 (png) is left out: " + name.substr(3) +
                     " files cannot hold it; .mkv can"))
        << ran.out;
    EXPECT_TRUE(stream_of(probe(written), "video", 1).is_null()) << name;
  }
}

TEST_F(WholeFilms, LateSoundInAviHasSilenceBeforeIt) {
  const std::string in = make(
      "in.mkv", {kPicture, {"-itsoffset", "0.5"}, kTone, {"-c:v", "mpeg4", "-c:a", "pcm_s16le"}});
  const Sound source = decode(in), out = decode(rendered(in, "out.avi"));
  EXPECT_NEAR(static_cast<double>(out.frames()), 72000.0, 48.0);
  const std::size_t late = 24000;
  EXPECT_EQ(rms(part(out, 0, late - 48)), 0.0);
  EXPECT_LE(error_of_common_db(source, part(out, late, out.frames() - late)), -80.0);
}

TEST_F(WholeFilms, CopiedSoundThatIsLateStaysLateInAvi) {
  const std::string in = make(
      "in.mkv", {kPicture,
                 kTone,
                 {"-itsoffset", "0.5"},
                 kTone,
                 {"-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg4", "-c:a", "pcm_s16le"}});
  const Sound out = decode(rendered(in, "out.avi"), 1);
  EXPECT_NEAR(static_cast<double>(out.frames()), 72000.0, 48.0);
  EXPECT_EQ(rms(part(out, 0, 24000 - 48)), 0.0);
}

TEST_F(WholeFilms, FlacIntoAviBecomesPcm) {
  const std::string in = film("in.mkv", {"-c:v", "mpeg4", "-c:a", "flac"});
  const std::string out = rendered(in, "out.avi");
  EXPECT_EQ(stream_of(probe(out), "audio")["codec_name"], "pcm_s24le");
  EXPECT_LE(error_db(decode(in), decode(out)), -100.0);
}

TEST_F(WholeFilms, FramesThatAnEditListHidesAreSaidWhereTheyShow) {
  const std::string whole = make("whole.mp4", {{"-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=3",
                                                "-f", "lavfi", "-i", "sine=r=48000:d=3"},
                                               kH264,
                                               {"-g", "75", "-c:a", "aac"}});
  const std::string in = make("in.mp4", {{"-ss", "0.5", "-i", whole, "-t", "1.5", "-c", "copy"}});
  rendered(in, "out.mkv");
  EXPECT_TRUE(says("the film hides 0.52 s of its picture")) << ran.out;
  for (const std::string& film : {rendered(in, "out.mp4"), rendered(in, "out.mov")}) {
    EXPECT_FALSE(says("the film hides")) << ran.out;
    EXPECT_NEAR(seconds_of(stream_of(probe(film), "video")["duration"]), 1.5, 0.09) << film;
  }
}

TEST_F(WholeFilms, HevcIsTaggedAsPlayersTakeIt) {
  const std::string in = film("in.mkv", {"-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
                                         "log-level=none", "-c:a", "aac"});
  const std::string stream = make("in.ts", {{"-i", in, "-c", "copy"}});
  for (const std::string& source : {in, stream}) {
    for (const char* name : {"out.mp4", "out.mov"}) {
      const std::string out = rendered(source, (source == in ? "a-" : "b-") + std::string(name));
      EXPECT_EQ(stream_of(probe(out), "video")["codec_tag_string"], "hvc1") << source << name;
      must_run({"ffmpeg", "-v", "error", "-xerror", "-i", out, "-f", "null", "-"});
    }
  }
}

TEST_F(WholeFilms, ProfessionalContainersSayWhatTheyNeed) {
  const std::string in = film("in.mkv", and_then(kH264, {"-c:a", "aac", "-ar", "44100"}));
  for (const char* name : {"out.mxf", "out.dv", "out.gxf"}) {
    ran = render(in, folder / name);
    EXPECT_NE(ran.status, 0) << name;
    EXPECT_TRUE(says(std::string(name + 3) + " needs a ")) << ran.err;
    EXPECT_TRUE(says("48 kHz")) << ran.err;
  }
  const std::string dv = film("in.mov", {"-c:v", "dvvideo", "-s", "720x576", "-pix_fmt", "yuv420p",
                                         "-c:a", "pcm_s16le", "-ac", "2"});
  expect_picture_kept(dv, rendered(dv, "dv.mxf"));
  // In DV a frame holds its sound, which is new.
  EXPECT_EQ(stream_of(probe(rendered(dv, "dv.dv")), "video")["codec_name"], "dvvideo");
}

TEST_F(WholeFilms, BesideItsOriginalARenderIsTitledAndDefault) {
  const std::string in =
      make("in.mkv",
           {kPicture,
            kTone,
            kTone,
            {"-map", "0", "-map", "1", "-map", "2", "-c:a", "aac", "-disposition:a:0", "default"},
            kH264});
  for (const char* name : {"out.mkv", "out.mp4", "out.mov"}) {
    const std::string out = rendered(in, name, {"--keep-original"});
    const auto film = probe(out);
    const auto title = [&](int track) {
      const auto stream = stream_of(film, "audio", track);
      return tag_of(stream, std::string(name) == "out.mkv" ? "title" : "handler_name");
    };
    EXPECT_NE(title(0).find("as heard"), std::string::npos) << name;
    EXPECT_EQ(title(1), "original") << name;
    EXPECT_EQ(stream_of(film, "audio", 0)["disposition"]["default"], 1) << name;
    EXPECT_EQ(stream_of(film, "audio", 1)["disposition"]["default"], 0) << name;
  }
  // AVI has titles but no default; a transport stream has neither, which is said.
  rendered(in, "out.avi", {"--keep-original"});
  rendered(in, "out.ts", {"--keep-original"});
  EXPECT_TRUE(says("title of stream 1")) << ran.out;
}

TEST_F(WholeFilms, TitlesOfTracksAreNamesOfHandlersInMp4) {
  const std::string in = make("in.mkv", {kPicture,
                                         kTone,
                                         kTone,
                                         kH264,
                                         {"-map", "0", "-map", "1", "-map", "2", "-c:a", "aac",
                                          "-metadata:s:a:1", "title=Second"}});
  const auto film = probe(rendered(in, "out.mp4"));
  EXPECT_EQ(tag_of(stream_of(film, "audio", 1), "handler_name"), "Second");
  EXPECT_FALSE(says("title of stream")) << ran.out;
}

TEST_F(WholeFilms, OnlyRenderedTracksLoseTheirEncodersName) {
  const std::string in =
      make("in.mkv", {kPicture,
                      kTone,
                      kTone,
                      {"-map", "0", "-map", "1", "-map", "2", "-c:a", "aac", "-metadata:s:a",
                       "ENCODER-eng=Some", "-metadata:s:a", "VENDOR_ID=Some"},
                      kH264});
  const auto a = probe(in), b = probe(rendered(in, "out.mkv"));
  ASSERT_FALSE(tag_of(stream_of(a, "audio", 0), "encoder").empty());
  for (const char* key : {"encoder", "encoder-eng", "vendor_id"}) {
    EXPECT_EQ(tag_of(stream_of(b, "audio", 0), key), "") << key;
    EXPECT_EQ(tag_of(stream_of(b, "audio", 1), key), tag_of(stream_of(a, "audio", 1), key)) << key;
  }
}

TEST_F(WholeFilms, TagsOfOggAreTagsOfTheFileElsewhere) {
  const std::string in = make(
      "in.ogg",
      {kTone, {"-c:a", "libvorbis", "-metadata", "title=A song", "-metadata", "artist=Nobody"}});
  for (const char* name : {"out.mp3", "out.m4a", "out.flac", "out.wav"}) {
    const auto file = probe(rendered(in, name));
    EXPECT_EQ(tag_of(file["format"], "title"), "A song") << name;
    EXPECT_EQ(tag_of(file["format"], "artist"), "Nobody") << name;
    EXPECT_FALSE(says("left out")) << ran.out;
  }
  const auto again = probe(rendered(in, "out.ogg"));
  EXPECT_EQ(tag_of(stream_of(again, "audio"), "title"), "A song");
}

TEST_F(WholeFilms, WhatAContainerCannotSayIsNamed) {
  const std::string in = make_film(folder, "in.mkv", {"aac", 0.0, 2.0});
  rendered(in, "out.avi", {"--without-picture"});
  EXPECT_TRUE(says("the chapters are left out: .avi files cannot hold them; .mkv can")) << ran.out;
  EXPECT_TRUE(says("(subrip) is left out")) << ran.out;
  rendered(in, "same.mkv");
  EXPECT_FALSE(says("left out")) << ran.out;
  const std::string upright = film("upright.mp4", and_then(kH264, {"-c:a", "aac"}));
  const std::string turned =
      make("turned.mp4", {{"-i", upright, "-c", "copy", "-metadata:s:v", "rotate=90"}});
  rendered(turned, "turned.mkv");
  EXPECT_TRUE(says("of a picture is left out: rotation of stream 0; .mp4 can")) << ran.out;
  rendered(turned, "turned.mov");
  EXPECT_FALSE(says("rotation")) << ran.out;
  const std::string wide = make("wide.mp4", {{"-i", upright, "-c", "copy", "-aspect", "16:9"}});
  rendered(wide, "wide.ts");
  EXPECT_TRUE(says("aspect ratio of stream 0; .mkv can")) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
