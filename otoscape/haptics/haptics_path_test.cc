// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/haptics_path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "tests/support/spectrum.h"

namespace otoscape::haptics {
namespace {

using Signal = std::vector<float>;

constexpr double kRate = 48000.0;
constexpr int kQuantum = 64;
constexpr double kLufs = -20.0;
constexpr Depth kComplete{1.0, 1.0}, kGentle{0.25, 0.0};

// All of one length; an empty one is silence.
struct Room {
  Signal left, right, body, ringing;
  Depth depth = kComplete;
};
struct Rig {
  HapticsParams params{Device::chest, 1, true, kLufs, 7};
  std::int64_t first = 0;
  int quantum = kQuantum;
  double rate = kRate;
};

Signal tone(std::size_t frames, double hz, double amplitude, double rate = kRate) {
  Signal x(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    x[n] = static_cast<float>(
        amplitude * std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate));
  }
  return x;
}
Signal noise(std::size_t frames, unsigned seed, float rms) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, rms);
  Signal x(frames);
  for (float& v : x) v = gauss(random);
  return x;
}
// Only the frames from `from` to `to`.
Signal gated(Signal x, std::size_t from, std::size_t to) {
  for (std::size_t n = 0; n < x.size(); ++n) {
    if (n < from || n >= to) x[n] = 0.0f;
  }
  return x;
}
// Short bursts of noise, four a second.
Signal strokes(std::size_t frames, float rms) {
  Signal x = noise(frames, 5, rms);
  for (std::size_t n = 0; n < frames; ++n) {
    x[n] *= static_cast<float>(std::exp(-static_cast<double>(n % 12000) / 1200.0));
  }
  return x;
}

float peak(const Signal& x) {
  float most = 0.0f;
  for (const float v : x) most = std::max(most, std::abs(v));
  return most;
}
double rms(const Signal& x) { return std::sqrt(test::mean_square(x)); }
double db(double lin) { return 20.0 * std::log10(lin + 1e-30); }

// In time with the room: the latency is cut off.
std::vector<Signal> felt(const Room& room, const Rig& rig, std::size_t frames) {
  HapticsPath path({{Hertz(rig.rate), 2}, rig.quantum, rig.first}, rig.params);
  const auto quantum = static_cast<std::size_t>(rig.quantum);
  const auto latency = static_cast<std::size_t>(path.latency());
  const std::size_t whole = (frames + latency + quantum - 1) / quantum * quantum;
  const auto padded = [&](Signal x) {
    x.resize(whole, 0.0f);
    return x;
  };
  Signal left = padded(room.left), right = padded(room.right), body = padded(room.body),
         ringing = padded(room.ringing);
  std::vector<Signal> out(static_cast<std::size_t>(path.channels()), Signal(whole));
  Signal none(quantum);
  for (std::size_t n = 0; n < whole; n += quantum) {
    std::array<float*, 2> rows{out[0].data() + n, none.data()};
    if (path.channels() == 2) rows[1] = out[1].data() + n;
    const FullScaleBlock to(rows, path.channels(), rig.quantum);
    path.process({FullScaleBlock({left.data() + n, right.data() + n}, 2, rig.quantum),
                  std::span<const float>(body).subspan(n, quantum),
                  FullScaleBlock({ringing.data() + n, ringing.data() + n}, 2, rig.quantum),
                  room.depth, room.depth},
                 to);
  }
  for (Signal& x : out) {
    x.erase(x.begin(), x.begin() + path.latency());
    x.resize(frames);
  }
  return out;
}
Signal felt_one(const Room& room, const Rig& rig, std::size_t frames) {
  return felt(room, rig, frames)[0];
}

Room everything(std::size_t frames) {
  const auto low = tone(frames, 55.0, 0.3), high = strokes(frames, 0.5f);
  Room room;
  for (std::size_t n = 0; n < frames; ++n) room.left.push_back(low[n] + high[n]);
  room.right = room.left;
  room.body = noise(frames, 9, 0.05f);
  room.ringing = tone(frames, 4000.0, 0.01);
  return room;
}

TEST(HapticsPath, GivesADeviceItsBandAlone) {
  const std::size_t frames = 1 << 17;
  for (const Device device : kDevices) {
    Rig rig;
    rig.params.device = device;
    const Signal x = felt_one(everything(frames), rig, frames);
    const DeviceFacts& facts = facts_of(device);
    EXPECT_GT(rms(x), 0.02) << facts.name;
    EXPECT_LT(test::outside_db(x, kRate, facts.low_hz, facts.high_hz), -40.0) << facts.name;
  }
}

TEST(HapticsPath, IsNeverAboveItsBound) {
  const std::size_t frames = 96000;
  Room room = everything(frames);
  for (float& x : room.body) x *= 100.0f;
  room.body[40000] = 1000.0f;
  for (const Device device : kDevices) {
    Rig rig;
    rig.params.device = device;
    EXPECT_LE(peak(felt_one(room, rig, frames)), std::pow(10.0, kHighestDbFs / 20.0));
    EXPECT_GT(peak(felt_one(room, rig, frames)), 0.35);
  }
}

TEST(HapticsPath, APartIsAsWithinTheWhole) {
  const std::size_t frames = 4 * 48000, from = 64 * 1001;
  const Room room = everything(frames);
  const auto rest = [&](const Signal& x) {
    return Signal(x.begin() + static_cast<std::ptrdiff_t>(from), x.end());
  };
  for (const Device device : kDevices) {
    Rig rig;
    rig.params.device = device;
    const Signal whole = felt_one(room, rig, frames);
    rig.first = static_cast<std::int64_t>(from);
    const Signal part = felt_one(
        {rest(room.left), rest(room.right), rest(room.body), rest(room.ringing), room.depth}, rig,
        frames - from);
    const auto settled = static_cast<std::size_t>(HapticsPath::kMemorySeconds * kRate);
    ASSERT_GT(part.size(), settled + 24000);
    for (std::size_t n = settled; n < part.size(); ++n) ASSERT_EQ(part[n], whole[from + n]) << n;
    // Without its memory it is not.
    EXPECT_FALSE(std::equal(part.begin(), part.end(), whole.begin() + from));
  }
}

TEST(HapticsPath, DoesNotDependOnBlocks) {
  const std::size_t frames = 48000;
  Rig rig;
  const Signal a = felt_one(everything(frames), rig, frames);
  rig.quantum = 47;
  EXPECT_EQ(a, felt_one(everything(frames), rig, frames));
}

TEST(HapticsPath, LeavesSilenceSilent) {
  const std::size_t frames = 24000;
  const Signal x = felt_one({}, {}, frames);
  EXPECT_EQ(peak(x), 0.0f);
}

TEST(HapticsPath, IsInTimeAtEveryRate) {
  for (const double rate : {8000.0, 44100.0, 48000.0, 96000.0}) {
    const auto frames = static_cast<std::size_t>(rate), middle = frames / 2;
    // A burst that is symmetric in time.
    Room room;
    room.body = tone(frames, 80.0, 0.5, rate);
    for (std::size_t n = 0; n < frames; ++n) {
      const double t = (static_cast<double>(n) - static_cast<double>(middle)) / rate;
      room.body[n] *= static_cast<float>(std::exp(-t * t / (2.0 * 0.03 * 0.03)));
    }
    for (const Device device : kDevices) {
      Rig rig;
      rig.rate = rate;
      rig.params.device = device;
      rig.params.programme_lufs = 0.0;
      const Signal x = felt_one(room, rig, frames);
      double sum = 0.0, moment = 0.0;
      for (std::size_t n = 0; n < frames; ++n) {
        sum += static_cast<double>(x[n]) * x[n];
        moment += static_cast<double>(n) * x[n] * x[n];
      }
      ASSERT_GT(sum, 0.0);
      EXPECT_NEAR(moment / sum / rate, 0.5, 0.004) << rate << " " << facts_of(device).name;
    }
  }
}

TEST(HapticsPath, NothingSetsInAtOnce) {
  const std::size_t frames = 48000;
  Room room;
  room.body = gated(tone(frames, 250.0, 0.03), 24000, frames);
  const Signal x = felt_one(room, {}, frames);
  const float height = peak(Signal(x.begin() + 36000, x.end()));
  const auto reached = [&](float share) {
    const auto at = std::ranges::find_if(x, [&](float v) { return std::abs(v) > share * height; });
    return static_cast<double>(at - x.begin()) / kRate;
  };
  EXPECT_GT(height, 0.05f);
  EXPECT_GT(reached(0.9f) - reached(0.1f), 0.002);
  EXPECT_LT(reached(0.9f) - reached(0.1f), 0.010);
}

// Strokes without low frequencies are felt only where the ears take less.
TEST(HapticsPath, TheBeatComesWithTheLoss) {
  const std::size_t frames = 96000;
  Room room;
  room.left = room.right = strokes(frames, 1.0f);
  const double with = rms(felt_one(room, {}, frames));
  room.depth.rhythm_lin = 0.0;
  const double without = rms(felt_one(room, {}, frames));
  EXPECT_GT(db(with / without), 6.0);
  // And not where they are as loud as talk.
  room.depth = kComplete;
  for (float& x : room.left) x *= 0.05f;
  room.right = room.left;
  EXPECT_LT(db(rms(felt_one(room, {}, frames)) / with), -30.0);
}

TEST(HapticsPath, TheWorldIsDeeperWithTheLoss) {
  const std::size_t frames = 96000;
  Room room;
  room.left = room.right = tone(frames, 55.0, 0.2);
  const double deep = rms(felt_one(room, {}, frames));
  room.depth = kGentle;
  EXPECT_NEAR(db(deep / rms(felt_one(room, {}, frames))), 12.0, 0.5);
}

TEST(HapticsPath, RingingIsFaintAndCanBeOff) {
  const std::size_t frames = 96000;
  Room room;
  room.ringing = tone(frames, 5000.0, 0.02);
  Rig rig;
  const Signal x = felt_one(room, rig, frames);
  EXPECT_GT(db(rms(Signal(x.begin() + 48000, x.end()))), -46.0);
  EXPECT_LT(db(peak(x)), -16.0);
  rig.params.ringing = false;
  EXPECT_EQ(peak(felt_one(room, rig, frames)), 0.0f);
}

// What a seat or a phone does not reach comes back on the carrier.
TEST(HapticsPath, MovesWhatADeviceDoesNotReach) {
  const std::size_t frames = 1 << 17;
  Room room;
  room.body = tone(frames, 120.0, 0.03);
  for (const Device device : {Device::seat, Device::phone}) {
    Rig rig;
    rig.params.device = device;
    const Signal x = felt_one(room, rig, frames);
    EXPECT_GT(db(rms(x)), -20.0);
    const double hz = facts_of(device).carrier_hz;
    EXPECT_NEAR(test::energy_of(test::spectrum(x), kRate).middle_hz, hz, 1.0);
  }
  Rig chest;
  EXPECT_NEAR(test::energy_of(test::spectrum(felt_one(room, chest, frames)), kRate).middle_hz,
              120.0, 1.0);
}

TEST(HapticsPath, TwoBandsAreLowAndHighAndTogetherTheOne) {
  const std::size_t frames = 1 << 16;
  Room room;
  room.body = noise(frames, 3, 0.005f);
  Rig rig;
  const Signal one = felt_one(room, rig, frames);
  rig.params.bands = 2;
  const auto two = felt(room, rig, frames);
  const double split = facts_of(Device::chest).split_hz;
  EXPECT_LT(test::outside_db(two[0], kRate, 20.0, split + 15.0), -40.0);
  EXPECT_LT(test::outside_db(two[1], kRate, split - 15.0, 500.0), -40.0);
  Signal rest = one;
  for (std::size_t n = 0; n < frames; ++n) rest[n] -= two[0][n] + two[1][n];
  EXPECT_LT(db(rms(rest) / rms(one)), -40.0);
}

}  // namespace
}  // namespace otoscape::haptics
