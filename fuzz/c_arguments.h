// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/bytes.h"
#include "otoscape/c/otoscape.h"

// Arguments of the C interface, right and wrong, made from the fuzzer's bytes.

namespace otoscape::fuzz {

inline double number(Bytes& bytes) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  constexpr double kNumbers[] = {0.0,    -0.0,  1.0,    -1.0,
                                 0.5,    20.0,  1000.0, 8000.0,
                                 7999.9, 48e3,  192e3,  192e3 + .1,
                                 60.0,   -40.0, 1e308,  -1e308,
                                 5e-324, kInf,  -kInf,  std::numeric_limits<double>::quiet_NaN()};
  const int choice = bytes.byte();
  if (choice < 128) return kNumbers[static_cast<std::size_t>(choice) % std::size(kNumbers)];
  if (choice < 160) return bytes.bits<double>();
  return (bytes.bits<std::int16_t>()) / 64.0;
}

inline double rate(Bytes& bytes) {
  constexpr double kRates[] = {48000, 16000, 8000, 44100, 48000, 16000, 8000};
  const int choice = bytes.byte();
  if (choice >= 240) return number(bytes);
  if (choice >= 236) return choice % 2 == 0 ? 96000 : 192000;
  return kRates[static_cast<std::size_t>(choice) % std::size(kRates)];
}

// Counts and lengths that no buffer is needed for.
inline std::int64_t no_length(Bytes& bytes) {
  constexpr std::int64_t kLengths[] = {-1, -2, std::numeric_limits<std::int64_t>::min() + 1,
                                       std::numeric_limits<std::int32_t>::min(), 0};
  return kLengths[bytes.below(5)];
}

// Memory for a struct of any version up to the largest size that is taken; what lies behind the
// size must stay as it is.
template <class T>
class Sized {
 public:
  explicit Sized(std::size_t size) {
    std::memset(raw_.data(), 0, raw_.size());
    std::fill(raw_.begin() + behind(size), raw_.end(), kBehind);
    get()->size = size;
  }
  T* get() { return reinterpret_cast<T*>(raw_.data()); }
  T& operator*() { return *get(); }
  T* operator->() { return get(); }
  bool untouched_behind(std::size_t size) const {
    return std::all_of(raw_.begin() + behind(size), raw_.end(),
                       [](unsigned char b) { return b == kBehind; });
  }

 private:
  // A size lies in front of all others.
  std::ptrdiff_t behind(std::size_t size) const {
    return static_cast<std::ptrdiff_t>(std::clamp(size, sizeof(std::size_t), raw_.size()));
  }
  static constexpr unsigned char kBehind = 0xA5;
  alignas(T) std::array<unsigned char, 16 * sizeof(T) + 64> raw_;
};

// Mostly the right one.
template <class T>
std::size_t size_of(Bytes& bytes) {
  const int choice = bytes.byte();
  if (choice < 240) return sizeof(T);
  constexpr std::size_t kSizes[] = {0,
                                    1,
                                    sizeof(std::size_t) - 1,
                                    sizeof(std::size_t),
                                    sizeof(T) - 1,
                                    sizeof(T) + 8,
                                    16 * sizeof(T),
                                    16 * sizeof(T) + 1,
                                    std::numeric_limits<std::size_t>::max()};
  if (choice < 252) return kSizes[static_cast<std::size_t>(choice) % std::size(kSizes)];
  return static_cast<std::size_t>(bytes.bits<std::uint16_t>()) % (16 * sizeof(T) + 9);
}

inline bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0x80;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
      return false;
    }
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

inline void check_text(const char* text) { require(text != nullptr && is_utf8(text)); }

// An error to be filled, or none.
class ErrorSlot {
 public:
  explicit ErrorSlot(Bytes& bytes)
      : none_(bytes.one_in(8)), size_(size_of<otoscape_error>(bytes)), error_(size_) {}
  otoscape_error* get() { return none_ ? nullptr : error_.get(); }
  // failed: what the call returned.
  void check(bool call_failed) {
    require(error_->size == size_ && error_.untouched_behind(size_));
    const bool known = size_ >= sizeof(std::size_t) && size_ <= 16 * sizeof(otoscape_error);
    if (none_ || !known) return;
    if (size_ >= offsetof(otoscape_error, line) + sizeof error_->line) {
      require((error_->status != OTOSCAPE_OK) == call_failed && error_->line >= 0);
      require(error_->status >= OTOSCAPE_OK && error_->status <= OTOSCAPE_USAGE);
    }
    check_part(error_->sentence, offsetof(otoscape_error, sentence));
    check_part(error_->suggestion, offsetof(otoscape_error, suggestion));
    if (size_ > offsetof(otoscape_error, sentence) + 1 && call_failed) {
      require(error_->sentence[0] != '\0');
    }
  }

 private:
  template <std::size_t kRoom>
  void check_part(const char (&text)[kRoom], std::size_t at) const {
    if (size_ <= at) return;
    const std::size_t room = std::min(kRoom, size_ - at);
    const void* end = std::memchr(text, 0, room);
    require(end != nullptr);
    require(is_utf8(text));
  }
  bool none_;
  std::size_t size_;
  Sized<otoscape_error> error_;
};

// Sound in memory of exactly its length, so that one sample too far is found.
class Sound {
 public:
  Sound(int channels, std::int32_t frames)
      : frames_(frames), samples_(static_cast<std::size_t>(channels)) {
    for (auto& channel : samples_) {
      channel.assign(static_cast<std::size_t>(std::max(frames, 0)), 0.0f);
      pointers_.push_back(channel.empty() ? &nothing_ : channel.data());
    }
  }
  void fill(Bytes& bytes) {
    for (auto& channel : samples_) {
      float repeated[8];
      for (float& x : repeated) {
        const int kind = bytes.byte();
        x = kind % 4 == 3 ? bytes.bits<float>() : static_cast<float>(kind - 128) / 128.0f;
      }
      for (std::size_t n = 0; n < channel.size(); ++n) channel[n] = repeated[n * 7 / 4 % 8];
    }
  }
  float** channels() { return pointers_.data(); }
  std::int32_t frames() const { return frames_; }
  const std::vector<std::vector<float>>& samples() const { return samples_; }

 private:
  std::int32_t frames_;
  std::vector<std::vector<float>> samples_;
  std::vector<float*> pointers_;
  float nothing_ = 0.0f;
};

inline void check_sound(const std::vector<float>& samples, std::size_t frames,
                        double ceiling_dbtp) {
  const float limit = static_cast<float>(std::pow(10.0, ceiling_dbtp / 20.0)) * 1.0001f;
  for (std::size_t n = 0; n < frames; ++n) {
    require(std::isfinite(samples[n]) && std::abs(samples[n]) <= limit);
  }
}

}  // namespace otoscape::fuzz
