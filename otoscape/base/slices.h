// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <utility>

// Control-side work that can be done in slices, so that a host with one thread never waits for all
// of it. The work is a coroutine; it stops only where it says `co_await pace.pause()`, and only
// once its time is over. In slices or at once, it computes the same.

namespace otoscape::base {

// The time that a slice has. One for each piece of work; it must outlive the work.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  // Awaited, it stops the work where the slice's time is over.
  auto pause() noexcept {
    struct Point {
      Pace& pace;
      bool await_ready() const noexcept { return !pace.end_ || Clock::now() < *pace.end_; }
      void await_suspend(std::coroutine_handle<> here) const noexcept { pace.stopped_ = here; }
      void await_resume() const noexcept {}
    };
    return Point{*this};
  }

 private:
  template <class T>
  friend class Slices;
  std::optional<Clock::time_point> end_;  // none: the work does not stop
  std::coroutine_handle<> stopped_;       // the innermost of its coroutines; null: not begun
};

// Work with a result. It begins when it is awaited by other work, or by go_on or all. What a
// coroutine gets by reference must outlive it.
template <class T>
class [[nodiscard]] Slices {
 public:
  struct promise_type {
    Slices get_return_object() { return Slices(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct Back {
        bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(Handle done) const noexcept {
          const std::coroutine_handle<> next = done.promise().caller;
          return next ? next : std::noop_coroutine();
        }
        void await_resume() const noexcept {}
      };
      return Back{};
    }
    void return_value(T value) { result.emplace(std::move(value)); }
    void unhandled_exception() {
#if defined(__cpp_exceptions)
      throw;  // to the caller of go_on or all
#else
      std::terminate();
#endif
    }

    // Variables of the work may be vectors: compilers allocate frames as if none needed alignment.
    static constexpr std::align_val_t kAlignment{64};
    static void* operator new(std::size_t size) { return ::operator new(size, kAlignment); }
    static void operator delete(void* frame) noexcept { ::operator delete(frame, kAlignment); }

    std::coroutine_handle<> caller;  // the work that awaits this one
    std::optional<T> result;
  };

  Slices(Slices&& from) noexcept : handle_(std::exchange(from.handle_, {})) {}
  Slices& operator=(Slices&& from) noexcept {
    std::swap(handle_, from.handle_);
    return *this;
  }
  ~Slices() {
    if (handle_) handle_.destroy();
  }

  // Works for about this long. Returns whether the result is there.
  bool go_on(Pace& pace, Pace::Clock::duration about) {
    pace.end_ = Pace::Clock::now() + about;
    resume(pace);
    return handle_.done();
  }
  // Works until the result is there.
  T all(Pace& pace) {
    pace.end_.reset();
    resume(pace);
    return take();
  }
  // Once, after go_on has returned true.
  T take() { return *std::move(handle_.promise().result); }

  // Within other work: does this work first.
  auto operator co_await() && noexcept {
    struct Inner {
      Handle work;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
        work.promise().caller = caller;
        return work;
      }
      T await_resume() const { return *std::move(work.promise().result); }
    };
    return Inner{handle_};
  }

 private:
  using Handle = std::coroutine_handle<promise_type>;
  explicit Slices(Handle handle) : handle_(handle) {}

  void resume(Pace& pace) {
    const std::coroutine_handle<> at = std::exchange(pace.stopped_, {});
    if (at) {
      at.resume();
    } else if (!handle_.done()) {
      handle_.resume();
    }
  }

  Handle handle_;
};

// The result of work at once: all_at_once([&](Pace& pace) { return some_work(pace, …); }).
template <class Work>
auto all_at_once(const Work& work) {
  Pace pace;
  return work(pace).all(pace);
}

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
