// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"

// What captions of the perspective say. Descriptions stand in square brackets and in small letters
// but for names, as the Captioning Key of the Described and Captioned Media Program and Netflix's
// guide for the hard of hearing have it. The words are ours.

namespace otoscape::io::captions {

class Wording {
 public:
  // Ours, in English.
  Wording();

  // The text for `key`, with who hears in place of {name}; empty: nothing is said.
  std::string say(std::string_view key, std::string_view name) const;
  const std::string& language() const { return language_; }

  // Reads a file of wording: only what it sets differs from ours. Fails for unknown keys and for
  // texts that do not fit two lines of 42 characters; errors name the line.
  static Result<Wording> parse(std::string_view text, const std::string& file);
  static Result<Wording> load(const std::string& file);
  // Ours as such a file, with what each text is for.
  static std::string file_text();

 private:
  std::string language_ = "en", someone_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace otoscape::io::captions
