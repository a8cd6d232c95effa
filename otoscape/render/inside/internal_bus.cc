// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/internal_bus.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/block_sums.h"
#include "otoscape/body/one_shots.h"
#include "otoscape/body/sounds.h"
#include "otoscape/render/inside/event_level.h"
#include "otoscape/render/inside/recorded_shots.h"
#include "otoscape/render/inside/ringing_drive.h"
#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/ringing_level.h"
#include "otoscape/render/quantum/random_key.h"

namespace otoscape::render::inside {
namespace {

constexpr double kFeltSeconds = 3.0;  // over which what is felt is limited

float lin(double db) { return static_cast<float>(std::pow(10.0, db / 20.0)); }

bool reaches(scene::EventEars ears, std::size_t ear) {
  return ears == scene::EventEars::both ||
         ears == (ear == 0 ? scene::EventEars::left : scene::EventEars::right);
}

}  // namespace

InternalBus::InternalBus(const StreamSpec& spec, const quantum::QuantumClock& clock,
                         const Setup& setup, Arena& arena)
    : spec_(spec),
      clock_(clock),
      arc_(setup.arc),
      params_(setup.params),
      programme_begin_(setup.programme.begin()),
      loudness_(setup.loudness),
      pascals_per_unit_(static_cast<float>(setup.params.render.calibration.pascals_per_unit())),
      units_per_pascal_(1.0f / pascals_per_unit_),
      body_(setup.arc, clock, setup.params.seed, setup.recordings),
      placed_(spec, clock.frames, arena),
      body_file_(setup.body),
      occludes_(setup.arc.occludes()) {
  std::vector<RingingPart> parts = ringing_parts(arc_, params_, clock, changes_);
  std::erase_if(parts, [&](const RingingPart& part) { return part.ear >= spec.ears; });
  auto drives = ringing_drives_db(
      parts, {arc_, setup.programme, setup.loudness, setup.states, params_.render.calibration},
      clock);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    tinnitus::RingingVoice voice(clock.rate, clock.frames, parts[i].score);
    voices_.push_back({std::move(parts[i]), std::move(voice), std::move(drives[i]), {}});
  }
  body_filter_.prepare(spec, arena);
  occlusion_.prepare(spec, clock.frames, arena);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    work_[ear] = arena.take<float>(static_cast<std::size_t>(clock.frames));
    file_[ear] = arena.take<float>(static_cast<std::size_t>(clock.frames));
  }
  place_events(setup);
  if (setup.in_parts) make_parts(arena);
}

void InternalBus::make_parts(Arena& arena) {
  using Kind = InsideParts::Kind;
  std::vector<Kind> kinds;
  if (body_.has_heart()) kinds.push_back(Kind::heart);
  if (body_.has_breath()) kinds.push_back(Kind::breath);
  if (body_.has_steps()) kinds.push_back(Kind::steps);
  if (body_file_ != nullptr) kinds.push_back(Kind::track);
  if (!events_[0].empty() || !events_[1].empty()) kinds.push_back(Kind::events);
  parts_.emplace(spec_, clock_.frames, kinds, arena);
  for (Voice& voice : voices_) voice.stem = parts_->ringing(voice.part.layer, arena);
}

void InternalBus::place_events(const Setup& setup) {
  std::uint64_t number = 0;
  RecordedShots recorded(setup.recordings, params_.seed);
  for (const scene::PlacedEvent& placed : arc_.events()) {
    const std::int64_t frame = to_frames(placed.time, clock_.rate).value();
    const double before =
        setup.loudness.before(setup.states.at(Seconds(placed.time.value() - 1e-3)), placed.time);
    const auto peak = [&](double loudness) {
      return lin(placed.event.level.value()) *
             static_cast<float>(event_peak_lin(loudness, before)) * pascals_per_unit_;
    };
    const auto place = [&](auto&& make, float gain) {
      for (std::size_t ear = 0; ear < static_cast<std::size_t>(spec_.ears); ++ear) {
        if (!reaches(placed.event.ears, ear)) continue;
        events_[ear].emplace_back(make(ear), std::vector<body::Shot>{{frame, gain}});
      }
    };
    const std::uint64_t key = dsp::hash(quantum::named_key(params_.seed, "blast"), number++);
    if (std::holds_alternative<scene::Pop>(placed.event.what)) {
      place([&](std::size_t) { return body::pop_sound(clock_.rate); }, peak(body::kPopLoudness));
    } else if (std::holds_alternative<scene::Blast>(placed.event.what)) {
      place([&](std::size_t ear) { return body::blast_sound(clock_.rate, dsp::hash(key, ear)); },
            peak(body::kBlastLoudness));
    } else if (const auto* own = std::get_if<scene::OwnSound>(&placed.event.what)) {
      const body::OneShot kind = one_shot_of(own->kind);
      const auto& level = body::one_shot_level(kind);
      const double lufs = setup.loudness.programme_lufs() + own->level_lu.value_or(level.preset_lu);
      const float gain = lin(placed.event.level.value() + lufs - level.lufs) * pascals_per_unit_;
      const scene::EventEars ears = placed.event.ears;
      if (recorded.place(own->kind, {frame, gain}, {reaches(ears, 0), reaches(ears, 1)})) continue;
      const auto sound = body::one_shot(kind, clock_.rate,
                                        dsp::hash(quantum::named_key(params_.seed, "own"), key));
      place([&](std::size_t ear) { return sound[ear]; }, gain);
    } else {
      place([&](std::size_t) { return body::plug_sound(clock_.rate); },
            lin(placed.event.level.value()));
    }
  }
  recorded.add_to(events_, spec_.ears);
}

// Of the body's sounds. They move now and then.
double InternalBus::body_energy(const scene::MixState& mix) {
  scene::BodyLevels body = mix.body;
  // body_lufs allows a track what SceneParams says unless it was measured.
  body.track_lin *= body_file_ == nullptr
                        ? 0.0
                        : lin(params_.body_track_peak_lu - SceneParams().body_track_peak_lu);
  if (body == last_body_.levels && mix.occlusion == last_body_.occlusion) return last_body_.energy;
  double energy = 0.0;
  if (body.breath_lin > 0.0 || body.heart_lin > 0.0 || body.thuds_lin > 0.0 ||
      body.track_lin > 0.0) {
    energy = std::pow(10.0, programme::body_lufs(body, params_.render.calibration, mix.occlusion,
                                                 arc_.film_heart(), params_.recorded) /
                                10.0);
  }
  last_body_ = {body, mix.occlusion, energy};
  return energy;
}

// What takes ringing and body together down to the loudness they may have, and them and what is
// felt, all ≤ 0 dB.
InternalBus::Limit InternalBus::limit(std::int64_t quantum, const scene::MixState& mix) {
  double energy = body_energy(mix);
  const double ears_per_voice = spec_.ears == 1 ? 2.0 : 1.0;  // what one channel holds, both hear
  for (Voice& v : voices_) {
    const RingingPart::Moment moment = v.part.at(quantum);
    if (moment.share <= 0.0) continue;
    const double lufs = moment.level_db_spl + stress_db(moment, mix) + moment.loudness_re_level;
    if (lufs != v.lufs) v.energy = std::pow(10.0, lufs / 10.0);
    v.lufs = lufs;
    energy += ears_per_voice * moment.share * v.energy;
  }
  Limit found;
  found.sounds = energy > 0.0;
  if (found.sounds) {
    found.inside_db = std::min(0.0, loudness_.internal_limit_lufs() - 10.0 * std::log10(energy));
  }
  const double now = clock_.time_of(quantum).value();
  const double felt = loudness_.felt_energy(mix.felt, Seconds(now - 0.5 * kFeltSeconds),
                                            Seconds(now + 0.5 * kFeltSeconds));
  if (felt <= 0.0) return found;
  const double inside = std::pow(10.0, (found.inside_db - programme::kLufsOffset) / 10.0) * energy;
  found.felt_db = loudness_.felt_gain(inside, felt).value();
  found.inside_db += found.felt_db;
  return found;
}

double InternalBus::stress_db(const RingingPart::Moment& moment, const scene::MixState& mix) const {
  return programme::stress_lift(DbSpl(moment.level_db_spl), moment.stress * mix.stress,
                                params_.tinnitus)
      .value();
}

double InternalBus::drive_db(const Voice& voice, Seconds time) const {
  if (voice.drive_db.empty()) return 0.0;
  const double last = static_cast<double>(voice.drive_db.size() - 1);
  const double row = std::clamp(
      (time.value() - programme_begin_.value()) * programme::ProgrammeLoudness::kPerSecond - 0.5,
      0.0, last);
  const auto below = static_cast<std::size_t>(row);
  const std::size_t above = std::min(below + 1, voice.drive_db.size() - 1);
  return std::lerp(voice.drive_db[below], voice.drive_db[above], row - std::floor(row));
}

void InternalBus::ring(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
                       PascalBlock out) {
  const Seconds start = clock_.time_of(quantum), end = clock_.time_of(quantum + 1);
  for (Voice& v : voices_) {
    if (v.voice.silent_at(quantum)) continue;
    const auto gain_lin = [&](std::int64_t at, const scene::MixState& mix) {
      if (v.gain_quantum != at) {
        v.gain_quantum = at;
        v.gain_lin = lin(drive_db(v, clock_.time_of(at)) + stress_db(v.part.at(at), mix));
      }
      return v.gain_lin * static_cast<float>(mix.stillness_lin);
    };
    tinnitus::TickDrive drive;
    drive.gain_from_lin = gain_lin(quantum, from);
    drive.gain_to_lin = gain_lin(quantum + 1, to);
    if (v.part.layer.kind == hearing::TinnitusLayer::Kind::pulsatile) {
      drive.pulse_from = arc_.heart_cycles(start);
      drive.pulse_to = arc_.heart_cycles(end);
    }
    const bool apart = placed_.holds(v.part.layer.place);
    const PascalBlock to_ears = parts_  ? parts_->pascals(v.stem)
                                : apart ? placed_.ringing(v.part.layer.place)
                                        : out;
    v.voice.add(quantum, drive, to_ears.channel(v.part.ear), v.stretch);
    rings_ = true;
  }
}

// Its filter remembers, so it runs even where it is not heard.
void InternalBus::add_track(std::int64_t quantum, const scene::MixState& from,
                            const scene::MixState& to, PascalBlock out) {
  const FullScaleBlock own({file_[0].data(), file_[1].data()}, spec_.ears, clock_.frames);
  body_file_->read(clock_.frame_of(quantum), own);
  body_filter_.process(PascalBlock({file_[0].data(), file_[1].data()}, spec_.ears, clock_.frames));
  const auto a = static_cast<float>(from.body.track_lin), b = static_cast<float>(to.body.track_lin);
  if (a <= 0.0f && b <= 0.0f) return;
  for (int ear = 0; ear < spec_.ears; ++ear) {
    float gain = a;
    const float slope = (b - a) / static_cast<float>(clock_.frames);
    const auto samples = own.channel(ear);
    for (std::size_t n = 0; n < samples.size(); ++n) {
      gain += slope;
      out.channel(ear)[n] += gain * samples[n];
    }
  }
}

void InternalBus::add_body(std::int64_t quantum, const scene::MixState& from,
                           const scene::MixState& to, PascalBlock out) {
  using Kind = InsideParts::Kind;
  if (body_.silent() && body_file_ == nullptr) return;
  const float shut_from[2] = {static_cast<float>(from.occlusion[0]),
                              static_cast<float>(from.occlusion[1])};
  const float shut_to[2] = {static_cast<float>(to.occlusion[0]),
                            static_cast<float>(to.occlusion[1])};
  rings_ = true;
  if (parts_) {
    body_.add(quantum, from.body, to.body,
              {parts_->of(Kind::heart), parts_->of(Kind::breath), parts_->of(Kind::steps)});
    if (body_file_ != nullptr) add_track(quantum, from, to, parts_->of(Kind::track));
    if (occludes_) parts_->occlude(shut_from, shut_to);
    return;
  }
  const PascalBlock work({work_[0].data(), work_[1].data()}, spec_.ears, clock_.frames);
  clear_sound(work);
  body_.add(quantum, from.body, to.body, work);
  if (body_file_ != nullptr) add_track(quantum, from, to, work);
  if (occludes_) occlusion_.process(work, shut_from, shut_to);
  add_sound(work, out);
}

void InternalBus::sound(std::int64_t quantum, const scene::MixState& from,
                        const scene::MixState& to, FullScaleBlock out) {
  const PascalBlock sound({out.channel(0).data(), out.channel(spec_.ears - 1).data()}, spec_.ears,
                          clock_.frames);
  clear_sound(out);
  rings_ = false;
  placed_.begin();
  if (parts_) parts_->clear();
  ring(quantum, from, to, sound);
  placed_.add_to(sound);
  add_body(quantum, from, to, sound);
  const Limit before = limited_quantum_ == quantum ? limit_now_ : limit(quantum, from);
  limit_now_ = limit(quantum + 1, to);
  limited_quantum_ = quantum + 1;
  felt_from_db_ = before.felt_db;
  if (limit_now_.sounds) deepest_limit_db_ = std::min(deepest_limit_db_, limit_now_.inside_db);
  const float a = lin(before.inside_db) * units_per_pascal_,
              b = lin(limit_now_.inside_db) * units_per_pascal_;
  if (parts_) {
    parts_->scale(a, b);
  } else {
    placed_.scale(a, b);
  }
  for (int ear = 0; ear < spec_.ears; ++ear) {
    if (rings_ && !parts_) {
      float gain = a;
      const float slope = (b - a) / static_cast<float>(clock_.frames);
      for (float& x : out.channel(ear)) x *= gain += slope;
    }
    const auto shots =
        parts_ ? parts_->of(InsideParts::Kind::events).channel(ear) : sound.channel(ear);
    for (const body::Shots& event : events_[static_cast<std::size_t>(ear)]) {
      event.add(clock_.frame_of(quantum), units_per_pascal_, units_per_pascal_, shots);
    }
  }
  if (parts_) parts_->add_to(out, placed_);
}

}  // namespace otoscape::render::inside
