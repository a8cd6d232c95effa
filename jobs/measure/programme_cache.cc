// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/programme_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "io/byte_words.h"
#include "io/media/media_version.h"
#include "io/output_file.h"

namespace otoscape::jobs::measure {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMagic = 0x3230'474f'5250'544f;  // "OTPROG02": kind and version
constexpr const char* kExtension = ".programme";
constexpr int kSamples = 64;
constexpr std::uint64_t kSampleBytes = 64 * 1024;

// The key of an entry: the file's content, the stream, and the versions of the decoder.
std::optional<std::string> key_of(const std::string& path, int track, std::uint64_t reading) {
  struct stat about {};
  if (path == "-" || ::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode))
    return std::nullopt;
  const io::media::DecoderVersions versions = io::media::decoder_versions();
  io::WordWriter words;
  for (const std::uint64_t word :
       {kMagic, static_cast<std::uint64_t>(track), std::uint64_t{versions.format},
        std::uint64_t{versions.codec}, static_cast<std::uint64_t>(about.st_size),
        static_cast<std::uint64_t>(about.st_mtim.tv_sec),
        static_cast<std::uint64_t>(about.st_mtim.tv_nsec)}) {
    words.put(word);
  }
  if (reading != 0) words.put(reading);
  std::uint64_t hash = io::hash_of(words.bytes());
  std::ifstream file(path, std::ios::binary);
  std::vector<char> sample(kSampleBytes);
  const auto size = static_cast<std::uint64_t>(about.st_size);
  const std::uint64_t last = size > kSampleBytes ? size - kSampleBytes : 0;
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    file.seekg(static_cast<std::streamoff>(last / (kSamples - 1) * i));
    file.read(sample.data(), static_cast<std::streamsize>(std::min(size, kSampleBytes)));
    if (!file) return std::nullopt;
    hash = io::hash_of(
        std::as_bytes(std::span(sample.data(), static_cast<std::size_t>(file.gcount()))), hash);
    if (last == 0) break;
  }
  return fmt::format("{:016x}-{}", hash, track);
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::vector<std::byte> bytes_of(const metrics::SpeechLevels& speech) {
  io::WordWriter to;
  to.put_real(speech.begin.value());
  to.put_signed(speech.rows);
  to.put_signed(speech.noise_frames);
  to.put_bytes(std::as_bytes(std::span(speech.at)));
  to.put_bytes(std::as_bytes(std::span(speech.values)));
  return std::move(to).take();
}

// Nothing where the parts do not fit together.
std::optional<metrics::SpeechLevels> speech_of(std::span<const std::byte> bytes) {
  io::WordReader from(bytes);
  metrics::SpeechLevels speech;
  speech.begin = Seconds(from.real());
  speech.rows = from.signed_word();
  speech.noise_frames = static_cast<int>(from.signed_word());
  const auto at = from.bytes(), values = from.bytes();
  speech.at.resize(at.size() / sizeof speech.at[0]);
  speech.values.resize(values.size());
  std::ranges::copy(at.first(speech.at.size() * sizeof speech.at[0]),
                    std::as_writable_bytes(std::span(speech.at)).begin());
  std::ranges::copy(values, std::as_writable_bytes(std::span(speech.values)).begin());
  const bool fits =
      from.ended_well() && std::isfinite(speech.begin.value()) && speech.noise_frames == 1 &&
      speech.values.size() == speech.at.size() * speech.row_values() &&
      std::ranges::is_sorted(speech.at) && (speech.at.empty() || speech.at.back() < speech.rows);
  if (!fits) return std::nullopt;
  return speech;
}

std::vector<std::byte> file_bytes(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  std::vector<std::byte> bytes(error ? 0 : static_cast<std::size_t>(size));
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

std::vector<std::byte> KnownProgramme::bytes() const {
  io::WordWriter to;
  to.put(kMagic);
  to.put_signed(start);
  to.put_signed(report.frames);
  to.put_signed(report.filled_frames);
  to.put_signed(report.dropped_frames);
  to.put_signed(report.damaged_packets);
  to.put_real(report.fold_peak);
  to.put_bytes(index.bytes());
  to.put_bytes(loudness ? loudness->bytes() : std::vector<std::byte>());
  to.put_bytes(speech ? bytes_of(*speech) : std::vector<std::byte>());
  to.put(io::hash_of(to.bytes()));
  return std::move(to).take();
}

Result<KnownProgramme> KnownProgramme::from_bytes(std::span<const std::byte> bytes) {
  const Error damaged = failed("this is nothing known of a programme, or it is damaged");
  io::WordReader from(bytes);
  KnownProgramme known;
  if (from.word() != kMagic) return damaged;
  known.start = from.signed_word();
  known.report.frames = from.signed_word();
  known.report.filled_frames = from.signed_word();
  known.report.dropped_frames = from.signed_word();
  known.report.damaged_packets = static_cast<int>(from.signed_word());
  known.report.fold_peak = static_cast<float>(from.real());
  const auto index = from.bytes(), loudness = from.bytes(), speech = from.bytes();
  const std::uint64_t hash = from.word();
  if (!from.ended_well() || hash != io::hash_of(bytes.first(bytes.size() - 8))) return damaged;
  auto read_index = io::media::SeekIndex::from_bytes(index);
  if (!read_index) return read_index.error();
  known.index = std::move(*read_index);
  if (!speech.empty()) {
    known.speech = speech_of(speech);
    if (!known.speech) return damaged;
  }
  if (loudness.empty()) return known;
  auto read_loudness = render::programme::ProgrammeLoudness::from_bytes(loudness);
  if (!read_loudness) return read_loudness.error();
  known.loudness = std::move(*read_loudness);
  return known;
}

ProgrammeCache ProgrammeCache::of(const std::string& asked) {
  const std::string folder = asked.empty() ? variable("OTOSCAPE_CACHE") : asked;
  if (folder == "off") return ProgrammeCache(std::nullopt);
  if (!folder.empty()) return ProgrammeCache(folder);
  const fs::path cache = variable("XDG_CACHE_HOME"), home = variable("HOME");
  if (cache.is_absolute()) return ProgrammeCache(cache / "otoscape");
  if (home.is_absolute()) return ProgrammeCache(home / ".cache" / "otoscape");
  return ProgrammeCache(std::nullopt);
}

fs::path ProgrammeCache::entry(const std::string& key) const {
  return *folder_ / (key + kExtension);
}

std::optional<KnownProgramme> ProgrammeCache::find(const std::string& path, int track) {
  const auto key = folder_ ? key_of(path, track, reading_) : std::nullopt;
  if (!key) return std::nullopt;
  looked_for_.try_emplace({path, track}, *key);  // as it was when first looked for
  const fs::path file = entry(*key);
  auto known = KnownProgramme::from_bytes(file_bytes(file));
  if (!known) return std::nullopt;
  std::error_code none;
  fs::last_write_time(file, fs::file_time_type::clock::now(), none);
  return std::move(*known);
}

Status ProgrammeCache::keep(const std::string& path, int track, const KnownProgramme& known) {
  const auto key = folder_ ? key_of(path, track, reading_) : std::nullopt;
  if (!key) return ok();
  const auto looked_for = looked_for_.find({path, track});
  if (looked_for != looked_for_.end() && looked_for->second != *key) return ok();
  std::error_code error;
  fs::create_directories(*folder_, error);
  if (error) return failed(fmt::format("{}: {}", folder_->string(), error.message()));
  const auto bytes = known.bytes();
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (auto status = io::write_text(entry(*key).string(), text, true); !status) return status;
  make_room();
  return ok();
}

void ProgrammeCache::make_room() const {
  struct Entry {
    fs::file_time_type used;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<Entry> entries;
  std::uint64_t all = 0;
  std::error_code none;
  for (const auto& file : fs::directory_iterator(*folder_, none)) {
    if (file.path().extension() != kExtension || !file.is_regular_file(none)) continue;
    entries.push_back({file.last_write_time(none), file.file_size(none), file.path()});
    all += entries.back().size;
  }
  std::ranges::sort(entries, {}, &Entry::used);
  for (const Entry& entry : entries) {
    if (all <= room_) return;
    if (fs::remove(entry.path, none)) all -= entry.size;
  }
}

}  // namespace otoscape::jobs::measure
