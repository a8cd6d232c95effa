// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string_view>
#include <type_traits>

#include "otoscape/base/result.h"
#include "otoscape/c/otoscape.h"

// The boundary between C and C++: errors, texts and structs that carry their size.

namespace otoscape::c {

// Fills a caller's error, if there is one, and returns the status. name: of the text that was read;
// where the sentence begins with it, the line after it is the error's.
otoscape_status tell(otoscape_error* to, const Error& error, std::string_view name = {});
otoscape_status tell_ok(otoscape_error* to);
// Needs no memory itself.
void tell_out_of_memory(otoscape_error* to) noexcept;

// Copies the members that the caller's struct has; the others keep the values that `to` holds.
// Fails for null, for a size that no version had, as one that ends within a pointer, and for one of
// a later version with further members that are set.
template <class T>
Status copy_in(const T* from, T& to) {
  if (from == nullptr) return wrong_usage("a struct is NULL");
  const std::size_t size = from->size;
  if (size < sizeof(std::size_t) || size > 16 * sizeof(T) || size % alignof(T) != 0) {
    return wrong_usage("a struct's size is not set: call its init function");
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(from);
  if (size > sizeof(T) &&
      std::any_of(bytes + sizeof(T), bytes + size, [](unsigned char b) { return b != 0; })) {
    return wrong_usage("a struct has members that this version of the library does not know");
  }
  std::memcpy(&to, from, std::min(size, sizeof(T)));
  to.size = sizeof(T);
  return ok();
}

// The other way: writes the members that the caller's struct has room for; false for null or a
// size that no version had.
template <class T>
bool copy_out(T from, T* to) {
  if (to == nullptr || to->size < sizeof(std::size_t) || to->size > 16 * sizeof(T)) return false;
  from.size = to->size;
  std::memcpy(to, &from, std::min(to->size, sizeof(T)));
  return true;
}

// Fills a caller's struct of `size` bytes: with `usual` as far as it goes, and zeros after it. Does
// nothing for null and for a size that no version had.
template <class T>
void init(T* to, std::size_t size, const T& usual) {
  if (to == nullptr || size < sizeof(std::size_t) || size > 16 * sizeof(T)) return;
  std::memset(to, 0, size);
  to->size = size;
  copy_out(usual, to);
}

// Runs what may run out of memory; nothing else in the library throws.
template <class Answer, class Work>
Answer guarded(otoscape_error* error, std::type_identity_t<Answer> otherwise, const Work& work) {
#if defined(__cpp_exceptions)
  try {
    return work();
  } catch (const std::exception&) {
    tell_out_of_memory(error);
    return otherwise;
  }
#else
  static_cast<void>(error), static_cast<void>(otherwise);
  return work();
#endif
}

}  // namespace otoscape::c
