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
// After a second the high pass of 38 Hz is 1000 dB down.
constexpr double kSettledSeconds = 1.0;
constexpr std::array<float, 4096> kZeros{};
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
  explicit Impl(Setup from);

  void add_part(std::size_t frames);
  void listen();
  void find_dialogue(LoudnessFacts& facts);

  Setup setup;
  RowMeter meter;
  std::vector<metrics::TruePeak> peaks;  // of the channels
  std::optional<SpeechActivity> all;     // in all of them together, where it is looked for
  std::optional<SpeechActivity> centre;  // in the centre alone, where there is one
  std::vector<std::size_t> summed;       // the channels that `all` hears
  std::optional<std::size_t> alone;      // the channel of `centre`
  std::int64_t frames = 0;
  std::size_t silent_frames = 0;             // up to now
  std::vector<std::span<const float>> part;  // of each channel, finite
  std::vector<std::vector<float>> mended;    // of channels that were not
  std::vector<float> sum;
  SectionPeaks section_peaks;
};

LoudnessMeter::Impl::Impl(Setup from)
    : setup(std::move(from)),
      meter(setup.rate, weights(setup.layout)),
      peaks(static_cast<std::size_t>(setup.layout.channels()), metrics::TruePeak(setup.rate)),
      mended(peaks.size()),
      section_peaks(setup.begin, setup.points) {
  for (std::size_t c = 0; c < peaks.size(); ++c) {
    const Speaker speaker = setup.layout[static_cast<int>(c)];
    if (speaker != Speaker::lfe) summed.push_back(c);
    if (speaker == Speaker::front_centre && peaks.size() > 2) alone = c;
  }
  if (!setup.finds_speech) return;
  all.emplace(setup.rate);
  if (alone) centre.emplace(setup.rate);
}

LoudnessMeter::LoudnessMeter(Setup setup) : impl_(std::make_unique<Impl>(std::move(setup))) {}
LoudnessMeter::~LoudnessMeter() = default;

// After enough silence the filters have nothing left that a row would show.
void LoudnessMeter::add_silence(std::size_t frames) {
  Impl& p = *impl_;
  const auto enough = static_cast<std::size_t>(kSettledSeconds * p.setup.rate.value());
  while (frames > 0 && (p.setup.finds_speech || p.silent_frames < enough)) {
    const std::size_t count = std::min(frames, kZeros.size()), silent = p.silent_frames;
    add(std::vector(p.peaks.size(), std::span(kZeros).first(count)));
    p.silent_frames = silent + count;
    frames -= count;
  }
  const std::int64_t before = p.meter.rows().rows();
  p.meter.skip(frames);
  p.frames += static_cast<std::int64_t>(frames);
  for (std::int64_t row = before; row < p.meter.rows().rows(); ++row) p.section_peaks.end_row();
}

// Row by row: a peak belongs to the section that its row is in.
void LoudnessMeter::add(std::span<const std::span<const float>> channels) {
  Impl& p = *impl_;
  p.silent_frames = 0;
  const std::size_t frames = channels.front().size();
  for (std::size_t at = 0; at < frames;) {
    const std::size_t left = p.meter.frames_left(), count = std::min(frames - at, left);
    p.part.clear();
    for (const auto channel : channels) p.part.push_back(channel.subspan(at, count));
    p.add_part(count);
    at += count;
    if (count == left) p.section_peaks.end_row();
  }
}

void LoudnessMeter::Impl::add_part(std::size_t count) {
  for (std::size_t c = 0; c < part.size(); ++c) {
    part[c] = base::finite(part[c], mended[c]);
    peaks[c].raise(part[c], section_peaks.now());
  }
  listen();
  meter.add(part);
  frames += static_cast<std::int64_t>(count);
}

void LoudnessMeter::Impl::listen() {
  if (centre) centre->add(part[*alone]);
  if (!all) return;
  if (summed.size() == 1) return all->add(part[summed.front()]);
  sum.assign(part.front().size(), 0.0f);
  for (const std::size_t c : summed) {
    for (std::size_t n = 0; n < sum.size(); ++n) sum[n] += part[c][n];
  }
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

LoudnessFacts LoudnessMeter::finish() {
  Impl& p = *impl_;
  LoudnessFacts facts;
  facts.begin = p.setup.begin;
  facts.length = to_seconds(Frames(p.frames), p.setup.rate);
  facts.channels = p.setup.layout.channels();
  for (auto& peak : p.peaks) peak.finish(p.section_peaks.now());
  p.section_peaks.end_row();
  const LoudnessRows& rows = p.meter.rows();
  facts.integrated_lufs = rows.integrated_lufs();
  facts.range_lu = rows.range_lu();
  const auto moment = [&](std::int64_t window) -> std::optional<LoudestMoment> {
    const auto loudest = rows.loudest(window, 0, rows.rows());
    if (!loudest) return std::nullopt;
    return LoudestMoment{
        loudest->lufs, Seconds(p.setup.begin.value() +
                               static_cast<double>(loudest->first_row) / LoudnessRows::kPerSecond)};
  };
  facts.momentary = moment(LoudnessRows::kMomentary);
  facts.short_term = moment(LoudnessRows::kShortTerm);
  facts.true_peak = p.section_peaks.loudest();
  if (p.all) p.find_dialogue(facts);
  facts.sections = loudness_sections(rows, p.setup.begin, p.setup.points, p.section_peaks);
  facts.steps = loudness_steps(rows, p.setup.begin, p.setup.points);
  return facts;
}

}  // namespace otoscape::jobs::measure
