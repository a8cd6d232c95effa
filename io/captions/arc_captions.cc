// SPDX-License-Identifier: Apache-2.0
#include "io/captions/arc_captions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

namespace otoscape::io::captions {
namespace {

constexpr double kRingingStep = 2.5;  // dB; ours: less is not told
constexpr double kPractised = 0.3;    // adaptation from which words come through; ours
constexpr double kStep = 0.3;         // of adaptation that is told; ours
constexpr double kSlow = 2.0;         // s: ramps from here on are told where they end; ours

// How much each kind matters where there is room for one.
enum Weight {
  kOwnSound = 1,
  kFelt,
  kBody,
  kVoices,
  kLeak,
  kRinging,
  kPerspective,
  kImplant,
  kEvent
};

// Reads an arc's points in order, and says what is new.
class Teller {
 public:
  Teller(const scene::Scene& scene, const scene::Arc& arc, const Wording& wording)
      : scene_(scene), arc_(arc), wording_(wording) {}

  // next: the point after; null: there is none.
  void tell(std::size_t point, const ArcState& now, Seconds end) {
    const scene::Keyframe& k = arc_.keyframes()[point];
    end_ = end;
    inside_from_ = Seconds(0.0);
    tell_event(k, now);
    tell_perspective(k, now);
    if (now.heard == Heard::room || !now.differs) {
      if (!now.differs) tell_back(k, now);
      return;
    }
    // Half of the room, or a little of it, brings its own voices.
    if (now.heard == Heard::character && !now.leak) tell_hearing(k, now);
    tell_ringing(k, now);
    tell_body(k, now);
    tell_felt(k, now);
    tell_leak(k, now);
  }

  std::vector<Statement> statements() { return std::move(said_); }

 private:
  Statement* say(std::string_view key, const char* kind, Seconds at, int weight) {
    const std::string text = wording_.say(key, scene_.character);
    if (text.empty()) return nullptr;
    said_.push_back({std::max(at, inside_from_), end_, text, kind, weight});
    return &said_.back();
  }
  // What holds until the kind is told anew.
  void ends(const char* kind, Seconds at) {
    for (auto one = said_.rbegin(); one != said_.rend(); ++one) {
      if (one->kind != kind || one->instant) continue;
      one->until = std::min(one->until, std::max(at, one->at));
      return;
    }
  }
  void state(std::string_view key, const char* kind, Seconds at, int weight) {
    ends(kind, at);
    say(key, kind, at, weight);
  }
  static Seconds start(const scene::Keyframe& k, const std::optional<scene::Ramp>& own) {
    return Seconds(std::max(0.0, k.time.value() - own.value_or(k.ramp).over.value()));
  }
  // Of a slow ramp its end, of a fast one its begin.
  static Seconds settled(const scene::Keyframe& k) {
    return k.ramp.over.value() >= kSlow ? k.time : start(k, {});
  }

  void tell_perspective(const scene::Keyframe& k, const ArcState& now) {
    if (!now.differs && !told_perspective_) return;
    const Heard heard = now.differs ? now.heard : Heard::room;
    if (heard == told_perspective_.value_or(Heard::room)) {
      told_perspective_ = heard;
      return;
    }
    constexpr std::array<std::string_view, 3> keys = {"room", "both", "character"};
    const auto& own = k.perspective ? k.perspective_ramp : std::nullopt;
    const double from = start(k, own).value();
    const bool moves = k.perspective.has_value();
    // Half-way the other side prevails.
    const Seconds at(moves ? 0.5 * (from + k.time.value()) : from);
    for (Statement& said : said_) {
      // What is true of the other side is not said on this one.
      if (!said.instant && said.at <= at) said.until = std::min(said.until, at);
    }
    state(keys[static_cast<std::size_t>(heard)], "perspective", at, kPerspective);
    told_perspective_ = heard;
    if (heard != Heard::room) inside_from_ = at;
  }

  // Typical hearing again.
  void tell_back(const scene::Keyframe& k, const ArcState& now) {
    if (told_.ringing_db_spl >= 0.0) state("ringing_stops", "ringing", start(k, {}), kRinging);
    told_ = now;
  }

  void tell_hearing(const scene::Keyframe& k, const ArcState& now) {
    if (tell_implants(k, now)) return;
    if (now.silent()) {
      if (!told_.silent()) state("no_sound", "silence", settled(k), kEvent);
      told_.no_response = true;
      told_.voices = Voices::gone;
      return;
    }
    told_.no_response = now.no_response;
    if (now.voices == told_.voices) return;
    constexpr std::array<std::string_view, 5> keys = {
        "voices_gone", "voices_no_words", "voices_words_lost", "voices_dull", "voices_clear"};
    const bool better = now.voices > told_.voices;
    told_.voices = now.voices;
    if (quiet_pop_at_ && *quiet_pop_at_ == k.time) return;
    state(better && now.voices != Voices::clear ? "voices_clearer"
                                                : keys[static_cast<std::size_t>(now.voices)],
          "voices", settled(k), kVoices);
  }

  // Whether the implants' caption tells the voices as well.
  bool tell_implants(const scene::Keyframe& k, const ArcState& now) {
    const int before = told_.implants;
    if (before == 0 && now.implants == 0) return false;
    const bool more = now.implants > 1 || before > 1;
    if (now.implants > before) {
      const bool used = now.adaptation >= kPractised;
      state(
          used ? (more ? "implants_used" : "implant_used") : (more ? "implants_on" : "implant_on"),
          "implant", settled(k), kImplant);
    } else if (now.implants < before) {
      const bool silence = now.implants == 0 && now.silent();
      state(silence ? "implants_off_no_sound"
            : more  ? "implants_off"
                    : "implant_off",
            "implant", settled(k), kImplant);
      if (silence) ends("ringing", settled(k));
    } else if (now.adaptation - told_.adaptation >= kStep) {
      state("implant_clearer", "implant", settled(k), kImplant);
    } else {
      told_.voices = now.voices;
      return now.implants > 0;
    }
    told_.implants = now.implants;
    told_.adaptation = now.adaptation;
    told_.voices = now.voices;
    told_.no_response = now.no_response;
    return true;
  }

  void tell_ringing(const scene::Keyframe& k, const ArcState& now) {
    const double before = told_.ringing_db_spl, level = now.ringing_db_spl;
    if (before < 0.0 && level < 0.0) return;
    std::string_view key;
    if (before < 0.0) {
      key = "ringing_begins";
    } else if (level < 0.0) {
      key = now.silent() ? "" : "ringing_stops";
    } else if (level >= before + kRingingStep) {
      key = now.voices <= Voices::words_lost && now.implants == 0 ? "ringing_covers"
                                                                  : "ringing_rises";
    } else if (level <= before - kRingingStep) {
      key = "ringing_fades";
    } else {
      return;
    }
    told_.ringing_db_spl = level;
    if (key.empty()) return ends("ringing", start(k, {}));
    state(key, "ringing", start(k, {}), kRinging);
  }

  void tell_body(const scene::Keyframe& k, const ArcState& now) {
    const bool breath = now.breath && !told_.breath, heart = now.heart && !told_.heart;
    const bool steps = now.steps && !told_.steps;
    const Seconds at = start(k, k.body_ramp);
    if (!now.breath && !now.heart && !now.steps) ends("body", at);
    if (breath && heart) {
      state("breath_heart", "body", at, kBody);
    } else if (breath || heart) {
      state(breath ? "breath" : "heart", "body", at, kBody);
    }
    if (steps) state("steps", "steps", at, kBody);
    told_.breath = now.breath;
    told_.heart = now.heart;
    told_.steps = now.steps;
  }

  void tell_felt(const scene::Keyframe& k, const ArcState& now) {
    if (now.felt == told_.felt) return;
    const Seconds at = start(k, k.felt_ramp);
    ends("felt", at);
    if (now.felt != scene::Felt::off) {
      say(now.felt == scene::Felt::water ? "felt_water" : "felt", "felt", at, kFelt);
    }
    told_.felt = now.felt;
  }

  void tell_leak(const scene::Keyframe& k, const ArcState& now) {
    if (now.leak == told_.leak) return;
    ends("leak", start(k, {}));
    if (now.leak) say("room_leaks", "leak", start(k, {}), kLeak);
    told_.leak = now.leak;
  }

  void instant(std::string_view key, const char* kind, Seconds at, int weight) {
    Statement* said = say(key, kind, at, weight);
    if (said == nullptr) return;
    said->until = at;
    said->instant = true;
    said->alone = weight == kEvent;
  }

  void tell_event(const scene::Keyframe& k, const ArcState& now) {
    if (!k.event || now.heard == Heard::room) return;
    const auto& what = k.event->what;
    if (std::holds_alternative<scene::Pop>(what)) {
      const bool quiet = now.after_event <= Voices::no_words;
      if (quiet) quiet_pop_at_ = k.time;
      instant(quiet ? "pop_quiet" : "pop", "pop", k.time, kEvent);
    } else if (const auto* blast = std::get_if<scene::Blast>(&what)) {
      const bool rings = blast->ringing.value() > 0.0;
      instant(rings ? "blast_ringing" : "blast", "blast", k.time, kEvent);
      if (rings) told_.ringing_db_spl = now.ringing_db_spl;
    } else if (const auto* plug = std::get_if<scene::PlugIn>(&what)) {
      muffs_ = plug->kind == scene::Protector::muff;
      instant(muffs_ ? "muffs_on" : "plugs_in", "plug", k.time, kImplant);
    } else if (std::holds_alternative<scene::PlugOut>(what)) {
      instant(muffs_ ? "muffs_off" : "plugs_out", "plug", k.time, kImplant);
    } else if (const auto* own = std::get_if<scene::OwnSound>(&what)) {
      constexpr std::array<std::string_view, 7> keys = {"swallow", "teeth", "blink",  "jaw",
                                                        "cloth",   "touch", "own_hum"};
      instant(keys[static_cast<std::size_t>(own->kind)], "own-sound", k.time, kOwnSound);
    }
  }

  const scene::Scene& scene_;
  const scene::Arc& arc_;
  const Wording& wording_;
  std::vector<Statement> said_;
  ArcState told_;  // what was said last
  std::optional<Heard> told_perspective_;
  std::optional<Seconds> quiet_pop_at_;
  bool muffs_ = false;
  Seconds end_;
  Seconds inside_from_;  // nothing of the character's side is said before
};

// From where on what the next point brings comes in.
Seconds steady_until(const scene::Keyframe& next, Seconds length) {
  double over = next.ramp.over.value();
  if (next.perspective_ramp) over = std::max(over, next.perspective_ramp->over.value());
  return std::min(Seconds(next.time.value() - over), length);
}

}  // namespace

std::vector<Statement> arc_statements(const scene::Scene& scene, const scene::Arc& arc,
                                      Seconds length, const Audible& audible,
                                      const Wording& wording) {
  Teller teller(scene, arc, wording);
  const auto& points = arc.keyframes();
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].time >= length) break;
    const Seconds until = i + 1 < points.size() ? steady_until(points[i + 1], length) : length;
    teller.tell(i, state_at(arc, i, until, audible), length);
  }
  return teller.statements();
}

}  // namespace otoscape::io::captions
