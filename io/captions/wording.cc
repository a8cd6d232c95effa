// SPDX-License-Identifier: Apache-2.0
#include "io/captions/wording.h"

#include <fmt/format.h>

#include <vector>

#include "io/captions/delivery.h"
#include "io/captions/wording_table.h"
#include "io/files/toml_reader.h"
#include "io/printable.h"
#include "io/text_file.h"

namespace otoscape::io::captions {
namespace {

constexpr std::string_view kFormat = "otoscape.wording/1";
constexpr std::string_view kKeys[] = {"format", "language", "someone", "captions"};
constexpr std::string_view kPlaceholder = "{name}";
constexpr std::size_t kLongestName = 24;  // bytes, as a scene's character

std::string with_name(std::string text, std::string_view name) {
  for (std::size_t at = 0; (at = text.find(kPlaceholder, at)) != std::string::npos;) {
    text.replace(at, kPlaceholder.size(), name);
    at += name.size();
  }
  return text;
}

std::vector<std::string_view> keys() {
  std::vector<std::string_view> all;
  for (const WordingEntry& entry : kWording) all.push_back(entry.key);
  return all;
}

}  // namespace

Wording::Wording() : someone_(kSomeone) {
  for (const WordingEntry& entry : kWording) texts_.emplace(entry.key, entry.text);
}

std::string Wording::say(std::string_view key, std::string_view name) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return {};
  return with_name(found->second, name.empty() ? std::string_view(someone_) : name);
}

Result<Wording> Wording::parse(std::string_view text, const std::string& file) {
  const auto root = files::parse_toml(text, file);
  if (!root) return root.error();
  files::TomlReader reader(file);
  reader.check_format(*root, kFormat, "a wording");
  if (reader.error()) return *reader.error();
  reader.check_keys(*root, kKeys);
  Wording wording;
  if (const auto language = reader.text(*root, "language")) {
    wording.language_ = printable(*language, 35);  // the longest tag that BCP 47 wants kept
  }
  if (const auto someone = reader.text(*root, "someone")) {
    wording.someone_ = printable(*someone, kLongestName);
  }
  if (const auto* own = reader.table(*root, "captions", "[captions]")) {
    reader.check_keys(*own, keys());
    for (const std::string_view key : keys()) {
      const auto said = reader.text(*own, key);
      if (!said) continue;
      const std::string shown = printable(*said, 200);
      if (!shown.empty() && wrapped(with_name(shown, std::string(12, 'n'))).empty()) {
        reader.fail(own->get(key)->source(),
                    fmt::format("{} does not fit two lines of {} characters", key, kColumns));
      }
      wording.texts_.insert_or_assign(std::string(key), shown);
    }
  }
  if (reader.error()) return *reader.error();
  return wording;
}

Result<Wording> Wording::load(const std::string& file) {
  const auto text = read_text_file(file);
  if (!text) return text.error();
  return parse(*text, file);
}

std::string Wording::file_text() {
  std::string text = fmt::format(
      "# What captions of the perspective say. Change what you like and leave out the rest; \"\"\n"
      "# says nothing. Texts fit two lines of {} characters. {{name}} is the scene's character.\n"
      "# Square brackets and small letters but for names mark descriptions of sound.\n"
      "format = \"{}\"\nlanguage = \"en\"\nsomeone = \"{}\"   # for {{name}}, where the scene "
      "names "
      "no character\n\n[captions]\n",
      kColumns, kFormat, kSomeone);
  for (const WordingEntry& entry : kWording) {
    text += fmt::format("{} = \"{}\"{}{}\n", entry.key, entry.text,
                        entry.meaning.empty() ? "" : "   # ", entry.meaning);
  }
  return text;
}

}  // namespace otoscape::io::captions
