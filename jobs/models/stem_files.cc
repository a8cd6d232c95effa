// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/stem_files.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace otoscape::jobs::models {
namespace {

constexpr std::size_t kRoom = 8;  // pieces before the thread

Layout layout_of(const StreamSpec& spec) {
  using enum Speaker;
  if (spec.surround.channels() > 0) return spec.surround;
  return spec.ears == 1 ? Layout{front_centre} : Layout{front_left, front_right};
}

}  // namespace

StemFiles::StemFiles(io::stems::StemSet set, const StreamSpec& spec)
    : set_(std::move(set)), channels_(static_cast<std::size_t>(spec.channels())), pieces_(kRoom) {}

Result<std::unique_ptr<StemFiles>> StemFiles::open(const Setup& setup,
                                                   const std::vector<io::stems::Stem>& stems,
                                                   std::uint64_t lead, Seconds begin) {
  auto set = io::stems::StemSet::open(setup.folder, stems, setup.spec, setup.options);
  if (!set) return set.error();
  std::unique_ptr<StemFiles> files(new StemFiles(*std::move(set), setup.spec));
  for (std::size_t stem = 0; stem < stems.size(); ++stem) files->set_.write_silence(stem, lead);
  files->meter_.emplace(measure::LoudnessMeter::Setup{setup.spec.rate, layout_of(setup.spec), begin,
                                                      setup.points, false, stems.size()});
  if (setup.in_thread) files->thread_ = std::thread([to = files.get()] { to->work(); });
  return files;
}

Status StemFiles::write(StemPiece piece) {
  if (!thread_.joinable()) return put(piece);
  return pieces_.push(std::move(piece)) ? ok() : finish();
}

Status StemFiles::put(const StemPiece& piece) {
  if (silence_.size() < piece.count) silence_.resize(piece.count);
  std::vector<std::span<const float>> channels;
  for (const auto& row : piece.rows) {
    channels.push_back(row.empty() ? std::span<const float>()
                                   : std::span(row).subspan(piece.skip, piece.count));
  }
  meter_->add(channels, piece.count);
  for (std::size_t stem = 0; stem < channels.size() / channels_; ++stem) {
    const auto of_stem = std::span(channels).subspan(stem * channels_, channels_);
    if (std::ranges::all_of(of_stem, [](const auto& row) { return row.empty(); })) {
      set_.write_silence(stem, piece.count);
      continue;
    }
    std::array<const float*, kMostChannels> rows{};
    for (std::size_t c = 0; c < channels_; ++c) {
      rows[c] = of_stem[c].empty() ? silence_.data() : of_stem[c].data();
    }
    const ConstBlock<FullScaleUnit> sound(std::span<const float* const>(rows).first(channels_),
                                          static_cast<int>(piece.count));
    if (auto status = set_.write(stem, sound); !status) return status;
  }
  return ok();
}

// An exception of a thread, such as bad_alloc, would end the program.
void StemFiles::work() {
  try {
    while (auto piece = pieces_.pop()) {
      written_ = put(*piece);
      if (!written_) break;
    }
  } catch (const std::exception& error) {
    written_ = failed(error.what());
  }
  pieces_.close();
}

Status StemFiles::finish() {
  pieces_.close();
  if (thread_.joinable()) thread_.join();
  return written_;
}

StemFiles::~StemFiles() { (void)finish(); }

Status StemFiles::close() {
  if (auto status = finish(); !status) return status;
  if (auto status = set_.close(); !status) return status;
  const auto written = set_.written();
  auto loudness = meter_->finish_all();
  for (std::size_t stem = 0; stem < written.size(); ++stem) {
    facts_.push_back({written[stem], std::move(loudness[stem])});
  }
  return ok();
}

}  // namespace otoscape::jobs::models
