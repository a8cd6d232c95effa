// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/own_voice.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/block_sums.h"
#include "otoscape/base/ease.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/ear/fit.h"
#include "otoscape/render/ears/scene_ears.h"

namespace otoscape::render::ears {
namespace {

constexpr std::uint64_t kVoice = 0x701ce;  // its implants draw by chance of their own

}  // namespace

void OwnVoice::Line::prepare(std::size_t frames, Arena& arena) {
  for (auto& ear : memory) ear = arena.take<float>(frames);
}

void OwnVoice::Line::pass(FullScaleBlock sound) noexcept {
  for (int c = 0; c < sound.channels(); ++c) {
    const auto line = memory[static_cast<std::size_t>(c)];
    const auto samples = sound.channel(c);
    std::copy(line.begin() + sound.frames(), line.end(), line.begin());
    std::ranges::copy(samples, line.end() - sound.frames());
    std::copy_n(line.begin(), sound.frames(), samples.begin());
  }
}

OwnVoice::OwnVoice(const Setup& setup, Arena& arena)
    : spec_{setup.spec.rate, setup.spec.ears},
      clock_(setup.clock),
      arc_(setup.arc),
      pascals_per_unit_(static_cast<float>(setup.params.render.calibration.pascals_per_unit())),
      designer_(spec_.rate, electric_needs(arc_), dsp::hash(setup.params.seed, kVoice)),
      listener_({arc_, setup.params, setup.segments, designer_, spec_.rate, true}),
      voice_(setup.voice) {
  listener_.prepare(designer_, {spec_, true, setup.first_quantum * clock_.frames},
                    setup.first_quantum, arena);
  bone_.prepare(spec_, arena);
  felt_.prepare(spec_, arena);
  occlusion_.prepare(spec_, clock_.frames, arena);
  const auto frames = static_cast<std::size_t>(clock_.frames);
  for (std::size_t c = 0; c < 2; ++c) {
    air_leg_[c] = arena.take<float>(frames);
  }
  const std::size_t line = static_cast<std::size_t>(listener_.latency().value()) + frames;
  felt_line_.prepare(line, arena);
  room_line_.prepare(line, arena);
  air_gain_ = air_gains(clock_.time_of(setup.first_quantum));
}

std::array<float, 2> OwnVoice::air_gains(Seconds time) const {
  std::array<float, 2> gains{};
  for (const auto side : {scene::Side::left, scene::Side::right}) {
    const Decibels taken = ear::speech_attenuation(arc_.ear(side, time));
    gains[static_cast<std::size_t>(side)] =
        body::kVoiceLegGain * static_cast<float>(to_amplitude(-taken));
  }
  return gains;
}

// As the ears move: blends in amplitude, glides in dB; still while they stand still.
void OwnVoice::move_air_gains(Seconds time) {
  constexpr double kJust = 1e-6;
  air_gain_before_ = air_gain_;
  const auto movements = arc_.ear_movements();
  const double quantum = clock_.length();
  const auto under_way = std::ranges::partition_point(
      movements, [&](const auto& m) { return m.end.value() + quantum < time.value(); });
  if (under_way == movements.end() || under_way->start > time) return;
  if (!under_way->blends || time >= under_way->end) {
    air_gain_ = air_gains(time);
    return;
  }
  const double part = (time.value() - under_way->start.value()) /
                      (under_way->end.value() - under_way->start.value());
  const auto weight = static_cast<float>(raised_cosine(part));
  const auto from = air_gains(Seconds(under_way->start.value() - kJust)),
             to = air_gains(under_way->end);
  for (std::size_t c = 0; c < 2; ++c) air_gain_[c] = std::lerp(from[c], to[c], weight);
}

void OwnVoice::begin(quantum::RenderQuantum& work) {
  const FullScaleBlock in = work.voice_in, bone = work.voice_bone, felt = work.voice_felt;
  const FullScaleBlock air({air_leg_[0].data(), air_leg_[1].data()}, spec_.ears, clock_.frames);
  const auto pascal = [&](FullScaleBlock block) {
    std::array<float*, 2> channels{};
    for (int c = 0; c < spec_.ears; ++c) {
      channels[static_cast<std::size_t>(c)] = block.channel(c).data();
    }
    return PascalBlock(channels, spec_.ears, clock_.frames);
  };
  voice_.read(clock_.frame_of(work.quantum) + listener_.latency().value(), in);
  for (int c = 0; c < spec_.ears; ++c) {
    std::ranges::copy(in.channel(c), bone.channel(c).begin());
  }
  bone_.process(pascal(bone));
  for (int c = 0; c < spec_.ears; ++c) {
    std::ranges::copy(bone.channel(c), felt.channel(c).begin());
  }
  felt_.process(pascal(felt));
  const float shut_from[2] = {static_cast<float>(work.from.occlusion[0]),
                              static_cast<float>(work.from.occlusion[1])};
  const float shut_to[2] = {static_cast<float>(work.to.occlusion[0]),
                            static_cast<float>(work.to.occlusion[1])};
  occlusion_.process(pascal(bone), shut_from, shut_to);
  move_air_gains(clock_.time_of(work.quantum + 1));
  for (int c = 0; c < spec_.ears; ++c) {
    const auto ear = static_cast<std::size_t>(c);
    const float slope =
        (air_gain_[ear] - air_gain_before_[ear]) / static_cast<float>(clock_.frames);
    float gain = air_gain_before_[ear];
    for (std::size_t n = 0; n < air_leg_[ear].size(); ++n) {
      bone.channel(c)[n] += (gain += slope) * in.channel(c)[n];
      // A microphone behind the ear wears nothing.
      air_leg_[ear][n] = body::kVoiceLegGain * in.channel(c)[n];
    }
  }
  work.voice.pascals_per_unit = pascals_per_unit_;
  work.voice.crossfade = work.world.crossfade;
  work.voice_change = listener_.begin(work.quantum, air, work.voice);
}

void OwnVoice::hear_electric(std::size_t ear, quantum::RenderQuantum& work) {
  listener_.hear_electric(ear, work.voice_change, work.voice);
}

void OwnVoice::end(quantum::RenderQuantum& work, FullScaleBlock world, FullScaleBlock internal,
                   FullScaleBlock room) {
  listener_.end(work.voice_change, work.voice);
  add_sound(listener_.heard(), world);
  felt_line_.pass(work.voice_felt);
  add_sound(work.voice_felt, internal);
  room_line_.pass(work.voice_in);
  add_sound(work.voice_in, room);
}

}  // namespace otoscape::render::ears
