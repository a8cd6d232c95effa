// SPDX-License-Identifier: Apache-2.0
#include "io/pipeline.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "io/bounded_queue.h"

namespace otoscape::io {
namespace {

constexpr std::size_t kRoom = 64;  // pieces between two threads: about a second of film

// What stops a thread whose taker has gone; never shown.
Error stopped() { return failed("stopped"); }

}  // namespace

Status Pipeline::hear(Piece piece, const Take& take) {
  const auto pass_on = [&](SoundPiece heard) { return take(std::move(heard)); };
  if (auto* sound = std::get_if<SoundPiece>(&piece)) {
    TrackEars& track = *tracks_.at(sound->stream);
    return track.hear(std::move(*sound), pass_on);
  }
  if (const auto* end = std::get_if<SoundEnd>(&piece)) {
    if (auto status = tracks_.at(end->stream)->finish(pass_on); !status) return status;
  }
  return take(std::move(piece));
}

bool Pipeline::all_past_range() const {
  return std::ranges::all_of(tracks_, [](const auto& t) { return t.second->past_range(); });
}

Status Pipeline::run(int threads, const Take& take) {
  return threads <= 1 ? run_in_turn(take) : run_side_by_side(take);
}

Status Pipeline::run_in_turn(const Take& take) {
  const auto through_ears = [&](Piece piece) { return hear(std::move(piece), take); };
  while (true) {
    auto more = reader_.read(through_ears);
    if (!more) return more.error();
    if (!*more) return ok();
    if (all_past_range()) reader_.end_early();
  }
}

Status Pipeline::run_side_by_side(const Take& take) {
  BoundedQueue<Piece> decoded(kRoom), heard(kRoom);
  std::atomic<bool> enough = false;
  Status read_status = ok(), ears_status = ok(), status = ok();

  std::thread reading([&] {
    const auto give = [&](Piece piece) {
      return decoded.push(std::move(piece)) ? ok() : Status(stopped());
    };
    while (true) {
      auto more = reader_.read(give);
      if (!more) read_status = more.error();
      if (!more || !*more) break;
      if (enough) reader_.end_early();
    }
    decoded.close();
  });
  std::thread hearing([&] {
    const auto give = [&](Piece piece) {
      return heard.push(std::move(piece)) ? ok() : Status(stopped());
    };
    while (auto piece = decoded.pop()) {
      ears_status = hear(std::move(*piece), give);
      if (!ears_status) break;
      enough = all_past_range();
    }
    decoded.close();
    heard.close();
  });
  while (auto piece = heard.pop()) {
    status = take(std::move(*piece));
    if (!status) break;
  }
  heard.close();
  reading.join();
  hearing.join();
  if (!status) return status;  // the others' then only say that they were stopped
  return ears_status ? read_status : ears_status;
}

}  // namespace otoscape::io
