// SPDX-License-Identifier: Apache-2.0
// A render in stages, however far one runs ahead of the next, is the render in one thread, and a
// listener's live render.

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <limits>
#include <mutex>
#include <thread>

#include "otoscape/render/implant_test_support.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/quantum/batch.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Ramp;
using scene::Shape;

// Hands batches on without a limit, so that a stage may run through the whole programme before the
// next has begun.
class Line {
 public:
  void push(std::optional<quantum::Batch> batch) {
    const std::lock_guard lock(mutex_);
    batches_.push_back(std::move(batch));
    given_.notify_one();
  }
  std::optional<quantum::Batch> pop() {  // nothing: the end
    std::unique_lock lock(mutex_);
    given_.wait(lock, [&] { return !batches_.empty(); });
    auto batch = std::move(batches_.front());
    batches_.pop_front();
    return batch;
  }

 private:
  std::mutex mutex_;
  std::condition_variable given_;
  std::deque<std::optional<quantum::Batch>> batches_;
};

void begin_all(OfflineRenderer& stages, const Stereo& programme, const std::vector<int>& blocks,
               Line& to) {
  std::size_t turn = 0;
  for (std::size_t done = 0; done < programme[0].size();) {
    const auto count = std::min(static_cast<std::size_t>(blocks[turn++ % blocks.size()]),
                                programme[0].size() - done);
    to.push(stages.begin(
        {{programme[0].data() + done, programme[1].data() + done}, 2, static_cast<int>(count)}));
    done += count;
  }
  while (auto batch = stages.begin_rest()) to.push(std::move(batch));
  to.push(std::nullopt);
}

void end_all(OfflineRenderer& stages, Line& from, Stereo& heard) {
  while (auto batch = from.pop()) {
    const FullScaleBlock part = stages.end(*batch);
    for (int c = 0; c < 2; ++c) {
      auto& to = heard[static_cast<std::size_t>(c)];
      to.insert(to.end(), part.channel(c).begin(), part.channel(c).end());
    }
  }
}

enum class Order { side_by_side, one_after_the_other };

Stereo in_stages(OfflineRenderer& stages, const Stereo& programme, const std::vector<int>& blocks,
                 Order order) {
  std::vector<Line> lines(static_cast<std::size_t>(stages.stages() - 1));
  std::vector<std::thread> threads;
  const auto start = [&](std::function<void()> work) {
    threads.emplace_back(std::move(work));
    if (order == Order::one_after_the_other) threads.back().join();
  };
  Stereo heard;
  start([&] { begin_all(stages, programme, blocks, lines.front()); });
  for (int stage = 1; stage < stages.stages() - 1; ++stage) {
    Line &from = lines[static_cast<std::size_t>(stage - 1)],
         &to = lines[static_cast<std::size_t>(stage)];
    start([&stages, &from, &to, stage] {
      while (auto batch = from.pop()) {
        stages.work(stage, *batch);
        to.push(std::move(batch));
      }
      to.push(std::nullopt);
    });
  }
  start([&] { end_all(stages, lines.back(), heard); });
  for (auto& thread : threads) {
    if (thread.joinable()) thread.join();
  }
  return heard;
}

void expect_same(const RenderReport& a, const RenderReport& b) {
  EXPECT_EQ(a.latency_frames, b.latency_frames);
  EXPECT_EQ(a.non_finite_samples, b.non_finite_samples);
  EXPECT_EQ(a.guarded_frames, b.guarded_frames);
  EXPECT_EQ(a.guard_events, b.guard_events);
  for (int ear = 0; ear < 2; ++ear) {
    EXPECT_EQ(a.ears[ear].audible_to_typical, b.ears[ear].audible_to_typical);
    EXPECT_EQ(a.ears[ear].inaudible, b.ears[ear].inaudible);
  }
}

const std::vector<std::vector<int>> kBlocks{{4096}, {1, 64, 1000, 333}};
constexpr Order kOrders[] = {Order::side_by_side, Order::one_after_the_other};

// What `process` gives, its latency cut off.
Stereo heard_live(const Stereo& programme, const hearing::HearingProfile& listener) {
  Renderer renderer({Hertz(kRate), 2}, listener, params(true).render);
  const auto late = static_cast<std::ptrdiff_t>(renderer.latency().value());
  Stereo x = programme;
  for (Signal& channel : x) channel.resize(channel.size() + static_cast<std::size_t>(late));
  constexpr int kBlock = 256;
  for (std::size_t done = 0; done < x[0].size(); done += kBlock) {
    const auto count = static_cast<int>(std::min<std::size_t>(kBlock, x[0].size() - done));
    const FullScaleBlock block({x[0].data() + done, x[1].data() + done}, 2, count);
    renderer.process(block, block);
  }
  for (Signal& channel : x) channel.erase(channel.begin(), channel.begin() + late);
  return x;
}

void expect_listener_same(const hearing::HearingProfile& listener, int stages_wanted) {
  Stereo x = babble(2.0, 0.05);
  x[0][5000] = std::numeric_limits<float>::quiet_NaN();
  const Stereo wanted = heard(x, listener, {4096}, 1, true);
  EXPECT_GT(level_db(wanted[0], 0.5, 1.5), -80.0);
  EXPECT_EQ(heard_live(x, listener), wanted);
  for (const auto& blocks : kBlocks) {
    for (const Order order : kOrders) {
      OfflineRenderer stages(
          std::make_unique<Renderer>(StreamSpec{Hertz(kRate), 2}, listener, params(true).render));
      EXPECT_EQ(stages.stages(), stages_wanted);
      EXPECT_EQ(in_stages(stages, x, blocks, order), wanted);
      EXPECT_EQ(stages.report().non_finite_samples, 1);
    }
  }
}

TEST(Stages, AListenerIsTheSameInStages) {
  expect_listener_same(pair(flat(50), ear({{500, 20}, {4000, 70}})), 2);
}

TEST(Stages, AListenerWithOneTypicalEarIsTheSameInStages) {
  expect_listener_same(pair(flat(40), flat(0)), 2);
}

TEST(Stages, AnImplantBesideAnAcousticEarIsTheSameInStages) {
  expect_listener_same(pair(implanted(), flat(40)), 4);
}

// Glides in many pieces, blends, implants that come, change and go, one ear's before the other's.
std::vector<scene::Keyframe> story() {
  std::vector<scene::Keyframe> keys{key(0, flat(0)),
                                    key(1, flat(50), 0.5, Ramp{Seconds(0.7), Shape::linear}),
                                    key(1.5, flat(20)),
                                    key(2, silence(), implanted(0.0)),
                                    key(3, implanted(0.0), implanted(1.0)),
                                    key(4, implanted(1.0), 1.0, Ramp{Seconds(0.8), Shape::linear}),
                                    key(4.5, flat(30), silence()),
                                    key(5, implanted(0.5), flat(60))};
  for (int more = 0; more < 12; ++more) keys.push_back(key(5.2 + 0.05 * more, flat(5.0 * more)));
  return keys;
}

void expect_scene_same(SideSound* own_voice) {
  const Stereo x = babble(6.0, 0.07);
  const auto p = params(true);
  const Rendered wanted = render(x, story(), p, {4096}, 0, ~std::size_t{0}, nullptr, own_voice);
  const scene::Arc arc(story());
  const programme::ProgrammeLoudness track = track_of(x);
  for (const auto& blocks : kBlocks) {
    for (const Order order : kOrders) {
      OfflineRenderer stages(std::make_unique<SceneRenderer>(
          StreamSpec{Hertz(kRate), 2}, SceneSetup{arc, track, p, nullptr, own_voice}, 0, 0));
      EXPECT_EQ(stages.stages(), 4);
      EXPECT_EQ(in_stages(stages, x, blocks, order), wanted.sound);
      expect_same(stages.report(), wanted.report);
    }
  }
}

TEST(Stages, ASceneIsTheSameInStages) { expect_scene_same(nullptr); }

TEST(Stages, ASceneWithOnesOwnVoiceIsTheSameInStages) {
  Held voice(babble(6.0, 0.2, 7));
  expect_scene_same(&voice);
}

}  // namespace
}  // namespace otoscape::render
