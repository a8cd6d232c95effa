// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/vocoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "otoscape/dsp/resampler.h"
#include "otoscape/implant/coding/cycle_grid.h"
#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/implant/vocoder/percept_line.h"

namespace otoscape::implant::vocoder {
namespace {

// Resampler 45, microphone and window 381, line 54, low-pass at 160 Hz 65, and 3 to spare, in
// frames at 48 kHz: what any map, microphone and carrier is padded to. Two come later: an envelope
// low-pass below 160 Hz, by what it delays more, and HiRes, by up to 34 frames, for its window of
// 256 samples.
constexpr double kLatencySeconds = 548.0 / 48000.0;

constexpr int kChunk = 256;            // frames worked on together; any number gives the same sound
constexpr float kLoudestPa = 2000.0f;  // 160 dB SPL

// NaN becomes 0, samples beyond the range of a microphone are limited.
void copy_sane(std::span<const float> in, float* out) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    const float v = in[n] == in[n] ? in[n] : 0.0f;
    out[n] = std::abs(v) < INFINITY ? std::clamp(v, -kLoudestPa, kLoudestPa) : 0.0f;
  }
}

}  // namespace

struct Vocoder::Impl {
  Impl(std::shared_ptr<const VocoderDesign> design, Hertz rate_of_sound, std::uint64_t ear_key,
       std::int64_t first_frame)
      : first(std::move(design)),
        rate(rate_of_sound),
        coder(coding::make_coder<float>(first->coding)),
        resampler(rate, device_rate(first->coding.strategy), kChunk, first_frame,
                  static_cast<float>(device_units_per_pascal(first->coding.strategy))),
        frames_per_sample(rate / device_rate(first->coding.strategy)),
        period_frames(coder->period_samples() * frames_per_sample),
        line(*first, rate, period_frames, ear_key, first_frame),
        now(first_frame) {
    const Hertz device = device_rate(first->coding.strategy);
    const bool whole = coder->period_samples() == std::floor(coder->period_samples());
    least_wait_frames = whole ? 0.0 : frames_per_sample;
    fixed_delay_frames = dsp::Resampler::delay_frames(rate, device) +
                         coder->delay_samples() * frames_per_sample + period_frames;
    samples.resize(static_cast<std::size_t>(resampler.most(kChunk)));
    const auto most_cycles = [&](double count) {
      return static_cast<std::size_t>(count / coder->period_samples()) + 2;
    };
    coded.resize(most_cycles(static_cast<double>(samples.size())));
    const double wait = kLatencySeconds * device.value();
    waiting.resize(coded.size() + most_cycles(wait) + 2);
    start_on_the_grid();
  }

  // Counted from the programme's frame 0, cycles fall where they do in the whole: what the coder
  // would have got since the last border of its grid is silence.
  void start_on_the_grid() {
    const std::int64_t hop = coding::analysis_hop(first->coding.strategy, coder->first_sample());
    const std::int64_t sample = resampler.next();
    origin = coding::floor_multiple(sample, coding::grid_samples(coder->period_samples(), hop));
    first_cycle = std::llround(static_cast<double>(origin) / coder->period_samples());
    next_start = start_of(0);
    std::vector<float> silence(samples.size());
    for (std::int64_t at = origin; at < sample;) {
      const auto count = std::min<std::int64_t>(sample - at, std::ssize(silence));
      code(std::span(silence).first(static_cast<std::size_t>(count)));
      at += count;
      begin_due();
    }
  }

  // The programme's frame at which cycle k's line begins: so that each sound reaches the end of its
  // line, and leaves the low-pass, kLatencySeconds after it came.
  double start_of(std::int64_t k) const {
    const double complete = static_cast<double>(origin) + coder->first_sample() +
                            static_cast<double>(k) * coder->period_samples();
    const double wait =
        kLatencySeconds * rate.value() - fixed_delay_frames - line.envelope_delay_frames();
    return complete * frames_per_sample + std::max(wait, least_wait_frames);
  }

  void code(std::span<const float> part) noexcept {
    const int count = coder->process(part, coded);
    for (int i = 0; i < count; ++i) {
      waiting[static_cast<std::size_t>(written++ % std::ssize(waiting))] =
          coded[static_cast<std::size_t>(i)];
    }
  }

  void begin_due() noexcept {
    while (read < written && next_start <= static_cast<double>(now)) {
      line.begin(waiting[static_cast<std::size_t>(read % std::ssize(waiting))], first_cycle + read,
                 now, next_start);
      next_start = start_of(++read);
    }
  }

  void process(std::span<const float> in, std::span<float> out) noexcept {
    copy_sane(in, sound.data());
    const int count = resampler.process(std::span(sound).first(in.size()), samples);
    code(std::span(samples).first(static_cast<std::size_t>(count)));
    while (!out.empty()) {
      begin_due();
      std::size_t frames = out.size();
      if (read < written) {
        const double until = std::ceil(next_start) - static_cast<double>(now);
        frames = std::min(frames, static_cast<std::size_t>(std::max(until, 1.0)));
      }
      line.run(now, out.first(frames));
      now += static_cast<std::int64_t>(frames);
      out = out.subspan(frames);
    }
  }

  std::shared_ptr<const VocoderDesign> first;
  Hertz rate;
  std::unique_ptr<coding::Coder<float>> coder;
  dsp::Resampler resampler;
  double frames_per_sample, period_frames;
  PerceptLine line;
  std::int64_t now;              // the programme's frame that comes next
  std::int64_t origin = 0;       // the device's sample that the coder got first
  std::int64_t first_cycle = 0;  // its first cycle, counted from the programme's start
  double least_wait_frames = 0.0, fixed_delay_frames = 0.0;

  std::array<float, kChunk> sound{};
  std::vector<float> samples;
  std::vector<Frame> coded, waiting;   // of one chunk; a ring, until their time comes
  std::int64_t written = 0, read = 0;  // cycles so far
  double next_start = 0.0;             // of cycle `read`
};

Vocoder::Vocoder(std::shared_ptr<const VocoderDesign> first, Hertz rate, int /*largest_block*/,
                 std::uint64_t ear_key, std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(std::move(first), rate, ear_key, first_frame)) {}

Vocoder::~Vocoder() = default;

Frames Vocoder::latency(Hertz rate) { return to_frames(Seconds(kLatencySeconds), rate); }

void Vocoder::adopt(const VocoderDesign& design, int frames) noexcept {
  impl_->line.adopt(design, impl_->now, frames);
}

bool Vocoder::settled() const noexcept { return impl_->line.settled(); }

void Vocoder::process(std::span<const float> in, std::span<float> out) noexcept {
  const FlushDenormals flush;
  for (std::size_t at = 0; at < in.size(); at += kChunk) {
    const std::size_t frames = std::min<std::size_t>(kChunk, in.size() - at);
    impl_->process(in.subspan(at, frames), out.subspan(at, frames));
  }
}

}  // namespace otoscape::implant::vocoder
