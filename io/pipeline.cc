// SPDX-License-Identifier: Apache-2.0
#include "io/pipeline.h"

#include <exception>
#include <thread>

#include "io/bounded_queue.h"

namespace otoscape::io {
namespace {

constexpr std::size_t kRoom = 64;  // pieces between two threads: about a second of film

// What stops a thread whose taker has gone; never shown.
Error stopped() { return failed("stopped"); }

// A thread has nobody above it to catch what it throws: no memory left, above all.
template <class Work>
Status caught(Work work) {
  try {
    return work();
  } catch (const std::exception& error) {
    return failed(error.what());
  }
}

Status take_all(BoundedQueue<Piece>& queue, const Pipeline::Take& take) {
  while (auto piece = queue.pop()) {
    if (auto status = take(std::move(*piece)); !status) return status;
  }
  return ok();
}

}  // namespace

Status Pipeline::hear(Piece piece, const Take& take) {
  const auto pass_on = [&](SoundPiece heard) { return take(std::move(heard)); };
  if (auto* sound = std::get_if<SoundPiece>(&piece)) {
    Track& track = *tracks_.at(sound->stream);
    return track.hear(std::move(*sound), pass_on);
  }
  if (const auto* end = std::get_if<SoundEnd>(&piece)) {
    if (auto status = tracks_.at(end->stream)->finish(pass_on); !status) return status;
  }
  return take(std::move(piece));
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
  }
}

Status Pipeline::run_side_by_side(const Take& take) {
  BoundedQueue<Piece> decoded(kRoom), heard(kRoom);
  Status read_status = ok(), ears_status = ok(), status = ok();

  std::thread reading([&] {
    const auto give = [&](Piece piece) {
      return decoded.push(std::move(piece)) ? ok() : Status(stopped());
    };
    read_status = caught([&] {
      while (true) {
        auto more = reader_.read(give);
        if (!more) return Status(more.error());
        if (!*more) return ok();
      }
    });
    decoded.close();
  });
  std::thread hearing([&] {
    const auto give = [&](Piece piece) {
      return heard.push(std::move(piece)) ? ok() : Status(stopped());
    };
    ears_status = caught(
        [&] { return take_all(decoded, [&](Piece p) { return hear(std::move(p), give); }); });
    decoded.close();
    heard.close();
  });
  status = caught([&] { return take_all(heard, take); });
  heard.close();
  reading.join();
  hearing.join();
  if (!status) return status;  // the others' then only say that they were stopped
  return ears_status ? read_status : ears_status;
}

}  // namespace otoscape::io
