// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/band_gains.h"
#include "otoscape/render/renderer.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

using hearing::HearingProfile;

constexpr Hertz kRate(48000.0);
constexpr Calibration kCalibration(DbSpl(88.0));

hearing::Audiogram audiogram(std::initializer_list<std::pair<double, double>> points) {
  std::vector<hearing::Threshold> list;
  for (const auto& [hz, db] : points) list.push_back({Hertz(hz), DbHl(db)});
  return *hearing::Audiogram::make(list);
}

// Moderately severe and sloping (Bisgaard, Vlaming and Dahlquist 2010, N4); the other ear mild.
HearingProfile losses() {
  HearingProfile listener;
  listener.left.air = audiogram({{250, 55},
                                 {500, 55},
                                 {1000, 55},
                                 {1500, 60},
                                 {2000, 65},
                                 {3000, 70},
                                 {4000, 75},
                                 {6000, 80}});
  listener.right.air = audiogram({{500, 20}, {1000, 25}, {4000, 40}});
  return listener;
}

HearingProfile implanted(hearing::ImplantPercept percept, hearing::ImplantCarrier carrier) {
  HearingProfile listener;
  for (auto* ear : {&listener.left, &listener.right}) {
    ear->implant.emplace();
    for (int number = 22; number >= 1; --number) {
      ear->implant->map.electrodes.push_back({number, 120.0, 180.0});
    }
    ear->implant->percept = percept, ear->implant->carrier = carrier;
    ear->implant->adaptation = 0.5;
  }
  listener.right.implant->volume = 0.875;
  return listener;
}

Answer heard(const HearingProfile& listener, double window_s = 0.0, bool smearing = true) {
  render::RenderParams params;
  params.calibration = kCalibration;
  params.smearing = smearing;
  params.temporal_window = Seconds(window_s);
  params.output_gain = Decibels(6.0);
  render::Renderer renderer({kRate, 2}, listener, params);
  auto left = exact_voice(48000, 81), right = exact_voice(48000, 82);
  for (std::size_t n = 0; n + 480 <= left.size(); n += 480) {
    const FullScaleBlock block({left.data() + n, right.data() + n}, 2, 480);
    renderer.process(block, block);
  }
  Answer answer;
  answer.add(left), answer.add(right);
  return answer;
}

Answer track_energies() {
  const auto listener = losses();
  const render::programme::BandGains law({listener.left, listener.right}, kCalibration);
  Answer answer;
  for (std::uint32_t i = 0; i < 50; ++i) {
    std::array<std::int16_t, render::programme::BandGains::kCells> row;
    const auto random = exact_noise(row.size(), 83 + i);
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = static_cast<std::int16_t>(-3000.0f + 2500.0f * random[k]);
    }
    answer.values.push_back(law.energy(row, 0.75f, 0.25f));
  }
  return answer;
}

Question whole(const std::string& name, double bound_db, const std::function<Answer()>& ask) {
  return {name, "otoscape/render/renderer.cc", bound_db, 0.0, ask};
}

}  // namespace

std::vector<Question> render_questions() {
  using hearing::ImplantCarrier, hearing::ImplantPercept;
  const auto implant = [](ImplantPercept percept,
                          ImplantCarrier carrier = ImplantCarrier::by_adaptation) {
    return [=] { return heard(implanted(percept, carrier)); };
  };
  const auto vocoder = [&](ImplantCarrier carrier) {
    return implant(ImplantPercept::vocoder, carrier);
  };
  return {
      {"a scene's loudness", "otoscape/render/programme/band_gains.cc", -132.0, 0.0,
       track_energies},
      whole("render: N4 and mild, smeared", -110.0, [] { return heard(losses()); }),
      whole("render: the same, not smeared", -110.0, [] { return heard(losses(), 0.0, false); }),
      // A gain in the gaps of 20 dB at most, that of an onset and ρ multiply what is rounded.
      whole("render: smeared, and a window", -105.0, [] { return heard(losses(), 0.02); }),
      whole("render: vocoder, noise", -115.0, vocoder(ImplantCarrier::noise)),
      whole("render: vocoder, sines", -115.0, vocoder(ImplantCarrier::sine)),
      whole("render: vocoder, harmonics", -115.0, vocoder(ImplantCarrier::pulse_spreading)),
      whole("render: vocoder, Gaussian", -110.0, vocoder(ImplantCarrier::gaussian_tones)),
      whole("render: vocoder, gammatone", -110.0, vocoder(ImplantCarrier::gammatone_pulses)),
      whole("render: vocoder, SPIRAL", -118.0, vocoder(ImplantCarrier::spiral)),
      // Periods are measured between samples, and grains put one after another: theirs are
      // roundings of time, added up over a voiced stretch to some 10^-4 frames, 2 ns.
      whole("render: matched", -75.0, implant(ImplantPercept::matched)),
      whole("render: film", -130.0, implant(ImplantPercept::film)),
  };
}

}  // namespace otoscape::targets
