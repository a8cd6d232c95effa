// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/loudness_meter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "jobs/measure/loudness_sections.h"
#include "jobs/measure/row_meter.h"
#include "otoscape/base/magnitude.h"
#include "otoscape/metrics/loudness_rows.h"
#include "otoscape/metrics/true_peak.h"

namespace otoscape::jobs::measure {
namespace {

using metrics::LoudnessRows;
using metrics::SpeechActivity;

constexpr double kSurroundFromDeg = 60.0, kSurroundToDeg = 120.0, kHeightDeg = 30.0;
constexpr double kSurroundWeight = 1.41;
// Less speech than this is none: a shout in a fight is no dialogue, nor is one false alarm.
constexpr double kLeastSpeechSeconds = 1.0, kLeastSpeechShare = 0.01;

double total(const std::vector<SpeechActivity::Stretch>& speech) {
  double seconds = 0.0;
  for (const auto& stretch : speech) seconds += stretch.to.value() - stretch.from.value();
  return seconds;
}

std::vector<double> weights(const Layout& layout) {
  std::vector<double> of_channels;
  for (int c = 0; c < layout.channels(); ++c) {
    of_channels.push_back(loudness_weight(layout[c], layout));
  }
  return of_channels;
}

}  // namespace

std::vector<LoudnessPoint> loudness_points(const std::vector<scene::Keyframe>& keyframes) {
  std::vector<LoudnessPoint> points;
  for (const scene::Keyframe& k : keyframes) {
    points.push_back({Seconds(k.time.value() - k.ramp.over.value()), k.time});
  }
  return points;
}

double loudness_weight(Speaker speaker, const Layout& layout) {
  if (speaker == Speaker::lfe) return 0.0;
  const Direction place = direction_of(speaker, layout);
  const double side = std::abs(place.azimuth_deg);
  const bool surround = side >= kSurroundFromDeg && side <= kSurroundToDeg &&
                        std::abs(place.elevation_deg) < kHeightDeg;
  return surround ? kSurroundWeight : 1.0;
}

struct LoudnessMeter::Impl {
  struct Sound {
    std::vector<metrics::TruePeak> peaks;  // of the channels
    SectionPeaks of_sections;
  };
  explicit Impl(Setup from);

  void add_part(std::size_t frames);
  void listen(std::size_t frames);
  void find_dialogue(LoudnessFacts& facts);
  LoudnessFacts facts_of(std::size_t sound);

  Setup setup;
  RowMeter meter;
  std::vector<Sound> sounds;
  std::optional<SpeechActivity> all;     // in all channels together, where it is looked for
  std::optional<SpeechActivity> centre;  // in the centre alone, where there is one
  std::vector<std::size_t> summed;       // the channels that `all` hears
  std::optional<std::size_t> alone;      // the channel of `centre`
  std::int64_t frames = 0;
  std::vector<std::span<const float>> part;  // of each channel of each sound, finite
  std::vector<std::vector<float>> mended;    // of channels that were not
  std::vector<float> sum;
};

LoudnessMeter::Impl::Impl(Setup from)
    : setup(std::move(from)), meter(setup.rate, weights(setup.layout), setup.sounds) {
  const auto channels = static_cast<std::size_t>(setup.layout.channels());
  const Sound sound{std::vector(channels, metrics::TruePeak(setup.rate)),
                    SectionPeaks(setup.begin, setup.points)};
  sounds.assign(setup.sounds, sound);
  mended.resize(setup.sounds * channels);
  for (std::size_t c = 0; c < channels; ++c) {
    const Speaker speaker = setup.layout[static_cast<int>(c)];
    if (speaker != Speaker::lfe) summed.push_back(c);
    if (speaker == Speaker::front_centre && channels > 2) alone = c;
  }
  if (!setup.finds_speech) return;
  all.emplace(setup.rate);
  if (alone) centre.emplace(setup.rate);
}

LoudnessMeter::LoudnessMeter(Setup setup) : impl_(std::make_unique<Impl>(std::move(setup))) {}
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(std::span<const std::span<const float>> channels) {
  add(channels, channels.front().size());
}

// Row by row: a peak belongs to the section that its row is in.
void LoudnessMeter::add(std::span<const std::span<const float>> channels, std::size_t frames) {
  Impl& p = *impl_;
  for (std::size_t at = 0; at < frames;) {
    const std::size_t left = p.meter.frames_left(), count = std::min(frames - at, left);
    p.part.clear();
    for (const auto channel : channels) {
      p.part.push_back(channel.empty() ? channel : channel.subspan(at, count));
    }
    p.add_part(count);
    at += count;
    if (count < left) continue;
    for (Impl::Sound& sound : p.sounds) sound.of_sections.end_row();
  }
}

void LoudnessMeter::Impl::add_part(std::size_t count) {
  const std::size_t channels = part.size() / sounds.size();
  for (std::size_t c = 0; c < part.size(); ++c) {
    Sound& sound = sounds[c / channels];
    metrics::TruePeak& peak = sound.peaks[c % channels];
    if (part[c].empty()) {
      peak.raise_by_silence(count, sound.of_sections.now());
    } else {
      part[c] = base::finite(part[c], mended[c]);
      peak.raise(part[c], sound.of_sections.now());
    }
  }
  if (all) listen(count);
  meter.add(part, count);
  frames += static_cast<std::int64_t>(count);
}

void LoudnessMeter::Impl::listen(std::size_t count) {
  const auto add_to_sum = [&](std::size_t c) {
    for (std::size_t n = 0; n < part[c].size(); ++n) sum[n] += part[c][n];
  };
  if (centre) {
    sum.assign(count, 0.0f);
    add_to_sum(*alone);
    centre->add(sum);
  }
  sum.assign(count, 0.0f);
  for (const std::size_t c : summed) add_to_sum(c);
  all->add(sum);
}

void LoudnessMeter::Impl::find_dialogue(LoudnessFacts& facts) {
  const double length = facts.length.value();
  const auto enough = [&](const auto& speech) {
    return total(speech) >= std::max(kLeastSpeechSeconds, kLeastSpeechShare * length);
  };
  std::vector<SpeechActivity::Stretch> speech = all->finish();
  if (centre) {
    auto in_centre = centre->finish();
    if (enough(in_centre)) speech = std::move(in_centre);
  }
  if (!enough(speech)) return;
  LoudnessRows::Sum heard;
  const auto row_at = [](Seconds time) {
    return std::llround(time.value() * LoudnessRows::kPerSecond);
  };
  for (auto& stretch : speech) {
    stretch.to = std::min(stretch.to, facts.length);
    heard += meter.rows().sum(row_at(stretch.from), row_at(stretch.to));
    stretch.from = Seconds(stretch.from.value() + setup.begin.value());
    stretch.to = Seconds(stretch.to.value() + setup.begin.value());
  }
  facts.dialogue_lufs = heard.lufs();
  facts.dialogue_share = total(speech) / length;
  facts.speech = std::move(speech);
}

LoudnessFacts LoudnessMeter::Impl::facts_of(std::size_t which) {
  Sound& sound = sounds[which];
  LoudnessFacts facts;
  facts.begin = setup.begin;
  facts.length = to_seconds(Frames(frames), setup.rate);
  facts.channels = setup.layout.channels();
  for (auto& peak : sound.peaks) peak.finish(sound.of_sections.now());
  sound.of_sections.end_row();
  const LoudnessRows& rows = meter.rows(which);
  facts.integrated_lufs = rows.integrated_lufs();
  facts.range_lu = rows.range_lu();
  const auto moment = [&](std::int64_t window) -> std::optional<LoudestMoment> {
    const auto loudest = rows.loudest(window, 0, rows.rows());
    if (!loudest) return std::nullopt;
    return LoudestMoment{
        loudest->lufs, Seconds(setup.begin.value() +
                               static_cast<double>(loudest->first_row) / LoudnessRows::kPerSecond)};
  };
  facts.momentary = moment(LoudnessRows::kMomentary);
  facts.short_term = moment(LoudnessRows::kShortTerm);
  facts.true_peak = sound.of_sections.loudest();
  if (all) find_dialogue(facts);
  facts.sections = loudness_sections(rows, setup.begin, setup.points, sound.of_sections);
  facts.steps = loudness_steps(rows, setup.begin, setup.points);
  return facts;
}

std::vector<LoudnessFacts> LoudnessMeter::finish_all() {
  std::vector<LoudnessFacts> facts;
  for (std::size_t i = 0; i < impl_->sounds.size(); ++i) facts.push_back(impl_->facts_of(i));
  return facts;
}

LoudnessFacts LoudnessMeter::finish() { return finish_all().front(); }

}  // namespace otoscape::jobs::measure
