// SPDX-License-Identifier: Apache-2.0
#include "io/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace otoscape::io {
namespace {

using nlohmann::json;

// Reads a document once more, for the place and kind of its first fault alone.
class FaultFinder final : public json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(json::number_integer_t) override { return true; }
  bool number_unsigned(json::number_unsigned_t) override { return true; }
  bool number_float(json::number_float_t, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(std::string&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t byte, const std::string&, const json::exception& fault) override {
    byte_ = byte;
    number_too_large_ = fault.id == kNumberOverflow;
    return false;
  }

  std::size_t byte() const { return byte_; }
  bool number_too_large() const { return number_too_large_; }

 private:
  static constexpr int kNumberOverflow = 406;  // nlohmann-json's out_of_range.406

  std::size_t byte_ = 0;
  bool number_too_large_ = false;
};

}  // namespace

// The library's errors are exceptions, which a build may lack; so a document with a fault is read
// twice.
Result<json> parse_json(std::string_view text, const std::string& file) {
  json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_discarded()) return parsed;
  FaultFinder fault;
  json::sax_parse(text, &fault);
  if (fault.number_too_large()) {
    return failed(file + ":1: is not valid JSON; a number is too large");
  }
  const auto before = text.substr(0, std::min(fault.byte(), text.size()));
  return failed(
      fmt::format("{}:{}: is not valid JSON here", file, 1 + std::ranges::count(before, '\n')));
}

}  // namespace otoscape::io
