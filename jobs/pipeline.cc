// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <thread>
#include <vector>

#include "io/bounded_queue.h"

namespace otoscape::jobs {
namespace {

constexpr std::size_t kRoom = 64;  // pieces between two threads: about a second of film
constexpr std::size_t kRoomBetweenStages = 32;

// The error that ends a thread whose output queue is closed. It is never shown.
Error stopped() { return failed("stopped"); }

// Turns an exception of a thread, such as bad_alloc, into an error: uncaught it would end the
// program.
template <class Work>
Status caught(Work work) {
  try {
    return work();
  } catch (const std::exception& error) {
    return failed(error.what());
  }
}

template <class Thing, class Take>
Status take_all(io::BoundedQueue<Thing>& queue, const Take& take) {
  while (auto thing = queue.pop()) {
    if (auto status = take(std::move(*thing)); !status) return status;
  }
  return ok();
}

template <class Thing>
auto into(io::BoundedQueue<Thing>& queue) {
  return [&queue](Thing thing) { return queue.push(std::move(thing)) ? ok() : Status(stopped()); };
}

}  // namespace

int Pipeline::stages() const {
  int most = 2;
  for (const auto& [stream, track] : tracks_) most = std::max(most, track->stages());
  return most;
}

Status Pipeline::begin(io::media::Piece piece, const Give& give) {
  const models::RenderedTrack::Give give_on =
      [&](std::variant<io::media::SoundPiece, models::TrackBatch> made) {
        if (auto* batch = std::get_if<models::TrackBatch>(&made)) return give(std::move(*batch));
        return give(io::media::Piece(std::get<io::media::SoundPiece>(std::move(made))));
      };
  if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) {
    return tracks_.at(sound->stream)->begin(std::move(*sound), give_on);
  }
  if (const auto* end = std::get_if<io::media::SoundEnd>(&piece)) {
    if (auto status = tracks_.at(end->stream)->rest(give_on); !status) return status;
  }
  return give(std::move(piece));
}

Status Pipeline::work(int stage, Handed handed, const Give& give) {
  if (auto* batch = std::get_if<models::TrackBatch>(&handed)) {
    models::RenderedTrack& track = *tracks_.at(batch->stream);
    if (stage < track.stages() - 1) track.work(stage, *batch);
  }
  return give(std::move(handed));
}

Status Pipeline::end(Handed handed, const Take& take) {
  if (auto* piece = std::get_if<io::media::Piece>(&handed)) return take(std::move(*piece));
  auto& batch = std::get<models::TrackBatch>(handed);
  models::RenderedTrack& track = *tracks_.at(batch.stream);
  return track.end(std::move(batch), take);
}

Status Pipeline::run(int threads, const Take& take) {
  return threads <= 1 ? run_in_turn(take) : run_side_by_side(take);
}

Status Pipeline::run_in_turn(const Take& take) {
  Give next = [&](Handed handed) { return end(std::move(handed), take); };
  for (int stage = stages() - 2; stage > 0; --stage) {
    next = [this, stage, next](Handed handed) { return work(stage, std::move(handed), next); };
  }
  return reader_.read_to_end([&](io::media::Piece piece) { return begin(std::move(piece), next); });
}

Status Pipeline::run_side_by_side(const Take& take) {
  io::BoundedQueue<io::media::Piece> decoded(kRoom), heard(kRoom);
  const auto last = static_cast<std::size_t>(stages() - 1);
  std::deque<io::BoundedQueue<Handed>> between;  // after each stage but the last
  for (std::size_t stage = 0; stage < last; ++stage) between.emplace_back(kRoomBetweenStages);
  std::vector<Status> statuses(last + 2, ok());
  std::vector<std::thread> threads;
  // Starts one part. When it ends it closes its input queue, so that the parts before it end, and
  // its output queue, so that the parts after it end.
  const auto start = [&](auto& from, auto& to, auto part) {
    Status& status = statuses[threads.size()];
    threads.emplace_back([&from, &to, &status, part] {
      status = caught([&] { return take_all(from, part); });
      from.close();
      to.close();
    });
  };

  threads.emplace_back([&] {
    statuses[0] = caught([&] { return reader_.read_to_end(into(decoded)); });
    decoded.close();
  });
  start(decoded, between[0],
        [&](io::media::Piece piece) { return begin(std::move(piece), into(between[0])); });
  for (std::size_t stage = 1; stage < last; ++stage) {
    start(between[stage - 1], between[stage], [&, stage](Handed handed) {
      return work(static_cast<int>(stage), std::move(handed), into(between[stage]));
    });
  }
  start(between[last - 1], heard,
        [&](Handed handed) { return end(std::move(handed), into(heard)); });
  const Status taken = caught([&] { return take_all(heard, take); });
  heard.close();
  for (auto& thread : threads) thread.join();
  if (!taken) return taken;  // the other statuses are then only "stopped"
  // A failed part stops the parts before it, so the last failure is the cause.
  for (auto status = statuses.rbegin(); status != statuses.rend(); ++status) {
    if (!*status) return *status;
  }
  return ok();
}

}  // namespace otoscape::jobs
