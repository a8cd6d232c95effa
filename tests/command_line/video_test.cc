// SPDX-License-Identifier: Apache-2.0
// A film with a strip in its picture: what it shows, and that all else stays as it was.

#include <gtest/gtest.h>

#include <sstream>

#include "tests/command_line/whole_films.h"

namespace otoscape::test {
namespace {

const Words kOverlay = {"--overlay", "--listener", "preset:N4"};
constexpr double kNearDb = 42.0;

// Grey levels of the first picture, as players show it.
struct Grey {
  int width = 0, height = 0;
  std::vector<unsigned char> rows;

  double mean(int from, int to) const {
    double sum = 0.0;
    for (int i = from * width; i < to * width; ++i) sum += rows[static_cast<std::size_t>(i)];
    return sum / ((to - from) * width);
  }
};

class Video : public WholeFilms {
 protected:
  std::string shown(const std::string& in, const std::string& name, const Words& more = kOverlay) {
    ran = otoscape(and_then({"video", in, "-o", folder / name}, more));
    EXPECT_EQ(ran.status, 0) << in << ": " << ran.err;
    return folder / name;
  }
  int refused(const std::string& in, const std::string& name, const Words& more = kOverlay) {
    ran = otoscape(and_then({"video", in, "-o", folder / name}, more));
    return ran.status;
  }
  // The time of every picture.
  static std::string times(const std::string& path) {
    return must_run({"ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
                     "frame=pts_time", "-of", "csv=p=0", path});
  }
  // Of the worst picture, below the shown row `from`.
  static double least_psnr(const std::string& a, const std::string& b, int from) {
    const std::string crop = "crop=iw:ih-" + std::to_string(from) + ":0:" + std::to_string(from);
    const Ran measured =
        run({"ffmpeg", "-v", "info", "-i", a, "-i", b, "-lavfi",
             "[0:v]" + crop + "[a];[1:v]" + crop + "[b];[a][b]psnr", "-f", "null", "-"});
    const auto at = measured.err.rfind("min:");
    if (at == std::string::npos) return 0.0;
    return measured.err.compare(at + 4, 3, "inf") == 0 ? 200.0
                                                       : std::stod(measured.err.substr(at + 4));
  }
  Grey grey(const std::string& path) {
    const std::string made = folder / "grey.pgm";
    must_run({"ffmpeg", "-v", "error", "-y", "-i", path, "-frames:v", "1", "-vf",
              "format=yuv444p,extractplanes=y", made});
    std::istringstream text(bytes_of(made));
    std::string kind;
    int most = 0;
    Grey grey;
    text >> kind >> grey.width >> grey.height >> most;
    text.get();
    grey.rows.resize(static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height));
    text.read(reinterpret_cast<char*>(grey.rows.data()), static_cast<long>(grey.rows.size()));
    return grey;
  }
  void expect_all_else_kept(const std::string& in, const std::string& out, int strip_rows) {
    EXPECT_EQ(times(in), times(out));
    EXPECT_EQ(packet_hash(in, "0:a"), packet_hash(out, "0:a"));
    EXPECT_GE(least_psnr(out, in, strip_rows), kNearDb);
    const auto a = stream_of(probe(in), "video"), b = stream_of(probe(out), "video");
    for (const char* key : {"width", "height", "pix_fmt", "sample_aspect_ratio", "field_order"})
      EXPECT_EQ(a[key], b[key]) << key;
  }
};

TEST_F(Video, KeepsTimesSoundAndPicture) {
  FilmOptions options;
  options.seconds = 1.5;
  options.sound_late_s = 0.3;
  const std::string in = make_film(folder, "in.mkv", options);
  const std::string out = shown(in, "out.mkv");
  expect_all_else_kept(in, out, 40);
  const auto a = probe(in), b = probe(out);
  EXPECT_EQ(a["streams"].size(), b["streams"].size());
  EXPECT_EQ(a["chapters"].size(), b["chapters"].size());
  EXPECT_EQ(packet_hash(in, "0:s"), packet_hash(out, "0:s"));
  EXPECT_EQ(tag_of(a["format"], "title"), tag_of(b["format"], "title"));
  const Grey picture = grey(out), source = grey(in);
  EXPECT_LT(picture.mean(0, 38), 0.6 * source.mean(0, 38));
}

// 29.97 with pictures left out, wide pixels, two moments a picture.
TEST_F(Video, KeepsRatesPixelsAndFields) {
  const Words odd = {"-vf", "select='not(eq(mod(n,7),3))',setsar=4/3,interlace", "-vsync", "vfr"};
  const std::string in =
      make("in.mp4", {{"-f", "lavfi", "-i", "testsrc2=s=160x128:r=30000/1001:d=1.2"},
                      kTone,
                      odd,
                      kH264,
                      {"-flags", "+ildct+ilme", "-c:a", "aac"}});
  expect_all_else_kept(in, shown(in, "out.mp4"), 24);
  const std::string ten = film("ten.mp4", {"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
                                           "yuv422p10le", "-c:a", "aac"});
  expect_all_else_kept(ten, shown(ten, "ten-out.mp4"), 24);
}

TEST_F(Video, LiesWhereATurnedPictureIsShown) {
  const std::string white =
      make("white.mp4", {{"-f", "lavfi", "-i", "color=white:s=160x96:r=25:d=0.2"}, kTone, kH264});
  const std::string in =
      make("in.mp4", {{"-i", white, "-c", "copy", "-metadata:s:v", "rotate=90"}});
  for (const char* name : {"out.mp4", "out.mkv"}) {
    for (const char* strip : {"top", "bottom"}) {
      const std::string out =
          shown(in, name, and_then(kOverlay, {"--strip", strip, "--overwrite"}));
      const Grey picture = grey(out);
      ASSERT_EQ(picture.width, 96) << name;
      const bool top = strip == std::string("top");
      EXPECT_LT(picture.mean(top ? 0 : 150, top ? 10 : 160), 120.0) << name << strip;
      EXPECT_GT(picture.mean(top ? 20 : 0, top ? 160 : 140), 225.0) << name << strip;
    }
  }
}

TEST_F(Video, HasVp9InWebmAndForOddSizes) {
  const std::string in =
      make("in.webm",
           {kPicture, kTone, {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"}});
  const std::string out = shown(in, "out.webm");
  EXPECT_EQ(stream_of(probe(out), "video")["codec_name"], "vp9");
  expect_all_else_kept(in, out, 24);
  const std::string odd =
      make("odd.mkv", {{"-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1,scale=161:121"},
                       kTone,
                       {"-c:v", "mpeg4", "-pix_fmt", "yuv420p"}});
  const std::string odd_out = shown(odd, "odd-out.mkv");
  EXPECT_EQ(stream_of(probe(odd_out), "video")["codec_name"], "vp9");
  EXPECT_EQ(stream_of(probe(odd_out), "video")["width"], 161);
}

// Blue of the left ear where the table says so.
TEST_F(Video, ShowsTheSpeechThatIsGiven) {
  const std::string in =
      make("in.mkv", {{"-f", "lavfi", "-i", "color=black:s=640x360:r=5:d=2"}, kTone, kH264});
  std::string table = "time_s,speech,left,right,typical\n";
  for (int i = 0; i < 20; ++i)
    table += std::to_string(0.1 * i) + (i < 10 ? ",1,1.0,0.0,1.0\n" : ",0,,,\n");
  write_bytes(folder / "speech.csv", table);
  const std::string out = shown(
      in, "out.mkv", and_then(kOverlay, {"--audibility", folder / "speech.csv", "--opacity", "0"}));
  const Grey picture = grey(out);
  const auto lit = [&](int from, int to, int x0, int x1) {
    int count = 0;
    for (int y = from; y < to; ++y)
      for (int x = x0; x < x1; ++x)
        count += picture.rows[static_cast<std::size_t>(y * picture.width + x)] > 60;
    return static_cast<double>(count) / ((to - from) * (x1 - x0));
  };
  EXPECT_GT(lit(10, 26, 160, 330), 0.9) << "left ear, first second";
  EXPECT_LT(lit(33, 48, 160, 330), 0.1) << "right ear";
  EXPECT_LT(lit(10, 26, 370, 520), 0.1) << "nobody speaks";
  write_bytes(folder / "bad.csv", table + "2.0,1,2,0,0\n");
  EXPECT_EQ(refused(in, "no.mkv", and_then(kOverlay, {"--audibility", folder / "bad.csv"})), 1);
  EXPECT_TRUE(says("bad.csv:22")) << ran.err;
}

TEST_F(Video, SaysWhatIsMissing) {
  const std::string mute = make("mute.mp4", {kPicture, kH264});
  shown(mute, "out.mp4");
  EXPECT_TRUE(says("has no sound: the strip shows no speech")) << ran.out;
  shown(mute, "with.mp4", and_then(kOverlay, {"--programme", make("tone.wav", {kTone})}));
  EXPECT_TRUE(says("nobody was found to speak")) << ran.out;
  EXPECT_EQ(refused(make("tone.flac", {kTone}), "out.mkv"), 1);
  EXPECT_TRUE(says("has no picture")) << ran.err;
}

TEST_F(Video, RefusesAndLeavesNothing) {
  const std::string in = film("in.mp4", and_then(kH264, {"-c:a", "aac"}));
  EXPECT_EQ(refused(in, "out.webm"), 2);
  EXPECT_TRUE(says(".webm files cannot hold the aac sound")) << ran.err;
  EXPECT_EQ(refused(in, "out.wav"), 2);
  EXPECT_EQ(refused(in, "out.avi"), 2);
  EXPECT_EQ(refused(in, "out.mp4", {"--listener", "preset:N4"}), 2);
  EXPECT_EQ(refused(in, "out.mp4", {"--overlay"}), 2);
  EXPECT_EQ(refused(in, "in.mp4"), 2);
  write_bytes(folder / "out.mkv", "mine");
  EXPECT_EQ(refused(in, "out.mkv"), 1);
  EXPECT_EQ(bytes_of(folder / "out.mkv"), "mine");
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"in.mp4", "out.mkv"}));
}

}  // namespace
}  // namespace otoscape::test
