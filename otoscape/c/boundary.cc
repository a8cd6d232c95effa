// SPDX-License-Identifier: Apache-2.0
#include "otoscape/c/boundary.h"

#include <charconv>

#include "io/printable.h"

namespace otoscape::c {
namespace {

// As much as fits into room bytes, cut at the end of a character of UTF-8.
void put(std::string_view text, char* to, std::size_t room) {
  if (room == 0) return;
  std::size_t size = std::min(text.size(), room - 1);
  if (size < text.size()) {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  }
  std::copy_n(text.begin(), size, to);
  to[size] = '\0';
}

// "NAME:12: …".
int32_t line_in(std::string_view sentence, std::string_view name) {
  if (name.empty() || !sentence.starts_with(name)) return 0;
  sentence.remove_prefix(name.size());
  if (!sentence.starts_with(':')) return 0;
  int32_t line = 0;
  const auto [end, error] =
      std::from_chars(sentence.data() + 1, sentence.data() + sentence.size(), line);
  const bool whole = error == std::errc() && end < sentence.data() + sentence.size() && *end == ':';
  return whole ? line : 0;
}

// "… did you mean "X"?".
std::string_view suggestion_in(std::string_view sentence) {
  constexpr std::string_view kMeant = "did you mean \"";
  const auto at = sentence.rfind(kMeant);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = sentence.substr(at + kMeant.size());
  return rest.substr(0, rest.find('"'));
}

// shown: valid UTF-8.
void fill(otoscape_error* to, otoscape_status status, std::string_view shown, int32_t line = 0) {
  if (to == nullptr) return;
  otoscape_error made{};
  made.status = status;
  made.line = line;
  // A caller's struct may end within a text: what it has of it ends with a 0.
  const auto room = [to](std::size_t at, std::size_t whole) {
    return to->size <= at ? 0 : std::min(to->size - at, whole);
  };
  put(shown, made.sentence, room(offsetof(otoscape_error, sentence), sizeof made.sentence));
  put(suggestion_in(shown), made.suggestion,
      room(offsetof(otoscape_error, suggestion), sizeof made.suggestion));
  copy_out(made, to);
}

}  // namespace

otoscape_status tell(otoscape_error* to, const Error& error, std::string_view name) {
  const otoscape_status status =
      error.kind == Error::Kind::usage ? OTOSCAPE_USAGE : OTOSCAPE_FAILED;
  // Names and texts that it cites may hold any bytes.
  fill(to, status, io::printable(error.sentence, error.sentence.size()),
       line_in(error.sentence, name));
  return status;
}

otoscape_status tell_ok(otoscape_error* to) {
  fill(to, OTOSCAPE_OK, {});
  return OTOSCAPE_OK;
}

void tell_out_of_memory(otoscape_error* to) noexcept {
  fill(to, OTOSCAPE_FAILED, "there is not enough memory");
}

}  // namespace otoscape::c

void otoscape_error_init(otoscape_error* error, size_t size) {
  otoscape::c::init(error, size, otoscape_error{});
}

int32_t otoscape_abi(void) { return OTOSCAPE_ABI; }
const char* otoscape_version(void) { return OTOSCAPE_VERSION; }
