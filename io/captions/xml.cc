// SPDX-License-Identifier: Apache-2.0
#include "io/captions/xml.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/captions/markup.h"
#include "io/printable.h"

namespace otoscape::io::captions {
namespace {

constexpr std::string_view kSpace = " \t\n";
constexpr std::size_t kDeepest = 100;

std::string without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

}  // namespace

std::string_view XmlReader::Piece::attribute(std::string_view wanted) const {
  const auto found =
      std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
  return found != attributes.end() ? std::string_view(found->second) : std::string_view();
}

Error XmlReader::fault(std::string_view sentence) const {
  return failed(fmt::format("{}:{}: {}", file_, line_, sentence));
}

void XmlReader::advance(std::size_t count) {
  line_ += static_cast<int>(std::ranges::count(text_.substr(0, count), '\n'));
  text_.remove_prefix(count);
}

void XmlReader::skip_past(std::string_view end) {
  const auto at = text_.find(end);
  advance(at == std::string_view::npos ? text_.size() : at + end.size());
}

Result<XmlReader::Piece> XmlReader::next() {
  if (closing_) return *std::exchange(closing_, std::nullopt);
  for (;;) {
    if (text_.empty()) {
      if (!open_.empty()) {
        return fault(fmt::format("the document ends within {}", in_quotes(open_.back())));
      }
      return Piece{Piece::Kind::end, {}, {}, {}, line_};
    }
    if (text_.starts_with("<?")) {
      skip_past("?>");
    } else if (text_.starts_with("<!--")) {
      skip_past("-->");
    } else if (text_.starts_with("<![CDATA[")) {
      advance(9);
      const auto end = std::min(text_.find("]]>"), text_.size());
      Piece piece{Piece::Kind::text, {}, std::string(text_.substr(0, end)), {}, line_};
      skip_past("]]>");
      return piece;
    } else if (text_.starts_with("<!")) {
      return fault("has a document type, which is not read");
    } else if (text_.starts_with('<')) {
      return tag();
    } else {
      const auto end = std::min(text_.find('<'), text_.size());
      Piece piece{Piece::Kind::text, {}, with_references_read(text_.substr(0, end)), {}, line_};
      advance(end);
      return piece;
    }
  }
}

Result<XmlReader::Piece> XmlReader::tag() {
  Piece piece{Piece::Kind::open, {}, {}, {}, line_};
  const auto end = text_.find('>');
  if (end == std::string_view::npos) return fault("a tag has no end");
  std::string_view inside = text_.substr(1, end - 1);
  if (inside.starts_with('/')) {
    piece.kind = Piece::Kind::close;
    piece.name = without_prefix(inside.substr(1, inside.find_first_of(kSpace) - 1));
    if (open_.empty() || open_.back() != piece.name) {
      return fault(
          fmt::format("{} ends here, but it is not the one that is open", in_quotes(piece.name)));
    }
    open_.pop_back();
    advance(end + 1);
    return piece;
  }
  const auto name_end = std::min(inside.find_first_of(" \t\n/"), inside.size());
  piece.name = without_prefix(inside.substr(0, name_end));
  if (piece.name.empty() || open_.size() >= kDeepest) return fault("is no well-formed XML");
  std::size_t at = 1 + name_end;
  for (;;) {
    at = text_.find_first_not_of(kSpace, at);
    if (at == std::string_view::npos) return fault("a tag has no end");
    if (text_[at] == '>' || text_[at] == '/') break;
    const auto equals = text_.find('=', at);
    const auto quote =
        equals == std::string_view::npos ? equals : text_.find_first_not_of(kSpace, equals + 1);
    if (quote == std::string_view::npos || (text_[quote] != '"' && text_[quote] != '\'')) {
      return fault("an attribute has no value in quotes");
    }
    const auto close = text_.find(text_[quote], quote + 1);
    if (close == std::string_view::npos) return fault("an attribute's value has no end");
    const auto name = text_.substr(at, text_.find_first_of(" \t\n=", at) - at);
    piece.attributes.emplace_back(without_prefix(name),
                                  with_references_read(text_.substr(quote + 1, close - quote - 1)));
    at = close + 1;
  }
  const bool empty = text_[at] == '/';
  if (empty && !text_.substr(at).starts_with("/>")) return fault("is no well-formed XML");
  advance(at + (empty ? 2 : 1));
  if (empty) {
    closing_ = Piece{Piece::Kind::close, piece.name, {}, {}, line_};
  } else {
    open_.push_back(piece.name);
  }
  return piece;
}

}  // namespace otoscape::io::captions
