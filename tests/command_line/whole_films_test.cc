// SPDX-License-Identifier: Apache-2.0
// Nothing of a film is lost without a word, and a film stays a film: pictures of every kind, what
// describes them, and what lies beside them. FFmpeg's own copy of the same film is what to expect.

#include <gtest/gtest.h>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

const Words kPicture = {"-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1"};
const Words kTone = {"-f", "lavfi", "-i", "sine=r=48000:d=1"};

class WholeFilms : public testing::Test {
 protected:
  // Runs ffmpeg and writes `name` in the folder. Returns its path.
  std::string make(const std::string& name, const std::vector<Words>& parts) {
    Words words = {"ffmpeg", "-v", "error", "-y"};
    for (const Words& part : parts) words.insert(words.end(), part.begin(), part.end());
    words.push_back(folder / name);
    must_run(words);
    return folder / name;
  }
  std::string film(const std::string& name, const Words& codecs) {
    return make(name, {kPicture, kTone, codecs});
  }
  std::string rendered(const std::string& in, const std::string& name, const Words& more = {}) {
    ran = render(in, folder / name, more);
    EXPECT_EQ(ran.status, 0) << in << " to " << name << ": " << ran.err;
    return folder / name;
  }
  void expect_picture_kept(const std::string& in, const std::string& out) {
    const auto a = stream_of(probe(in), "video"), b = stream_of(probe(out), "video");
    ASSERT_FALSE(b.is_null()) << in << " to " << out;
    EXPECT_EQ(a["codec_name"], b["codec_name"]) << out;
    EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0")) << out;
    EXPECT_EQ(ran.out.find("left out"), std::string::npos) << ran.out;
  }
  bool says(const std::string& words) const {
    return (ran.out + ran.err).find(words) != std::string::npos;
  }

  TemporaryFolder folder;
  Ran ran;
};

const Words kH264 = {"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p"};

Words and_then(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_F(WholeFilms, AContainerCorrectsTheAspectOfItsPicture) {
  const std::string plain = film("plain.mp4", and_then(kH264, {"-c:a", "aac", "-vf", "setsar=1"}));
  for (const char* extension : {".mkv", ".mp4"}) {
    const std::string in =
        make(std::string("in") + extension, {{"-i", plain, "-c", "copy", "-aspect", "16:9"}});
    ASSERT_EQ(stream_of(probe(in), "video")["sample_aspect_ratio"], "4:3") << extension;
    for (const char* out : {"out.mkv", "out.mp4", "out.mov"}) {
      const std::string film = rendered(in, std::string(extension + 1) + out);
      EXPECT_EQ(stream_of(probe(film), "video")["sample_aspect_ratio"], "4:3") << film;
    }
  }
}

TEST_F(WholeFilms, ATransportStreamKeepsItsProgrammeAndItsIdentifiers) {
  const std::string in = make(
      "in.ts", {kPicture,
                kTone,
                kTone,
                {"-map", "0", "-map", "1", "-map", "2"},
                kH264,
                {"-c:a:0", "mp2", "-c:a:1", "ac3", "-metadata", "service_name=First", "-metadata",
                 "service_provider=Sender", "-mpegts_service_id", "4711", "-streamid", "0:300",
                 "-streamid", "1:301", "-streamid", "2:305", "-mpegts_pmt_start_pid", "400"}});
  for (const char* name : {"out.ts", "out.m2ts"}) {
    const std::string out = rendered(in, name);
    expect_picture_kept(in, out);
    EXPECT_EQ(packet_hash(in, "0:a:1"), packet_hash(out, "0:a:1")) << name;
    const auto film = nlohmann::json::parse(must_run(
        {"ffprobe", "-v", "error", "-show_programs", "-show_streams", "-of", "json", out}));
    const auto& programme = film["programs"].at(0);
    EXPECT_EQ(tag_of(programme, "service_name"), "First") << name;
    EXPECT_EQ(tag_of(programme, "service_provider"), "Sender") << name;
    EXPECT_EQ(programme["program_id"], 4711) << name;
    EXPECT_EQ(programme["pmt_pid"], 400) << name;
    EXPECT_EQ(film["streams"].at(0)["id"], "0x12c") << name;
    EXPECT_EQ(film["streams"].at(1)["id"], "0x12d") << name;
    EXPECT_EQ(film["streams"].at(2)["id"], "0x131") << name;
  }
  EXPECT_EQ(bytes_of(folder / "out.m2ts").at(4), '\x47');  // a time in front of each packet
}

TEST_F(WholeFilms, AProgramStreamKeepsItsPicture) {
  const std::string in = film("in.mpg", {"-c:v", "mpeg2video", "-c:a", "mp2"});
  for (const char* name : {"out.mpg", "out.vob", "out.ts", "out.mkv"})
    expect_picture_kept(in, rendered(in, name));
}

// The data track of action cameras: text in a track whose tag and handler are changed.
std::string with_telemetry(std::string film) {
  for (const auto& [from, to] : {std::pair{std::string("tx3g"), std::string("gpmd")},
                                 std::pair{std::string("sbtl"), std::string("meta")}}) {
    const auto at = film.find(from);
    if (at != std::string::npos) film.replace(at, 4, to);
  }
  return film;
}

TEST_F(WholeFilms, TelemetryIsCopiedOrSaid) {
  write_bytes(folder / "a.srt", "1\n00:00:00,100 --> 00:00:00,900\nHello.\n");
  const std::string in =
      make("in.mp4", {kPicture,
                      kTone,
                      {"-i", folder / "a.srt"},
                      kH264,
                      {"-map", "0", "-map", "1", "-map", "2", "-c:a", "aac", "-c:s", "mov_text"}});
  write_bytes(in, with_telemetry(bytes_of(in)));
  ASSERT_EQ(stream_of(probe(in), "data")["codec_tag_string"], "gpmd");
  for (const char* name : {"out.mp4", "out.mov"}) {
    const std::string out = rendered(in, name);
    EXPECT_EQ(stream_of(probe(out), "data")["codec_tag_string"], "gpmd") << name;
    EXPECT_EQ(packet_hash(in, "0:d:0"), packet_hash(out, "0:d:0")) << name;
  }
  rendered(in, "out.mkv");
  EXPECT_TRUE(says("stream 2 (gpmd) is left out: .mkv files cannot hold it; .mov can")) << ran.out;
}

TEST_F(WholeFilms, PicturesOfEditorsAndArchivesStay) {
  struct Row {
    const char* name;
    Words codec;
    std::vector<const char*> outs;
  };
  const Row rows[] = {
      {"dnxhr.mov",
       {"-c:v", "dnxhd", "-profile:v", "dnxhr_hq", "-pix_fmt", "yuv422p", "-s", "256x144"},
       {".mkv", ".mov", ".avi", ".mxf"}},
      {"dv.mov",
       {"-c:v", "dvvideo", "-s", "720x576", "-pix_fmt", "yuv420p"},
       {".mkv", ".avi", ".mov"}},
      {"huffyuv.avi", {"-c:v", "huffyuv", "-pix_fmt", "yuv422p"}, {".mkv", ".avi"}},
      {"utvideo.avi", {"-c:v", "utvideo", "-pix_fmt", "yuv422p"}, {".mkv", ".avi"}},
      {"ffv1.mkv", {"-c:v", "ffv1"}, {".mkv", ".avi", ".mov"}},
      {"prores.mov", {"-c:v", "prores_ks"}, {".mkv", ".mov"}}};
  for (const Row& row : rows) {
    const std::string in = film(row.name, and_then(row.codec, {"-c:a", "pcm_s16le", "-ac", "2"}));
    for (const char* extension : row.outs)
      expect_picture_kept(in, rendered(in, std::string(row.name) + extension));
  }
}

TEST_F(WholeFilms, APictureThatCannotGoInIsRefusedBeforeAnyWork) {
  const std::string in = film("in.mkv", {"-c:v", "ffv1", "-c:a", "pcm_s16le"});
  for (const char* name : {"out.mp4", "out.ts", "out.webm"}) {
    const Words codec = std::string(name) == "out.webm" ? Words{"--audio-codec", "opus"} : Words{};
    ran = render(in, folder / name, codec);
    EXPECT_NE(ran.status, 0) << name;
    EXPECT_TRUE(says("cannot hold the picture in stream 0 (ffv1); .mkv can")) << ran.err;
    EXPECT_TRUE(says("--without-picture")) << ran.err;
    rendered(in, name, and_then(codec, {"--without-picture"}));
    EXPECT_TRUE(says("the picture is left out, as asked")) << ran.out;
    EXPECT_TRUE(stream_of(probe(folder / name), "video").is_null()) << name;
  }
  // VP9 in a transport stream is accepted by FFmpeg, and comes back as data.
  const std::string vp9 = film("in.webm", {"-c:v", "libvpx-vp9", "-c:a", "libopus"});
  EXPECT_NE(render(vp9, folder / "vp9.ts").status, 0);
  rendered(in, "out.wav");  // of a sound file nobody expects a picture
  EXPECT_TRUE(says("the picture is left out: .wav files hold sound only")) << ran.out;
}

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

TEST_F(WholeFilms, ACoverStaysACover) {
  const std::string cover =
      make("cover.png", {{"-f", "lavfi", "-i", "color=red:s=32x32:d=0.04", "-frames:v", "1"}});
  const std::string in =
      make("in.mkv", {kPicture,
                      kTone,
                      kH264,
                      {"-c:a", "flac", "-attach", cover, "-metadata:s:t", "mimetype=image/png",
                       "-metadata:s:t", "filename=front.png"}});
  const auto out = stream_of(probe(rendered(in, "out.mkv")), "video", 1);
  EXPECT_EQ(out["disposition"]["attached_pic"], 1);
  EXPECT_EQ(tag_of(out, "filename"), "front.png");
  EXPECT_EQ(tag_of(out, "mimetype"), "image/png");
  EXPECT_NE(bytes_of(folder / "out.mkv").find(bytes_of(cover)), std::string::npos);
  const std::string sound =
      make("in.mka", {{"-i", in, "-map", "0", "-map", "-0:v:0", "-c", "copy"}});
  for (const auto& [film, name] :
       {std::pair{in, "out.mp4"}, std::pair{in, "out.mov"}, std::pair{sound, "out.m4a"},
        std::pair{sound, "out.mp3"}, std::pair{sound, "out.flac"}}) {
    const std::string result = rendered(film, name);
    const int place = film == in ? 1 : 0;
    EXPECT_EQ(stream_of(probe(result), "video", place)["disposition"]["attached_pic"], 1) << name;
    EXPECT_NE(bytes_of(result).find(bytes_of(cover)), std::string::npos) << name;
  }
  rendered(in, "out.avi");
  EXPECT_TRUE(says("the cover in stream 2 (png) is left out: .avi files cannot hold it"))
      << ran.out;
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
      const std::string out = rendered(source, name);
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
  expect_picture_kept(dv, rendered(dv, "out.dv"));
  expect_picture_kept(dv, rendered(dv, "out.mxf"));
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

TEST_F(WholeFilms, WhatAContainerCannotSayIsNamed) {
  const std::string in = make_film(folder, "in.mkv", {"aac", 0.0, 2.0});
  rendered(in, "out.avi", {"--without-picture"});
  EXPECT_TRUE(says("the chapters are left out: .avi files cannot hold them; .mkv can")) << ran.out;
  EXPECT_TRUE(says("(subrip) is left out")) << ran.out;
  rendered(in, "same.mkv");
  EXPECT_FALSE(says("left out")) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
