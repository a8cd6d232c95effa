// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/wav.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "apps/demo/tools/files.h"

namespace otoscape::demo::sound {
namespace {

template <class T>
T at(const std::string& bytes, std::size_t offset) {
  T value{};
  if (offset + sizeof(T) <= bytes.size()) std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

template <class T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

}  // namespace

Result<Recording> read_speech_wav(const std::filesystem::path& file) {
  const auto read = tools::read_file(file);
  if (!read) return read.error();
  const std::string& bytes = *read;
  const std::size_t data = bytes.find("data");
  const bool fits = bytes.starts_with("RIFF") && data != std::string::npos &&
                    at<std::uint16_t>(bytes, 22) == 1 && at<std::uint16_t>(bytes, 34) == 16;
  if (!fits)
    return failed(fmt::format("{}: not the 16-bit mono WAV that espeak-ng writes", file.string()));
  Recording recording{static_cast<int>(at<std::uint32_t>(bytes, 24)), {}};
  for (std::size_t n = data + 8; n + 1 < bytes.size(); n += 2)
    recording.sound.push_back(static_cast<float>(at<std::int16_t>(bytes, n)) / 32768.0f);
  return recording;
}

Status write_wav(const std::filesystem::path& file, const Stereo& sound) {
  const auto data_bytes = static_cast<std::uint32_t>(sound.frames() * 8);
  std::string bytes = "RIFF";
  put<std::uint32_t>(bytes, 36 + data_bytes);
  bytes += "WAVEfmt ";
  put<std::uint32_t>(bytes, 16);
  put<std::uint16_t>(bytes, 3);  // IEEE float
  put<std::uint16_t>(bytes, 2);
  put<std::uint32_t>(bytes, kRate);
  put<std::uint32_t>(bytes, kRate * 8);
  put<std::uint16_t>(bytes, 8);
  put<std::uint16_t>(bytes, 32);
  bytes += "data";
  put<std::uint32_t>(bytes, data_bytes);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    put(bytes, sound.left[n]);
    put(bytes, sound.right[n]);
  }
  return tools::write_file(file, bytes);
}

}  // namespace otoscape::demo::sound
