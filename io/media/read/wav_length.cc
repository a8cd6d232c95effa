// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/wav_length.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <vector>

namespace otoscape::io::media {
namespace {

constexpr std::uint64_t kWrap = std::uint64_t{1} << 32;
constexpr std::uint32_t kUnknown = 0xffffffff;

// A file of chunks: four letters, a size, that many bytes, and one more where it is odd.
class Chunks {
 public:
  explicit Chunks(const std::string& path) : file_(path, std::ios::binary) {
    file_.seekg(0, std::ios::end);
    size_ = file_ ? static_cast<std::uint64_t>(file_.tellg()) : 0;
  }

  std::uint64_t size() const { return size_; }
  // Bytes at an offset; fewer at the end.
  std::string bytes(std::uint64_t at, std::size_t count) {
    std::string bytes(count, '\0');
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(at));
    file_.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file_.gcount(), 0)));
    return bytes;
  }
  std::string_view id(std::uint64_t at) {
    head_ = bytes(at, 8);
    return std::string_view(head_).substr(0, 4);
  }
  std::uint32_t count(std::uint64_t at) { return number(at + 4); }
  std::uint32_t number(std::uint64_t at) {
    const std::string four = bytes(at, 4);
    std::uint32_t value = 0;
    for (std::size_t i = four.size(); i-- > 0;)
      value = value << 8 | static_cast<std::uint8_t>(four[i]);
    return value;
  }
  // Whether from here to the end of the file there are chunks, or nothing.
  bool has_only_chunks(std::uint64_t at) {
    constexpr std::string_view kKnown[] = {"LIST", "id3 ", "ID3 ", "bext", "iXML", "cue ", "axml",
                                           "JUNK", "PAD ", "FLLR", "_PMX", "fact", "PEAK", "smpl"};
    while (at + 8 <= size_) {
      const std::string_view name = id(at);
      if (std::ranges::find(kKnown, name) != std::end(kKnown)) return true;
      const bool is_text = std::ranges::all_of(name, [](char c) { return c >= 32 && c < 127; });
      const std::uint64_t bytes = count(at);
      if (!is_text || bytes > size_ - at - 8) return false;
      at += 8 + bytes + bytes % 2;
    }
    return true;
  }
  bool is_zero(std::uint64_t at) {
    const std::string some = bytes(at, 65536);
    return std::ranges::all_of(some, [](char c) { return c == 0; });
  }

 private:
  std::ifstream file_;
  std::uint64_t size_ = 0;
  std::string head_;
};

// The sound's chunk and what a second of it takes.
struct Data {
  std::uint64_t at = 0, bytes_per_second = 0;
  std::uint32_t stated = 0;
};

std::optional<Data> find_data(Chunks& chunks) {
  if (chunks.bytes(0, 4) != "RIFF" || chunks.bytes(8, 4) != "WAVE") return std::nullopt;
  Data data;
  for (std::uint64_t at = 12; at + 8 <= chunks.size();) {
    const std::string name(chunks.id(at));
    const std::uint32_t bytes = chunks.count(at);
    if (name == "fmt ") data.bytes_per_second = chunks.number(at + 16);
    if (name == "data") {
      data.at = at + 8;
      data.stated = bytes;
      return data.bytes_per_second > 0 ? std::optional(data) : std::nullopt;
    }
    at += 8 + std::uint64_t{bytes} + bytes % 2;
  }
  return std::nullopt;
}

// Where the sound really ends; nothing where the stated size holds.
std::optional<std::uint64_t> true_end(Chunks& chunks, const Data& data) {
  if (data.at >= chunks.size()) return std::nullopt;
  if (data.stated == kUnknown) return chunks.size();
  const std::uint64_t stated = data.at + data.stated;
  if (stated >= chunks.size()) return std::nullopt;
  if (chunks.has_only_chunks(stated) || chunks.has_only_chunks(stated + stated % 2))
    return std::nullopt;
  for (std::uint64_t more = (chunks.size() - stated) / kWrap * kWrap; more > 0; more -= kWrap) {
    if (chunks.has_only_chunks(stated + more)) return stated + more;
  }
  if (chunks.size() - stated < kWrap && chunks.is_zero(stated)) return std::nullopt;
  return chunks.size();
}

}  // namespace

std::optional<WavLength> true_wav_length(const std::string& path) {
  Chunks chunks(path);
  const auto data = find_data(chunks);
  const auto end = data ? true_end(chunks, *data) : std::nullopt;
  if (!end) return std::nullopt;
  const auto seconds = [&](std::uint64_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(data->bytes_per_second);
  };
  WavLength length{data->at, *end, seconds(*end - data->at), {}};
  const bool unknown = data->stated == kUnknown || data->stated == 0;
  length.note = unknown
                    ? fmt::format("the file's header gives no length; all {:.1f} s of it were read",
                                  length.seconds)
                    : fmt::format(
                          "the file's header says {:.1f} s, but its sound goes on: all {:.1f} s of "
                          "it were read",
                          seconds(data->stated), length.seconds);
  return length;
}

namespace {

// In W64 (Sony) an identifier has 16 bytes and a size 8, which count both and are padded to 8.
double stated_w64_seconds(Chunks& chunks) {
  const auto size_of = [&](std::uint64_t at) {
    return chunks.number(at + 16) | std::uint64_t{chunks.number(at + 20)} << 32;
  };
  double bytes_per_second = 0.0;
  for (std::uint64_t at = 40; at + 24 <= chunks.size();) {
    const std::uint64_t bytes = size_of(at);
    const std::string name = chunks.bytes(at, 4);
    if (name == "fmt ") bytes_per_second = chunks.number(at + 32);
    if (name == "data" && bytes_per_second > 0.0)
      return static_cast<double>(bytes - std::min<std::uint64_t>(bytes, 24)) / bytes_per_second;
    if (bytes < 24 || bytes > chunks.size()) break;
    at += (bytes + 7) / 8 * 8;
  }
  return 0.0;
}

}  // namespace

double stated_wav_seconds(const std::string& path) {
  Chunks chunks(path);
  if (chunks.bytes(0, 4) == "riff") return stated_w64_seconds(chunks);
  const auto data = find_data(chunks);
  if (!data || data->stated == kUnknown) return 0.0;
  return static_cast<double>(data->stated) / static_cast<double>(data->bytes_per_second);
}

}  // namespace otoscape::io::media
