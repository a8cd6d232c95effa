// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/read_in_thread.h"

#include <exception>
#include <thread>
#include <utility>

#include "io/bounded_queue.h"

namespace otoscape::jobs::measure {
namespace {

constexpr std::size_t kRoom = 64;  // pieces between the threads

}  // namespace

Status read_in_thread(io::media::MediaReader& reader,
                      const std::function<void(io::media::Piece)>& take) {
  io::BoundedQueue<io::media::Piece> decoded(kRoom);
  Status status = ok();
  std::thread reading([&] {
    try {
      status = reader.read_to_end([&](io::media::Piece piece) {
        return decoded.push(std::move(piece)) ? ok() : Status(failed("stopped"));
      });
    } catch (const std::exception& error) {
      status = failed(error.what());
    }
    decoded.close();
  });
  std::exception_ptr thrown;
  try {
    while (auto piece = decoded.pop()) take(std::move(*piece));
  } catch (...) {
    thrown = std::current_exception();
    decoded.close();
  }
  reading.join();
  if (thrown) std::rethrow_exception(thrown);
  return status;
}

}  // namespace otoscape::jobs::measure
