// SPDX-License-Identifier: Apache-2.0
#include "io/unfinished.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

#include "otoscape/base/lock.h"

namespace otoscape::io {
namespace {

// A list that only grows, since the handler may read it at any moment; its places are used again.
struct Place {
  std::atomic<bool> used = false;
  std::string path;
  Place* next = nullptr;
};
std::atomic<Place*> places = nullptr;
Lock changes;  // of the list, by threads; the handler takes none

extern "C" void remove_and_end(int signal) {
  remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void watch_signals() {
  static const bool once = [] {
    for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) {
      // A signal that was ignored at the start (nohup) stays ignored.
      if (std::signal(signal, remove_and_end) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of its write
    return true;
  }();
  (void)once;
}

}  // namespace

void remember_unfinished(const std::string& path) {
  watch_signals();
  const Locked locked(changes);
  Place* place = places;
  while (place != nullptr && place->used) place = place->next;
  if (place == nullptr) {
    place = new Place;
    place->next = places;
    places = place;
  }
  place->path = path;
  place->used = true;
}

void forget_unfinished(const std::string& path) {
  const Locked locked(changes);
  for (Place* place = places; place != nullptr; place = place->next) {
    if (place->used && place->path == path) place->used = false;
  }
}

void remove_unfinished_files() noexcept {
  for (const Place* place = places; place != nullptr; place = place->next) {
    if (place->used) unlink(place->path.c_str());
  }
  // Folders are empty now; for a file this does nothing.
  for (const Place* place = places; place != nullptr; place = place->next) {
    if (place->used) rmdir(place->path.c_str());
  }
}

}  // namespace otoscape::io
