// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_parts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "otoscape/ear/fit.h"
#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/ringing_level.h"
#include "otoscape/render/quantum/random_key.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::render::inside {
namespace {

using hearing::TinnitusLayer;
using tinnitus::RingingSpan;

constexpr std::int64_t kForever = std::int64_t{1} << 40;
constexpr double kFadeSeconds = 0.0107;  // of a cut, to whole quanta
constexpr double kSoftToneHz = 2000.0;   // pure tones above become noise in soft mode

// Adding a layer must not change another's noise, so the key follows from what tells the layer
// apart, not from its place in the list.
std::uint64_t key_of(std::uint64_t seed, const scene::RingingIdentity& id, int ear) {
  std::string text = id.name.empty() ? "#" + std::to_string(id.number) : id.name;
  text += '\n' + std::to_string(static_cast<int>(id.kind)) + (id.pure ? "t" : "n") +
          (id.one_ear ? "s" : "c");
  if (id.place != TinnitusLayer::Place::front) {
    text += '@' + std::to_string(static_cast<int>(id.place));
  }
  if (id.number > 0 && !id.name.empty()) text += '\n' + std::to_string(id.number);
  return dsp::hash(quantum::named_key(seed, text),
                   static_cast<std::uint64_t>(id.one_ear ? ear + 1 : 0));
}

tinnitus::Family family_of(TinnitusLayer::Kind kind) {
  return static_cast<tinnitus::Family>(static_cast<int>(kind));
}
static_assert(static_cast<int>(tinnitus::Family::crickets) ==
              static_cast<int>(TinnitusLayer::Kind::crickets));

// A step in quanta.
struct Way {
  std::int64_t from, to;
  bool cut;
};

class Writer {
 public:
  Writer(const SceneParams& params, const quantum::QuantumClock& clock, int ear,
         std::vector<RingingChange>& changes)
      : params_(params), clock_(clock), ear_(ear), changes_(changes) {
    fade_ = std::max<std::int64_t>(std::llround(kFadeSeconds / clock.length()), 1);
  }

  void step(const scene::RingingStep& step, bool first) {
    const Way way = way_of(step, first);
    const auto& ear = step.to[static_cast<std::size_t>(ear_)];
    const auto ids = scene::ringing_identities(ear.tinnitus);
    std::map<scene::RingingIdentity, const TinnitusLayer*> layers;
    for (std::size_t i = 0; i < ids.size(); ++i) layers[ids[i]] = &ear.tinnitus[i];
    for (auto& [id, part] : parts_) {
      const auto found = layers.find(id);
      if (found == layers.end()) {
        leave(part, way);
      } else {
        move(part, *found->second, ear, way);
      }
    }
    for (const auto& [id, layer] : layers) {
      if (!parts_.contains(id)) enter(id, *layer, ear, way);
    }
  }

  std::vector<RingingPart> finish() {
    std::vector<RingingPart> all;
    for (auto& [id, part] : parts_) all.push_back(std::move(part));
    return all;
  }

 private:
  // A step that begins before the last has ended waits for its end.
  Way way_of(const scene::RingingStep& step, bool first) {
    const bool cut = step.end <= step.start;
    const std::int64_t from =
        first ? -kForever / 2 : std::max(clock_.at_or_after(step.start), last_to_);
    const std::int64_t to =
        cut ? from + fade_ : std::max(clock_.at_or_after(step.end), from + fade_);
    last_to_ = first ? from : to;
    return {from, to, cut};
  }

  RingingSpan at(const TinnitusLayer& layer, const hearing::EarProfile& ear) {
    const DbSpl written = ear::ringing_level(layer, ear),
                level = programme::ringing_limit(written, params_.tinnitus);
    if (level < written) note(layer, "is held to 35 dB SPL");
    RingingSpan span;
    span.pitch_from_hz = span.pitch_to_hz = layer.pitch.value();
    span.width_from_oct = span.width_to_oct = layer.bandwidth_oct;
    span.level_from_db_spl = span.level_to_db_spl = level.value();
    if (params_.tinnitus != TinnitusMode::soft) {
      span.roughness_from = span.roughness_to = layer.roughness;
    } else if (layer.roughness > 0.0) {
      note(layer, "is not rough");
    }
    return span;
  }

  void note(const TinnitusLayer& layer, const std::string& what) {
    const std::string sentence =
        "the ringing layer \"" + layer.name + "\" " + what + " (--tinnitus soft)";
    auto known = std::ranges::find(changes_, sentence, &RingingChange::what);
    if (known == changes_.end()) known = changes_.insert(known, {sentence});
    known->ears[static_cast<std::size_t>(ear_)] = true;
  }

  void push(RingingPart& part, const RingingSpan& span, bool stress) {
    if (span.ticks <= 0) return;
    TinnitusLayer layer = part.layer;
    layer.pitch = Hertz(std::sqrt(span.pitch_from_hz * span.pitch_to_hz));
    const bool begins = span.fades_in || part.spans.empty();
    const double to = stress ? 1.0 : 0.0, from = begins ? to : part.spans.back().stress_to;
    layer.drift = part.score.drift;
    const auto lufs = [&](programme::InternalOver over) {
      return programme::ringing_lufs(layer, DbSpl(0.0), params_.render.calibration, over);
    };
    part.spans.push_back({lufs(programme::InternalOver::loudest_3s),
                          lufs(programme::InternalOver::long_term), from, to});
    part.score.spans.push_back(span);
  }

  // A part's last span holds until told otherwise.
  static bool sounds(const RingingPart& part) {
    return part.score.spans.back().ticks >= kForever / 2;
  }
  static RingingSpan cut_hold(RingingPart& part, std::int64_t at) {
    RingingSpan& hold = part.score.spans.back();
    hold.ticks = at - hold.first_tick;
    RingingSpan rest = hold;
    rest.first_tick = at;
    rest.fades_out = false;
    rest.fades_in = hold.fades_in && hold.ticks <= 0;
    if (hold.ticks <= 0) {
      part.score.spans.pop_back();
      part.spans.pop_back();
    }
    return rest;
  }
  void hold(RingingPart& part, RingingSpan span, bool stress, std::int64_t from, bool fades_in) {
    span.first_tick = from;
    span.ticks = kForever;
    span.fades_in = fades_in;
    span.fades_out = false;
    push(part, span, stress);
  }

  void enter(const scene::RingingIdentity& id, const TinnitusLayer& layer,
             const hearing::EarProfile& ear, const Way& way) {
    RingingPart part;
    part.ear = ear_;
    part.layer = layer;
    part.fade_quanta = fade_;
    part.score.family = family_of(layer.kind);
    part.score.key = key_of(params_.seed, id, ear_);
    part.score.drift = layer.drift;
    part.score.soft = params_.tinnitus == TinnitusMode::soft;
    if (part.score.soft && layer.kind == TinnitusLayer::Kind::tone && layer.bandwidth_oct == 0.0 &&
        layer.pitch.value() > kSoftToneHz) {
      note(layer, "is noise of a third octave instead of a pure tone");
    }
    begin(part, at(layer, ear), layer.stress, way);
    parts_.emplace(id, std::move(part));
  }

  void begin(RingingPart& part, RingingSpan target, bool stress, const Way& way) {
    if (!way.cut) {
      RingingSpan birth = target;
      birth.first_tick = way.from;
      birth.ticks = way.to - way.from;
      birth.level_from_db_spl = target.level_to_db_spl - scene::kRingingFade.value();
      birth.fades_in = true;
      push(part, birth, stress);
    }
    hold(part, target, stress, way.cut ? way.from : way.to, way.cut && way.from > -kForever / 2);
  }

  void leave(RingingPart& part, const Way& way) {
    if (!sounds(part)) return;
    RingingSpan end = cut_hold(part, way.from);
    end.ticks = way.to - way.from;
    if (!way.cut) end.level_to_db_spl = end.level_from_db_spl - scene::kRingingFade.value();
    end.fades_out = true;
    push(part, end, part.spans.empty() ? false : part.spans.back().stress_to > 0.0);
  }

  void move(RingingPart& part, const TinnitusLayer& layer, const hearing::EarProfile& ear,
            const Way& way) {
    const RingingSpan target = at(layer, ear);
    // Switches of any of its moments hold for the part; stress alone moves.
    if (!std::holds_alternative<DbSl>(layer.level)) part.layer.level = layer.level;
    part.layer.masking = part.layer.masking || layer.masking;
    part.layer.inhibition = part.layer.inhibition || layer.inhibition;
    part.score.drift = part.score.drift || layer.drift;
    if (!sounds(part)) return begin(part, target, layer.stress, way);
    const bool stressed = part.spans.back().stress_to > 0.0;
    RingingSpan glide = cut_hold(part, way.from);
    if (stressed == layer.stress && glide.level_from_db_spl == target.level_to_db_spl &&
        glide.pitch_from_hz == target.pitch_to_hz && glide.width_from_oct == target.width_to_oct &&
        glide.roughness_from == target.roughness_to) {
      return hold(part, target, layer.stress, way.from, glide.fades_in);
    }
    glide.ticks = way.to - way.from;
    glide.level_to_db_spl = target.level_to_db_spl;
    glide.pitch_to_hz = target.pitch_to_hz;
    glide.width_to_oct = target.width_to_oct;
    glide.roughness_to = target.roughness_to;
    push(part, glide, layer.stress);
    hold(part, target, layer.stress, way.to, false);
  }

  const SceneParams& params_;
  const quantum::QuantumClock& clock_;
  int ear_;
  std::vector<RingingChange>& changes_;
  std::int64_t fade_ = 8, last_to_ = 0;
  std::map<scene::RingingIdentity, RingingPart> parts_;
};

}  // namespace

RingingPart::Moment RingingPart::at(std::int64_t quantum) const {
  const auto after = std::ranges::upper_bound(score.spans, quantum, {}, &RingingSpan::first_tick);
  if (after == score.spans.begin()) return {};
  const RingingSpan& span = *(after - 1);
  const Span& more = spans[static_cast<std::size_t>(after - 1 - score.spans.begin())];
  const std::int64_t past = quantum - span.first_tick;
  if (past >= span.ticks) return {};
  const double part = static_cast<double>(past) / static_cast<double>(span.ticks);
  Moment moment{std::lerp(span.level_from_db_spl, span.level_to_db_spl, part),
                std::lerp(more.stress_from, more.stress_to, part), more.loudness_re_level,
                more.long_term_re_level, 1.0};
  if (span.fades_in) {
    moment.share =
        std::min(moment.share, static_cast<double>(past + 1) / static_cast<double>(fade_quanta));
  }
  if (span.fades_out) {
    moment.share = std::min(
        moment.share, static_cast<double>(span.ticks - past) / static_cast<double>(fade_quanta));
  }
  return moment;
}

std::vector<RingingPart> ringing_parts(const scene::Arc& arc, const SceneParams& params,
                                       const quantum::QuantumClock& clock,
                                       std::vector<RingingChange>& changes) {
  std::vector<RingingPart> all;
  if (params.tinnitus == TinnitusMode::off) return all;
  for (int ear = 0; ear < 2; ++ear) {
    Writer writer(params, clock, ear, changes);
    bool first = true;
    for (const scene::RingingStep& step : arc.ringing()) {
      writer.step(step, first);
      first = false;
    }
    for (RingingPart& part : writer.finish()) all.push_back(std::move(part));
  }
  return all;
}

}  // namespace otoscape::render::inside
