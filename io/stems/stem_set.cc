// SPDX-License-Identifier: Apache-2.0
#include "io/stems/stem_set.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <utility>

#include "io/output_file.h"
#include "io/output_folder.h"
#include "io/stems/file_names.h"
#include "io/stems/reaper_project.h"
#include "io/stems/stem_list.h"
#include "io/wave/wave_writer.h"

namespace otoscape::io::stems {
namespace {

Layout layout_of(const StreamSpec& spec) {
  using enum Speaker;
  if (spec.surround.channels() > 0) return spec.surround;
  return spec.ears == 1 ? Layout{front_centre} : Layout{front_left, front_right};
}

std::vector<wave::NewChunk> descriptions(const Stem& stem, const StemOptions& options,
                                         const wave::WaveFormat& format) {
  const wave::RecordingFacts facts{
      stem.name,        stem.words,   options.programme, options.time_reference,
      options.timecode, options.date, options.time};
  return {wave::broadcast_chunk(facts, format), wave::ixml_chunk(facts, format)};
}

}  // namespace

struct StemSet::Impl {
  Impl(std::string path, OutputFolder new_folder, wave::WaveFormat wave_format, StemOptions chosen)
      : folder_path(std::move(path)),
        folder(std::move(new_folder)),
        format(wave_format),
        options(std::move(chosen)) {}

  Error about(const std::string& file, const Error& error) const {
    return {error.kind, fmt::format("{}: {}: {}", folder_path, file, error.sentence)};
  }

  std::string folder_path;
  OutputFolder folder;
  wave::WaveFormat format;
  StemOptions options;
  std::vector<Stem> stems;
  std::vector<std::string> files;
  std::vector<wave::WaveWriter> writers;
};

StemSet::StemSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StemSet::StemSet(StemSet&& other) noexcept = default;
StemSet::~StemSet() = default;

Result<StemSet> StemSet::open(const std::string& folder, std::vector<Stem> stems,
                              const StreamSpec& spec, const StemOptions& options) {
  if (stems.empty()) return failed(fmt::format("{}: there are no stems to write", folder));
  auto created = OutputFolder::create(folder);
  if (!created) return created.error();
  const wave::WaveFormat format{static_cast<int>(std::lround(spec.rate.value())), layout_of(spec),
                                options.samples};
  auto impl = std::make_unique<Impl>(folder, *std::move(created), format, options);
  impl->stems = std::move(stems);
  impl->files = file_names(impl->stems);
  for (std::size_t i = 0; i < impl->stems.size(); ++i) {
    auto writer = wave::WaveWriter::open(impl->folder.add(impl->files[i]), format,
                                         descriptions(impl->stems[i], options, format));
    if (!writer) return impl->about(impl->files[i], writer.error());
    impl->writers.push_back(*std::move(writer));
  }
  return StemSet(std::move(impl));
}

Status StemSet::write(std::size_t stem, ConstBlock<FullScaleUnit> sound) {
  assert(stem < impl_->writers.size());
  auto status = impl_->writers[stem].write(sound);
  return status ? ok() : Status(impl_->about(impl_->files[stem], status.error()));
}

void StemSet::write_silence(std::size_t stem, std::uint64_t frames) {
  assert(stem < impl_->writers.size());
  impl_->writers[stem].write_silence(frames);
}

std::vector<WrittenStem> StemSet::written() const {
  std::vector<WrittenStem> list;
  for (std::size_t i = 0; i < impl_->stems.size(); ++i)
    list.push_back({impl_->stems[i], impl_->files[i], impl_->writers[i].peak()});
  return list;
}

Status StemSet::close() {
  Impl& set = *impl_;
  const std::uint64_t frames = set.writers.front().frames();
  for (std::size_t i = 0; i < set.writers.size(); ++i) {
    if (set.writers[i].frames() != frames) {
      return failed(fmt::format("{}: {} has {} frames, {} has {}", set.folder_path,
                                set.files.front(), frames, set.files[i], set.writers[i].frames()));
    }
    if (auto status = set.writers[i].close(); !status)
      return set.about(set.files[i], status.error());
  }
  const auto list = written();
  for (const auto& [name, text] :
       {std::pair{"stems.json", stem_list(list, set.format, frames, set.options)},
        std::pair{"stems.rpp",
                  reaper_project(list, set.format, frames, set.options.time_reference)}}) {
    if (auto status = write_text(set.folder.add(name), text, false); !status) return status;
  }
  return set.folder.keep();
}

}  // namespace otoscape::io::stems
