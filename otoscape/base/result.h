// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

// A value, or an error of one sentence that a person can act on. Only the control side has errors;
// the audio side has none.

namespace otoscape::base {

struct Error {
  enum class Kind { failed, usage };  // exit status 1 and 2 on the command line
  Kind kind = Kind::failed;
  std::string
      sentence;  // no full stop, no program name; names the file and line where there is one
};

inline Error failed(std::string sentence) { return {Error::Kind::failed, std::move(sentence)}; }
inline Error wrong_usage(std::string sentence) { return {Error::Kind::usage, std::move(sentence)}; }

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() & { return get(); }
  const T& operator*() const& { return std::get<T>(state_); }
  T&& operator*() && { return std::move(get()); }
  T* operator->() { return &get(); }
  const T* operator->() const { return &std::get<T>(state_); }
  const Error& error() const { return std::get<Error>(state_); }

 private:
  T& get() {
    assert(*this);
    return std::get<T>(state_);
  }
  std::variant<T, Error> state_;
};

using Status = Result<std::monostate>;
inline Status ok() { return std::monostate{}; }

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
