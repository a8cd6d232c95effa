// SPDX-License-Identifier: Apache-2.0
#include "jobs/output_loudness.h"

#include <exception>
#include <utility>

namespace otoscape::jobs {
namespace {

constexpr std::size_t kRoom = 64;  // pieces before the thread

}  // namespace

OutputLoudness::OutputLoudness(std::vector<measure::LoudnessPoint> points, bool in_thread)
    : points_(std::move(points)), waiting_(kRoom) {
  if (in_thread) thread_ = std::thread([this] { work(); });
}

OutputLoudness::~OutputLoudness() {
  waiting_.close();
  if (thread_.joinable()) thread_.join();
}

// An exception of a thread, such as bad_alloc, would end the program.
void OutputLoudness::work() {
  try {
    while (auto thing = waiting_.pop()) {
      std::visit([this](const auto& given) { measure(given); }, *thing);
    }
  } catch (const std::exception& error) {
    error_ = error.what();
    waiting_.close();
  }
}

void OutputLoudness::begin(int stream, Hertz rate, const Layout& layout, Seconds begin) {
  Begin track{stream, {rate, layout, begin, points_}};
  if (thread_.joinable()) {
    (void)waiting_.push(std::move(track));  // false after an error, which finish() says
  } else {
    measure(track);
  }
}

void OutputLoudness::add(const io::media::SoundPiece& piece) {
  if (thread_.joinable()) {
    (void)waiting_.push(piece);
  } else {
    measure(piece);
  }
}

void OutputLoudness::measure(const Begin& track) {
  meters_[track.stream] = std::make_unique<measure::LoudnessMeter>(track.setup);
}

void OutputLoudness::measure(const io::media::SoundPiece& piece) {
  std::vector<std::span<const float>> channels;
  for (std::size_t c = 0; c < static_cast<std::size_t>(piece.channels); ++c) {
    channels.push_back(std::span(piece.samples[c]).first(static_cast<std::size_t>(piece.frames)));
  }
  meters_.at(piece.stream)->add(channels);
}

Status OutputLoudness::finish() {
  waiting_.close();
  if (thread_.joinable()) thread_.join();
  if (!error_.empty()) return failed(error_);
  for (const auto& [stream, meter] : meters_) facts_[stream] = meter->finish();
  return ok();
}

std::optional<measure::LoudnessFacts> OutputLoudness::facts(int stream) const {
  const auto found = facts_.find(stream);
  return found == facts_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace otoscape::jobs
