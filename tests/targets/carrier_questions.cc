// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "otoscape/implant/carriers/gammatone_pulses.h"
#include "otoscape/implant/carriers/gaussian_tones.h"
#include "otoscape/implant/carriers/pulse_spreading.h"
#include "otoscape/implant/carriers/spiral.h"
#include "otoscape/implant/carriers/tone_bank.h"
#include "otoscape/implant/film/line_bank.h"
#include "tests/targets/answer.h"
#include "tests/targets/exact_sound.h"

namespace otoscape::targets {
namespace {

using namespace implant;

constexpr Hertz kRate(48000.0);
// Not whole vectors: what lies behind them must stay as it is.
constexpr std::size_t kFrames = 475, kBehind = 21;
constexpr double kCentresHz[] = {300.0, 700.0, 1500.0, 3100.0, 6300.0};

class Room {
 public:
  std::span<float> frames() {
    room_.assign(kFrames + kBehind, 0.0f);
    std::fill(room_.begin() + kFrames, room_.end(), 3.0f);
    return std::span(room_).first(kFrames);
  }
  void answer(Answer& answer) const {
    answer.add(std::span(room_).first(kFrames));
    answer.decide(std::span(room_).subspan(kFrames));
  }

 private:
  std::vector<float> room_;
};

Answer heard(carriers::CarrierBank& bank) {
  const auto bands = static_cast<std::size_t>(bank.bands());
  std::vector<float> from(bands, 0.0f), to(bands);
  Room room;
  Answer answer;
  for (std::uint32_t block = 0; block < 10; ++block) {
    to = exact_noise(bands, 41 + block);
    for (float& v : to) v = v < 0.0f ? -v : v;
    const auto first = static_cast<std::int64_t>(kFrames) * static_cast<std::int64_t>(block);
    bank.process(1'000'000 + first, from, to, room.frames());
    room.answer(answer);
    from = to;
  }
  return answer;
}

Answer heard(carriers::PulseBank& bank) {
  constexpr auto kBlock = static_cast<std::int64_t>(kFrames);
  Room room;
  Answer answer;
  double at = 0.0;
  int band = 0;
  for (std::int64_t first = 0; first < 10 * kBlock; first += kBlock) {
    std::vector<carriers::BandPulse> pulses;
    for (; at <= static_cast<double>(first + kBlock - 1);
         at += 20.375, band = (band + 2) % bank.bands()) {
      pulses.push_back({band, at, 0.5f});
    }
    bank.process(first, pulses, room.frames());
    room.answer(answer);
  }
  return answer;
}

Answer tones() {
  carriers::ToneBank bank(kCentresHz, kRate, 42);
  return heard(bank);
}

Answer spiral() {
  carriers::Spiral bank(kCentresHz, 8.0, kRate, 43);
  return heard(bank);
}

Answer pulse_spreading() {
  constexpr carriers::CarrierBand kBands[] = {{200, 400}, {600, 900}, {1300, 1800}, {4000, 6000}};
  const auto tables = std::make_shared<const carriers::PulseSpreadingTables>(kBands, kRate);
  carriers::PulseSpreading bank(tables, 44);
  return heard(bank);
}

Answer gaussian_tones() {
  constexpr carriers::GaussianTone kTones[] = {
      {400, 0.008}, {1000, 0.004}, {3000, 0.001}, {9000, 0.0005}};
  carriers::GaussianTones bank(kTones, 900.0, kRate, 480);
  return heard(bank);
}

Answer gammatone_pulses() {
  constexpr carriers::GammatoneBand kBands[] = {{250, 60}, {1000, 150}, {3000, 400}, {9000, 1200}};
  carriers::GammatonePulses bank(kBands, 900.0, kRate);
  return heard(bank);
}

Answer lines(film::LineBank::Carrier carrier) {
  film::LineBank bank(carrier, kRate, 1025, 45);
  if (carrier == film::LineBank::Carrier::sine) {
    bank.put_on_grid(kCentresHz, kCentresHz);
  } else {
    bank.put_between(kCentresHz);
  }
  Answer answer;
  for (std::uint32_t slice = 0; slice < 6; ++slice) {
    auto from = exact_noise(1025 + 64, 46 + slice), to = exact_noise(1025 + 64, 47 + slice);
    for (auto* x : {&from, &to}) {
      for (float& v : *x) v *= v;
    }
    bank.aim(std::span(from).first(1025), std::span(to).first(1025), 512);
    for (int position = 0; position < 512; position += dsp::Row::kFrames) {
      dsp::Row row;
      bank.render(1'000'000 + 512 * static_cast<std::int64_t>(slice) + position, position,
                  dsp::Row::kFrames, {0.25f, 0.5f, 0}, row);
      answer.add(std::span(row.x, dsp::Row::kFrames));
    }
  }
  return answer;
}

}  // namespace

std::vector<Question> carrier_questions() {
  return {
      {"tones", "otoscape/implant/carriers/tone_bank.cc", -132.0, 0.0, tones},
      {"SPIRAL", "otoscape/implant/carriers/spiral.cc", -128.0, 0.0, spiral},
      {"pulse-spreading complexes", "otoscape/implant/carriers/pulse_spreading.cc", -135.0, 0.0,
       pulse_spreading},
      {"Gaussian tones", "otoscape/implant/carriers/gaussian_tones.cc", -128.0, 0.0,
       gaussian_tones},
      {"gammatone pulses", "otoscape/implant/carriers/gammatone_pulses.cc", -118.0, 0.0,
       gammatone_pulses},
      {"lines of sines", "otoscape/implant/film/line_bank.cc", -130.0, 0.0,
       [] { return lines(film::LineBank::Carrier::sine); }},
      {"lines of noise", "otoscape/implant/film/line_bank.cc", -130.0, 0.0,
       [] { return lines(film::LineBank::Carrier::noise); }},
  };
}

}  // namespace otoscape::targets
