// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/mix_automation.h"

#include <algorithm>

#include "otoscape/scene/ear_timeline.h"
#include "otoscape/scene/hearing_protection.h"

namespace otoscape::scene {
namespace {

constexpr Ramp kPlugRamp{Seconds(0.120)};

// The documented levels of body sounds lie about 10 dB below a programme at 65 dB SPL, for which
// an arc is drawn while no programme is known.
constexpr double kBodyBelowProgramme = 10.0;

double amplitude(const std::optional<BodyLevel>& level) {
  if (!level) return 0.0;
  if (const auto* lu = std::get_if<Lu>(&*level)) {
    return to_amplitude(Decibels(lu->value() + kBodyBelowProgramme));
  }
  return to_amplitude(std::get<Decibels>(*level));
}

double amplitude(const Leak& leak) { return leak.on ? to_amplitude(leak.level) : 0.0; }

std::array<double, 4> amplitudes(const BodySetting& body) {
  return {amplitude(body.breath), amplitude(body.heart), amplitude(body.thuds),
          amplitude(body.track)};
}

std::array<double, 2> amplitudes(const FeltSetting& felt) {
  const double level = to_amplitude(felt.level);
  return {felt.felt == Felt::off ? 0.0 : level, felt.felt == Felt::water ? level : 0.0};
}

}  // namespace

MixAutomation::MixAutomation(const std::vector<Keyframe>& keyframes)
    : perspective_(Quantity::amplitude, keyframes.front().perspective.value_or(1.0)),
      leak_(Quantity::level, amplitude(keyframes.front().leak.value_or(Leak{}))),
      stillness_(Quantity::level, 1.0),
      stress_(Quantity::number, keyframes.front().stress.value_or(0.0)) {
  const auto body = amplitudes(keyframes.front().body.value_or(BodySetting{}));
  for (std::size_t i = 0; i < body.size(); ++i) body_[i] = Automation(Quantity::level, body[i]);
  const auto felt = amplitudes(keyframes.front().felt.value_or(FeltSetting{}));
  for (std::size_t i = 0; i < felt.size(); ++i) felt_[i] = Automation(Quantity::level, felt[i]);
  for (const Keyframe& k : keyframes) {
    if (k.body || ways_.empty()) {
      const BodySetting own = k.body.value_or(BodySetting{});
      ways_.push_back({k.time.value(), own.mouth, own.floor});
    }
  }
  occlusion_.fill(Automation(Quantity::amplitude, 0.0));
  for (std::size_t i = 0; i < keyframes.size(); ++i) {
    const double gap = i == 0 ? 0.0 : keyframes[i].time.value() - keyframes[i - 1].time.value();
    if (i > 0) arrive(keyframes[i], gap);
    occlude(keyframes[i], gap);
    if (!keyframes[i].event) continue;
    if (const auto* p = std::get_if<Pop>(&keyframes[i].event->what)) pop(keyframes[i], *p);
  }
}

void MixAutomation::arrive(const Keyframe& keyframe, double gap) {
  const Ramp ramp = within_gap(keyframe.ramp, gap);
  if (keyframe.perspective) {
    perspective_.arrive(keyframe.time,
                        within_gap(keyframe.perspective_ramp.value_or(keyframe.ramp), gap),
                        *keyframe.perspective);
  }
  if (keyframe.leak) leak_.arrive(keyframe.time, ramp, amplitude(*keyframe.leak));
  if (keyframe.stress) stress_.arrive(keyframe.time, ramp, *keyframe.stress);
  if (keyframe.felt) {
    const auto felt = amplitudes(*keyframe.felt);
    for (std::size_t i = 0; i < felt.size(); ++i) {
      felt_[i].arrive(keyframe.time, within_gap(keyframe.felt_ramp.value_or(keyframe.ramp), gap),
                      felt[i]);
    }
  }
  if (!keyframe.body) return;
  const auto body = amplitudes(*keyframe.body);
  for (std::size_t i = 0; i < body.size(); ++i) {
    body_[i].arrive(keyframe.time, within_gap(keyframe.body_ramp.value_or(keyframe.ramp), gap),
                    body[i]);
  }
}

void MixAutomation::pop(const Keyframe& keyframe, const Pop& pop) {
  stillness_.arrive(keyframe.time, Ramp{}, to_amplitude(pop.stillness_level), /*takes_over=*/true);
  const double heard_again = keyframe.time.value() + pop.stillness.value() + pop.back.value();
  stillness_.arrive(Seconds(heard_again), {pop.back, Shape::ease}, 1.0);
}

// A plug's effect depends on the ear behind it, so a change of either may change it.
void MixAutomation::occlude(const Keyframe& keyframe, double gap) {
  const PlugIn* in = keyframe.event ? std::get_if<PlugIn>(&keyframe.event->what) : nullptr;
  const bool out = keyframe.event && std::holds_alternative<PlugOut>(keyframe.event->what);
  for (std::size_t side = 0; side < 2; ++side) {
    if (const auto* ear = listener_of(keyframe, side)) ears_[side] = *ear;
    const bool changes = (in != nullptr || out) && concerns(keyframe.event->ears, side);
    if (changes) plugs_[side] = in != nullptr ? std::optional(in->kind) : std::nullopt;
    const double amount = plugs_[side] ? occlusion(*plugs_[side], ears_[side]) : 0.0;
    const Seconds plugged(keyframe.time.value() + kPlugRamp.over.value());
    occlusion_[side].arrive(changes ? plugged : keyframe.time,
                            changes ? kPlugRamp : within_gap(keyframe.ramp, gap), amount);
  }
}

FeltLevels MixAutomation::felt(Seconds time) const noexcept {
  return {felt_[0].at(time), felt_[1].at(time)};
}

HeardShares MixAutomation::shares(Seconds time) const noexcept {
  return {perspective_.at(time), leak_.at(time), stillness_.at(time)};
}

bool MixAutomation::occludes() const {
  return std::ranges::any_of(
      occlusion_, [](const Automation& ear) { return ear.last() != 0.0 || !ear.pieces().empty(); });
}

MixState MixAutomation::at(Seconds time) const noexcept {
  MixState state;
  state.perspective = perspective_.at(time);
  state.leak_lin = leak_.at(time);
  state.stillness_lin = stillness_.at(time);
  state.stress = stress_.at(time);
  const auto after = std::ranges::upper_bound(ways_, time.value(), {}, &Way::time);
  const Way& way = after == ways_.begin() ? ways_.front() : *(after - 1);
  state.body = {body_[0].at(time), body_[1].at(time), body_[2].at(time),
                body_[3].at(time), way.mouth,         way.floor};
  state.felt = felt(time);
  for (std::size_t side = 0; side < 2; ++side) state.occlusion[side] = occlusion_[side].at(time);
  return state;
}

std::vector<double> MixAutomation::moments() const {
  std::vector<double> found;
  const auto collect = [&](const Automation& track) {
    for (const Automation::Piece& piece : track.pieces()) {
      found.push_back(piece.short_one ? piece.start : piece.end);
    }
  };
  for (const Automation* track : {&perspective_, &leak_, &stillness_}) collect(*track);
  for (const Automation& track : body_) collect(track);
  for (const Automation& track : felt_) collect(track);
  for (const Automation& track : occlusion_) collect(track);
  return found;
}

}  // namespace otoscape::scene
