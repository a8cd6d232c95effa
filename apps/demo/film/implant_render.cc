// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/implant_render.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/demo/sound/wav.h"
#include "apps/demo/tools/files.h"
#include "io/text_file.h"

namespace otoscape::demo::film {
namespace {

// The film's lines that are rendered; the first of them is drawn as an electrodogram.
constexpr std::size_t kFirstLine = 1, kLines = 2;

sound::Stereo cut(const sound::Stereo& sound, sound::Span span) {
  sound::Stereo part(sound::frames_at(span.end_s - span.start_s));
  const auto first = static_cast<std::ptrdiff_t>(sound::frames_at(span.start_s));
  std::copy_n(sound.left.begin() + first, part.frames(), part.left.begin());
  std::copy_n(sound.right.begin() + first, part.frames(), part.right.begin());
  return part;
}

// From a little before the first line to the end of the last's echo.
sound::Span around(const std::vector<sound::Line>& lines, std::size_t first, std::size_t count) {
  return {lines[first].start_s - 0.1, lines[first + count - 1].end_s + 0.3};
}

class Workshop {
 public:
  Workshop(const Program& program, const std::filesystem::path& work)
      : program_(program), work_(work) {}

  Result<std::string> electrodogram(const sound::Stereo& sentence) {
    const auto in = work_ / "sentence.wav", out = work_ / "electrodogram.svg";
    if (auto written = sound::write_wav(in, sentence); !written) return written.error();
    const auto made =
        program_.runner.run({program_.path, "electrodogram", in.string(), "-o", out.string(),
                             "--map", std::string(kImplantMap), "--calibration", calibration(),
                             "--ear", "right", "--overwrite", "--quiet"});
    if (!made) return made.error();
    return io::read_text_file(out);
  }

  // Without ringing: the sample holds the implant alone.
  Result<Sample> sample(const SampleKind& kind, const std::filesystem::path& passage,
                        std::size_t frames) {
    auto sound = passage;
    if (!kind.preset.empty()) {
      sound = work_ / fmt::format("{}.wav", kind.preset);
      const auto rendered = render_film(
          program_, {"--listener", fmt::format("preset:{}", kind.preset), "--tinnitus", "off"},
          passage, sound);
      if (!rendered) return rendered.error();
    }
    auto heard = decode(program_.runner, sound, frames);
    if (!heard) return heard.error();
    const auto small = work_ / "sample.m4a";
    const auto coded =
        program_.runner.run({"ffmpeg", "-y", "-v", "error", "-i", sound.string(), "-c:a", "aac",
                             "-b:a", "96k", "-movflags", "+faststart", small.string()});
    if (!coded) return coded.error();
    auto bytes = tools::read_file(small);
    if (!bytes) return bytes.error();
    return Sample{kind, *std::move(heard), *std::move(bytes)};
  }

 private:
  const Program& program_;
  const std::filesystem::path& work_;
};

}  // namespace

Result<ImplantRender> render_implant(const Program& program, const sound::Scene& scene,
                                     const std::filesystem::path& work) {
  Workshop workshop(program, work);
  ImplantRender made;
  made.sentence = scene.lines[kFirstLine].text;
  auto svg = workshop.electrodogram(cut(scene.sound, around(scene.lines, kFirstLine, 1)));
  if (!svg) return svg.error();
  made.electrodogram_svg = *std::move(svg);

  const sound::Stereo passage = cut(scene.sound, around(scene.lines, kFirstLine, kLines));
  made.seconds = static_cast<double>(passage.frames()) / sound::kRate;
  for (std::size_t i = kFirstLine; i < kFirstLine + kLines; ++i)
    made.passage += (made.passage.empty() ? "" : " – ") + scene.lines[i].text;
  const auto file = work / "passage.wav";
  if (auto written = sound::write_wav(file, passage); !written) return written.error();
  for (const SampleKind& kind : kSamples) {
    auto sample = workshop.sample(kind, file, passage.frames());
    if (!sample) return sample.error();
    made.samples.push_back(*std::move(sample));
  }
  return made;
}

}  // namespace otoscape::demo::film
