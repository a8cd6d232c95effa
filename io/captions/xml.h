// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::io::captions {

// A document of XML, piece by piece. Names are without their prefixes. Document types are refused,
// so that there are no entities but the five of XML and numbers.
class XmlReader {
 public:
  struct Piece {
    enum class Kind { open, close, text, end };
    Kind kind = Kind::end;
    std::string name, text;
    std::vector<std::pair<std::string, std::string>> attributes;
    int line = 0;

    // Empty where the element does not have it.
    std::string_view attribute(std::string_view name) const;
  };

  // file: for errors.
  XmlReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  // An element without content is opened and closed.
  Result<Piece> next();

 private:
  Result<Piece> tag();
  void skip_past(std::string_view end);
  Error fault(std::string_view sentence) const;
  void advance(std::size_t count);

  std::string_view text_;
  std::string file_;
  int line_ = 1;
  std::vector<std::string> open_;
  std::optional<Piece> closing_;  // of an element without content
};

}  // namespace otoscape::io::captions
