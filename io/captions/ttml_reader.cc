// SPDX-License-Identifier: Apache-2.0
#include "io/captions/ttml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/captions/clock_text.h"
#include "io/captions/colours.h"
#include "io/captions/lost.h"
#include "io/captions/xml.h"

namespace otoscape::io::captions {
namespace {

using Piece = XmlReader::Piece;

// Of "10% 80%": 80.
std::optional<double> second_percent(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos || !text.ends_with('%')) return {};
  return finite_number(text.substr(space + 1, text.size() - space - 2));
}

// How a document counts time (TTML 2, 12.3).
struct Clock {
  double frames_per_second = 30.0, ticks_per_second = 1.0;

  explicit Clock() = default;
  explicit Clock(const Piece& tt) {
    const auto rate = finite_number(tt.attribute("frameRate"));
    if (rate && *rate > 0.0) frames_per_second = *rate;
    const auto multiplier = tt.attribute("frameRateMultiplier");
    const auto space = multiplier.find(' ');
    if (space != std::string_view::npos) {
      const auto up = finite_number(multiplier.substr(0, space));
      const auto down = finite_number(multiplier.substr(space + 1));
      if (up && down && *up > 0.0 && *down > 0.0) frames_per_second *= *up / *down;
    }
    ticks_per_second = rate ? frames_per_second : 1.0;
    const auto ticks = finite_number(tt.attribute("tickRate"));
    if (ticks && *ticks > 0.0) ticks_per_second = *ticks;
  }

  // "00:00:01.5", "00:00:01:12", "1.5s", "90f" …
  std::optional<Seconds> read(std::string_view text) const {
    if (text.find(':') != std::string_view::npos) {
      const auto third = text.find(':', text.find(':', text.find(':') + 1) + 1);
      const auto whole = parse_clock(text.substr(0, third));
      if (!whole || third == std::string_view::npos) return whole;
      const auto frames = finite_number(text.substr(third + 1));
      if (!frames) return {};
      return Seconds(whole->value() + *frames / frames_per_second);
    }
    const std::pair<std::string_view, double> units[] = {{"ms", 0.001},
                                                         {"h", 3600.0},
                                                         {"m", 60.0},
                                                         {"s", 1.0},
                                                         {"f", 1.0 / frames_per_second},
                                                         {"t", 1.0 / ticks_per_second}};
    for (const auto& [unit, seconds] : units) {
      if (!text.ends_with(unit)) continue;
      const auto count = finite_number(text.substr(0, text.size() - unit.size()));
      return count ? std::optional(Seconds(*count * seconds)) : std::nullopt;
    }
    return {};
  }
};

// An open element: what holds within it.
struct Scope {
  std::string name;
  double from = 0.0;         // s, where its times count from
  std::optional<double> to;  // its end
  Style style;
  std::string region;
};

class Document {
 public:
  Document(std::string_view text, std::string name) : xml_(text, name), name_(std::move(name)) {}

  Result<CueList> read() {
    for (;;) {
      auto piece = xml_.next();
      if (!piece) return piece.error();
      if (piece->kind == Piece::Kind::end) break;
      if (piece->kind == Piece::Kind::text) add_text(piece->text);
      if (piece->kind == Piece::Kind::close) close();
      if (piece->kind != Piece::Kind::open) continue;
      if (auto status = open(*piece); !status) return status.error();
    }
    if (!is_ttml_)
      return failed(fmt::format("{}: is XML, but no timed text: it has no <tt>", name_));
    place_all();
    return finished(std::move(list_), lost_, name_);
  }

 private:
  Status open(const Piece& piece) {
    Scope scope = scopes_.empty() ? Scope{} : scopes_.back();
    scope.name = piece.name;
    if (piece.name == "tt") {
      is_ttml_ = true;
      clock_ = Clock(piece);
      list_.language = piece.attribute("lang");
    }
    if (piece.name == "style" || piece.name == "region" || piece.name == "agent") define(piece);
    if (piece.name == "name" && in("agent")) agent_ = defining_;
    apply(piece, scope);
    if (const auto region = piece.attribute("region"); !region.empty()) scope.region = region;
    const bool timed = piece.name == "body" || piece.name == "div" || piece.name == "p";
    if (timed) {
      if (auto status = set_times(piece, scope); !status) return status;
    } else if (!piece.attribute("begin").empty()) {
      add_lost(lost_, "times within a caption");
    }
    if (piece.name == "image" || piece.name == "set") add_lost(lost_, "images and animation");
    if (piece.name == "p") {
      if (!scope.to) {
        return failed(fmt::format("{}:{}: a caption has no end", name_, piece.line));
      }
      cue_ = Cue{Seconds(scope.from), Seconds(*scope.to), {}, {}};
      regions_of_cues_.push_back(scope.region);
      if (auto ok_ = check_times(cue_.begin, cue_.end, name_, piece.line); !ok_) return ok_;
    }
    scopes_.push_back(scope);
    if (piece.name == "br") add_text("\n", true);
    return ok();
  }

  Status set_times(const Piece& piece, Scope& scope) const {
    const double parent = scope.from;
    const auto time = [&](std::string_view key) -> Result<std::optional<double>> {
      const auto text = piece.attribute(key);
      if (text.empty()) return std::optional<double>();
      const auto read = clock_.read(text);
      if (read) return std::optional(read->value());
      return failed(fmt::format("{}:{}: the time {}=\"{}\" cannot be read; write 00:00:01.500",
                                name_, piece.line, key, std::string(text.substr(0, 40))));
    };
    const auto begin = time("begin"), end = time("end"), dur = time("dur");
    for (const auto* one : {&begin, &end, &dur}) {
      if (!*one) return one->error();
    }
    if (*begin) scope.from = parent + **begin;
    if (*end) scope.to = parent + **end;
    if (*dur) scope.to = scope.from + **dur;
    return ok();
  }

  bool in(std::string_view name) const { return !scopes_.empty() && scopes_.back().name == name; }

  void define(const Piece& piece) {
    const std::string id(piece.attribute("id"));
    // A style within a region is the region's.
    defining_ = id.empty() && in("region") ? region_ : id;
    if (piece.name == "style") styles_[id] = piece;
    if (piece.name != "region") return;
    region_ = id;
    regions_[id] = placement_of(piece);
  }

  static Placement placement_of(const Piece& piece) {
    using enum Placement::Row;
    Placement placement;
    const auto align = piece.attribute("displayAlign");
    placement.row = align == "after" ? bottom : align == "center" ? middle : top;
    const auto text = piece.attribute("textAlign");
    if (text == "start" || text == "left") placement.align = Placement::Align::left;
    if (text == "end" || text == "right") placement.align = Placement::Align::right;
    // A low region with its text at its upper edge is still below, and the other way round.
    const auto y = second_percent(piece.attribute("origin"));
    const auto height = second_percent(piece.attribute("extent"));
    if (placement.row == top && y && *y > 50.0) placement.row = bottom;
    if (placement.row == bottom && y && height && *y + *height < 50.0) placement.row = top;
    return placement;
  }

  void apply(const Piece& piece, Scope& scope) const {
    std::string_view names = piece.attribute("style");
    while (!names.empty() && piece.name != "style") {
      const auto space = std::min(names.find(' '), names.size());
      const auto found = styles_.find(std::string(names.substr(0, space)));
      if (found != styles_.end()) set_style(found->second, scope.style);
      names.remove_prefix(std::min(space + 1, names.size()));
    }
    set_style(piece, scope.style);
    if (const auto agent = voices_.find(std::string(piece.attribute("agent")));
        agent != voices_.end()) {
      scope.style.voice = agent->second;
    }
  }

  static void set_style(const Piece& piece, Style& style) {
    const auto set = [&](std::string_view key, std::string_view word, bool& value) {
      if (const auto given = piece.attribute(key); !given.empty()) value = given == word;
    };
    set("fontWeight", "bold", style.bold);
    set("fontStyle", "italic", style.italic);
    set("textDecoration", "underline", style.underlined);
    if (const auto colour = colour_of(piece.attribute("color").substr(0, 7))) style.colour = colour;
  }

  void add_text(const std::string& text, bool is_break = false) {
    if (in("name") && !agent_.empty()) voices_[agent_] += text;
    const bool within = std::ranges::any_of(scopes_, [](const Scope& s) { return s.name == "p"; });
    if (!within) return;
    std::string kept;
    for (char c : text) {
      const bool space = !is_break && (c == '\n' || c == '\t' || c == ' ');
      if (space && (kept.empty() ? ends_in_space_ : kept.back() == ' ')) continue;
      kept += space ? ' ' : c;
    }
    if (kept.empty()) return;
    ends_in_space_ = kept.back() == ' ' || is_break;
    if (!cue_.runs.empty() && cue_.runs.back().style == scopes_.back().style) {
      cue_.runs.back().text += kept;
    } else {
      cue_.runs.push_back({kept, scopes_.back().style});
    }
  }

  void close() {
    if (in("p")) {
      list_.cues.push_back(cue_);
      ends_in_space_ = true;
    }
    if (in("name")) agent_.clear();
    scopes_.pop_back();
  }

  void place_all() {
    for (std::size_t i = 0; i < list_.cues.size(); ++i) {
      const auto region = regions_.find(regions_of_cues_[i]);
      if (region != regions_.end()) list_.cues[i].placement = region->second;
    }
  }

  XmlReader xml_;
  std::string name_;
  Clock clock_{};
  bool is_ttml_ = false, ends_in_space_ = true;
  std::vector<Scope> scopes_;
  std::map<std::string, Piece> styles_;
  std::map<std::string, Placement> regions_;
  std::map<std::string, std::string> voices_;  // by the agent's identifier
  std::string defining_, region_, agent_;
  Cue cue_;
  CueList list_;
  std::vector<std::string> regions_of_cues_;
  std::vector<std::string> lost_;
};

}  // namespace

Result<CueList> read_ttml(std::string_view text, const std::string& name) {
  return Document(text, name).read();
}

}  // namespace otoscape::io::captions
