// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/programme_loudness.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

constexpr double kLowestHz = 40.0;
constexpr double kPerDb = 100.0;  // stored steps

// A file of a track: this header, then the values, all little-endian.
constexpr char kMagic[8] = {'O', 'T', 'O', 'T', 'R', 'A', 'C', 'K'};
constexpr std::uint64_t kVersion = 1;
enum Word { kMagicWord, kVersionWord, kBegin, kRows, kLastPart, kSum, kWords };
constexpr std::size_t kHeaderBytes = kWords * 8;
constexpr std::size_t kRowBytes = ProgrammeLoudness::kRowValues * 2;

template <class Int>
void put(std::vector<std::byte>& bytes, Int value) {
  for (std::size_t i = 0; i < sizeof(Int); ++i) bytes.push_back(std::byte(value >> (8 * i)));
}
template <class Int>
Int get(std::span<const std::byte> bytes, std::size_t at) {
  Int value = 0;
  for (std::size_t i = 0; i < sizeof(Int); ++i)
    value = static_cast<Int>(value | Int(std::to_integer<Int>(bytes[at + i])) << (8 * i));
  return value;
}

// FNV-1a.
std::uint64_t checksum(std::span<const std::byte> bytes) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (std::byte b : bytes) sum = (sum ^ std::to_integer<std::uint64_t>(b)) * 0x100000001b3;
  return sum;
}

double to_energy(double db) { return std::pow(10.0, db / 10.0); }
}  // namespace

double ProgrammeLoudness::band_hz(int band) { return kLowestHz * std::exp2(band / 2.0); }

std::int64_t ProgrammeLoudness::row_at(Seconds time) const {
  constexpr double kRounding = 1e-6;  // of a row: a time written as 0.3 s lies in row 3
  const double row = std::floor((time.value() - begin_.value()) * kPerSecond + kRounding);
  const double last = static_cast<double>(std::max<std::int64_t>(rows_ - 1, 0));
  return row > 0.0 ? static_cast<std::int64_t>(std::min(row, last)) : 0;
}

double ProgrammeLoudness::value_db(std::int64_t row, int which) const {
  if (row < 0 || row >= rows_) return kSilenceDb;
  return values_[static_cast<std::size_t>(row * kRowValues + which)] / kPerDb;
}

double ProgrammeLoudness::band_db(int ear, int band, std::int64_t row) const {
  return value_db(row, ear * kBands + band);
}

double ProgrammeLoudness::k_db(std::int64_t row) const { return value_db(row, 2 * kBands); }

double ProgrammeLoudness::k_energy(std::int64_t row) const {
  const double db = k_db(row);
  return db > kSilenceDb ? to_energy(db) : 0.0;
}

double ProgrammeLoudness::loudness_lufs(Seconds from, Seconds to) const {
  const double end = static_cast<double>(rows_) - (1.0 - last_part_);
  const double a = std::max((from.value() - begin_.value()) * kPerSecond, 0.0);
  const double b = std::min((to.value() - begin_.value()) * kPerSecond, end);
  if (!(a < b)) return -std::numeric_limits<double>::infinity();
  double energy = 0.0;
  for (auto row = static_cast<std::int64_t>(a); static_cast<double>(row) < b; ++row) {
    const auto r = static_cast<double>(row);
    energy += k_energy(row) * (std::min(b, r + 1.0) - std::max(a, r));
  }
  return to_lufs(energy / (b - a));
}

// Blocks of 400 ms that overlap by three quarters; then −70 LUFS, then 10 LU below the mean of what
// is left.
void ProgrammeLoudness::integrate() {
  constexpr std::int64_t kBlock = 4;
  constexpr double kAbsoluteLufs = -70.0, kRelativeLu = -10.0;
  const std::int64_t whole = last_part_ < 1.0 ? rows_ - 1 : rows_;
  std::vector<double> blocks;
  for (std::int64_t row = 0; row + kBlock <= whole; ++row) {
    double energy = 0.0;
    for (std::int64_t i = 0; i < kBlock; ++i) energy += k_energy(row + i) / kBlock;
    if (to_lufs(energy) > kAbsoluteLufs) blocks.push_back(energy);
  }
  integrated_lufs_.reset();
  if (blocks.empty()) return;
  const auto mean_above = [&](double gate) {
    double sum = 0.0, count = 0.0;
    for (double energy : blocks) {
      if (energy < gate) continue;
      sum += energy;
      count += 1.0;
    }
    return sum / count;
  };
  integrated_lufs_ = to_lufs(mean_above(mean_above(0.0) * to_energy(kRelativeLu)));
}

std::vector<std::byte> ProgrammeLoudness::bytes() const {
  std::vector<std::byte> values;
  values.reserve(values_.size() * 2);
  for (std::int16_t v : values_) put(values, static_cast<std::uint16_t>(v));
  std::vector<std::byte> bytes;
  bytes.reserve(kHeaderBytes + values.size());
  for (char c : kMagic) bytes.push_back(std::byte(c));
  put(bytes, kVersion);
  put(bytes, std::bit_cast<std::uint64_t>(begin_.value()));
  put(bytes, static_cast<std::uint64_t>(rows_));
  put(bytes, std::bit_cast<std::uint64_t>(last_part_));
  put(bytes, checksum(values));
  bytes.insert(bytes.end(), values.begin(), values.end());
  return bytes;
}

Result<ProgrammeLoudness> ProgrammeLoudness::from_bytes(std::span<const std::byte> bytes) {
  const Error not_one = failed("this is no programme loudness, or it is damaged");
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0)
    return not_one;
  const auto word = [&](Word w) {
    return get<std::uint64_t>(bytes, static_cast<std::size_t>(w) * 8);
  };
  if (word(kVersionWord) != kVersion)
    return failed("this programme loudness was made by another version");
  const auto values = bytes.subspan(kHeaderBytes);
  const double begin = std::bit_cast<double>(word(kBegin));
  const double last_part = std::bit_cast<double>(word(kLastPart));
  const bool fits = values.size() % kRowBytes == 0 && values.size() / kRowBytes == word(kRows);
  if (!fits || !std::isfinite(begin) || !(last_part > 0.0 && last_part <= 1.0) ||
      checksum(values) != word(kSum))
    return not_one;
  ProgrammeLoudness loudness;
  loudness.begin_ = Seconds(begin);
  loudness.rows_ = static_cast<std::int64_t>(word(kRows));
  loudness.last_part_ = last_part;
  loudness.values_.reserve(values.size() / 2);
  for (std::size_t at = 0; at < values.size(); at += 2)
    loudness.values_.push_back(static_cast<std::int16_t>(get<std::uint16_t>(values, at)));
  loudness.integrate();
  return loudness;
}

}  // namespace otoscape::render::programme
