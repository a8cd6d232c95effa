// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/haptics_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/haptics/ahap.h"
#include "io/haptics/hjif.h"
#include "io/haptics/vibrate.h"
#include "io/text_file.h"

namespace otoscape::jobs::haptics {
namespace {

constexpr double kFelt = 1e-4;  // −80 dB re full scale: below it nothing is

std::string text_of(Form form, const io::haptics::Pattern& pattern) {
  if (form == Form::ahap) return io::haptics::ahap(pattern);
  if (form == Form::hjif) return io::haptics::hjif(pattern);
  return io::haptics::vibrate(pattern);
}

}  // namespace

HapticsFile::HapticsFile(Options options, Hertz rate, io::OutputFile file)
    : options_(std::move(options)), rate_(rate), file_(std::move(file)), pattern_(rate) {}

Error HapticsFile::about(const Error& error) const {
  return {error.kind, fmt::format("{}: {}", options_.request.file, error.sentence)};
}

Result<HapticsFile> HapticsFile::open(const Options& options, Hertz rate) {
  using enum Speaker;
  auto created = io::OutputFile::create(options.request.file, options.overwrite);
  if (!created) return created.error();
  HapticsFile file(options, rate, *std::move(created));
  if (form_of(options.request.file) != Form::wave) return file;
  const Layout layout =
      options.request.bands == 1 ? Layout{front_centre} : Layout{front_left, front_right};
  const io::wave::WaveFormat format{static_cast<int>(std::lround(rate.value())), layout,
                                    options.samples};
  auto writer = io::wave::WaveWriter::open(file.file_.temporary(), format,
                                           {io::wave::broadcast_chunk(options.facts, format),
                                            io::wave::ixml_chunk(options.facts, format)});
  if (!writer) return file.about(writer.error());
  file.wave_.emplace(*std::move(writer));
  return file;
}

Status HapticsFile::write(ConstBlock<FullScaleUnit> sound) {
  frames_ += sound.frames();
  for (int c = 0; c < sound.channels(); ++c) {
    for (const float x : sound.channel(c)) peak_ = std::max(peak_, std::abs(x));
  }
  pattern_.add(sound.channel(0));
  if (!wave_) return ok();
  auto status = wave_->write(sound);
  return status ? ok() : Status(about(status.error()));
}

Status HapticsFile::close() {
  if (wave_) {
    if (auto status = wave_->close(); !status) return about(status.error());
    return file_.keep();
  }
  const std::string text = text_of(*form_of(options_.request.file), pattern());
  if (auto status = io::write_text(file_.temporary(), text, true); !status) return status;
  return file_.keep();
}

io::haptics::Pattern HapticsFile::pattern() const {
  const auto& device = otoscape::haptics::facts_of(options_.request.device);
  return {options_.facts.programme, device.low_hz, device.high_hz, pattern_.rows()};
}

HapticsSummary HapticsFile::summary() const {
  HapticsSummary summary{options_.request.file, options_.request.device, options_.request.bands,
                         static_cast<double>(frames_) / rate_.value(), std::nullopt};
  if (peak_ > kFelt) summary.peak_dbfs = 20.0 * std::log10(static_cast<double>(peak_));
  return summary;
}

}  // namespace otoscape::jobs::haptics
