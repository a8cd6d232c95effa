// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>

#include "jobs/measure/loudness_sections.h"
#include "otoscape/metrics/loudness_rows.h"
#include "otoscape/metrics/true_peak.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::jobs::measure {
namespace {

using metrics::LoudnessRows;
using metrics::SpeechActivity;

constexpr double kSurroundFromDeg = 60.0, kSurroundToDeg = 120.0, kHeightDeg = 30.0;
constexpr double kSurroundWeight = 1.41;
constexpr unsigned long kRowMs = 10;
// Less speech than this is none: a shout in a fight is no dialogue, nor is one false alarm.
constexpr double kLeastSpeechSeconds = 1.0, kLeastSpeechShare = 0.01;

double total(const std::vector<SpeechActivity::Stretch>& speech) {
  double seconds = 0.0;
  for (const auto& stretch : speech) seconds += stretch.to.value() - stretch.from.value();
  return seconds;
}

ebur128_state* make_state(const LoudnessMeter::Setup& setup) {
  ebur128_state* state =
      ebur128_init(static_cast<unsigned>(setup.layout.channels()),
                   static_cast<unsigned long>(setup.rate.value()), EBUR128_MODE_I);
  for (int c = 0; c < setup.layout.channels(); ++c) {
    const double weight = loudness_weight(setup.layout[c], setup.layout);
    ebur128_set_channel(state, static_cast<unsigned>(c),
                        weight == 0.0               ? EBUR128_UNUSED
                        : weight == kSurroundWeight ? EBUR128_LEFT_SURROUND
                                                    : EBUR128_CENTER);
  }
  return state;
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
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { ebur128_destroy(&state); }

  void add_part(std::span<const std::span<const float>> channels, std::size_t at,
                std::size_t frames);
  void end_row();
  std::int64_t row_end() const;
  void find_dialogue(LoudnessFacts& facts);

  Setup setup;
  ebur128_state* state;
  std::vector<metrics::TruePeak> peaks;  // of the channels
  SpeechActivity all;                    // in all of them together
  std::optional<SpeechActivity> centre;  // in the centre alone, where there is one
  LoudnessRows rows;
  std::int64_t frames = 0;
  std::vector<float> interleaved, one, sum;
  SectionPeaks section_peaks;
};

LoudnessMeter::Impl::Impl(Setup from)
    : setup(std::move(from)),
      state(make_state(setup)),
      peaks(static_cast<std::size_t>(setup.layout.channels()), metrics::TruePeak(setup.rate)),
      all(setup.rate),
      section_peaks(setup.begin, setup.points) {
  const bool has_centre = setup.layout.channel_of(Speaker::front_centre).has_value();
  if (setup.finds_speech && has_centre && setup.layout.channels() > 2) centre.emplace(setup.rate);
}

LoudnessMeter::LoudnessMeter(Setup setup) : impl_(std::make_unique<Impl>(std::move(setup))) {}
LoudnessMeter::~LoudnessMeter() = default;

// The first frame after the row that is being filled.
std::int64_t LoudnessMeter::Impl::row_end() const {
  return static_cast<std::int64_t>(static_cast<double>(rows.rows() + 1) * setup.rate.value() /
                                   LoudnessRows::kPerSecond);
}

void LoudnessMeter::add(std::span<const std::span<const float>> channels) {
  const std::size_t frames = channels.front().size();
  for (std::size_t at = 0; at < frames;) {
    const auto left = static_cast<std::size_t>(impl_->row_end() - impl_->frames);
    const std::size_t part = std::min(frames - at, left);
    impl_->add_part(channels, at, part);
    at += part;
    if (part == left) impl_->end_row();
  }
}

void LoudnessMeter::add_silence(std::size_t frames) {
  const std::vector<float> zeros(frames);
  const std::vector<std::span<const float>> channels(
      static_cast<std::size_t>(impl_->setup.layout.channels()), zeros);
  add(channels);
}

void LoudnessMeter::Impl::add_part(std::span<const std::span<const float>> channels, std::size_t at,
                                   std::size_t count) {
  interleaved.resize(count * channels.size());
  sum.assign(count, 0.0f);
  one.resize(count);
  for (std::size_t c = 0; c < channels.size(); ++c) {
    const Speaker speaker = setup.layout[static_cast<int>(c)];
    for (std::size_t n = 0; n < count; ++n) {
      const float x = channels[c][at + n];
      one[n] = std::isfinite(x) ? x : 0.0f;
      interleaved[n * channels.size() + c] = one[n];
      if (speaker != Speaker::lfe) sum[n] += one[n];
    }
    peaks[c].raise(one, section_peaks.now());
    if (centre && speaker == Speaker::front_centre) centre->add(one);
  }
  if (setup.finds_speech) all.add(sum);
  ebur128_add_frames_float(state, interleaved.data(), count);
  frames += static_cast<std::int64_t>(count);
}

void LoudnessMeter::Impl::end_row() {
  double lufs = 0.0;
  const bool sounds =
      ebur128_loudness_window(state, kRowMs, &lufs) == EBUR128_SUCCESS && std::isfinite(lufs);
  rows.add(sounds ? std::pow(10.0, 0.1 * (lufs - render::programme::kLufsOffset)) : 0.0);
  section_peaks.end_row();
}

void LoudnessMeter::Impl::find_dialogue(LoudnessFacts& facts) {
  const double length = facts.length.value();
  const auto enough = [&](const auto& speech) {
    return total(speech) >= std::max(kLeastSpeechSeconds, kLeastSpeechShare * length);
  };
  std::vector<SpeechActivity::Stretch> speech = all.finish();
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
    heard += rows.sum(row_at(stretch.from), row_at(stretch.to));
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
  double lufs = 0.0;
  if (ebur128_loudness_global(p.state, &lufs) == EBUR128_SUCCESS && std::isfinite(lufs)) {
    facts.integrated_lufs = lufs;
  }
  facts.range_lu = p.rows.range_lu();
  const auto moment = [&](std::int64_t window) -> std::optional<LoudestMoment> {
    const auto loudest = p.rows.loudest(window, 0, p.rows.rows());
    if (!loudest) return std::nullopt;
    return LoudestMoment{
        loudest->lufs, Seconds(p.setup.begin.value() +
                               static_cast<double>(loudest->first_row) / LoudnessRows::kPerSecond)};
  };
  facts.momentary = moment(LoudnessRows::kMomentary);
  facts.short_term = moment(LoudnessRows::kShortTerm);
  facts.true_peak = p.section_peaks.loudest();
  if (p.setup.finds_speech) p.find_dialogue(facts);
  facts.sections = loudness_sections(p.rows, p.setup.begin, p.setup.points, p.section_peaks);
  facts.steps = loudness_steps(p.rows, p.setup.begin, p.setup.points);
  return facts;
}

}  // namespace otoscape::jobs::measure
