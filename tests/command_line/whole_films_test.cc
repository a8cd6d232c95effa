// SPDX-License-Identifier: Apache-2.0
// A film stays a film: pictures of every kind come through.

#include "tests/command_line/whole_films.h"

namespace otoscape::test {
namespace {

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
    if (name == std::string("out.m2ts")) continue;  // Blu-ray has identifiers of its own
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

TEST_F(WholeFilms, BluRayKeepsASecondTrackOfMpegSound) {
  const std::string in = make(
      "in.mpg", {kPicture,
                 kTone,
                 kTone,
                 {"-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg2video", "-c:a", "mp2"}});
  const std::string out = rendered(in, "out.m2ts");
  expect_picture_kept(in, out);
  EXPECT_EQ(stream_of(probe(out), "audio", 1)["codec_name"], "mp2");
  EXPECT_EQ(packet_hash(in, "0:a:1"), packet_hash(out, "0:a:1"));
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
  const Row rows[] = {{"dnxhr.mov",
                       {"-c:v", "dnxhd", "-profile:v", "dnxhr_hq", "-pix_fmt", "yuv422p", "-vf",
                        "scale=256:144,setsar=1"},
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

}  // namespace
}  // namespace otoscape::test
