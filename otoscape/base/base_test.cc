// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/block_sums.h"
#include "otoscape/base/ease.h"
#include "otoscape/base/lock.h"
#include "otoscape/base/mailbox.h"
#include "otoscape/base/out_of_memory.h"
#include "otoscape/base/realtime.h"
#include "otoscape/base/result.h"

namespace otoscape {
namespace {

TEST(Block, PartSeesTheSameSamples) {
  float left[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  float right[8] = {};
  const PascalBlock whole({left, right}, 2, 8);
  const PascalBlock part = whole.part(3, 4);
  EXPECT_EQ(part.frames(), 4);
  EXPECT_EQ(part.channel(0)[0], 3.0f);
  part.channel(1)[3] = 9.0f;
  EXPECT_EQ(right[6], 9.0f);
}

TEST(BlockSums, AddChannelByChannel) {
  float from_left[3] = {1, 2, 3}, from_right[3] = {4, 5, 6}, left[3] = {10, 20, 30}, right[3] = {};
  const PascalBlock to({left, right}, 2, 3);
  add_sound(PascalBlock({from_left, from_right}, 2, 3), to);
  EXPECT_EQ(left[2], 33.0f);
  EXPECT_EQ(right[0], 4.0f);
  add_sound(PascalBlock({from_left, from_right}, 2, 3), to.channels(0, 1));  // the first alone
  EXPECT_EQ(left[0], 12.0f);
  EXPECT_EQ(right[0], 4.0f);
  clear_sound(to);
  EXPECT_EQ(left[1], 0.0f);
  EXPECT_EQ(right[2], 0.0f);
}

TEST(BlockSums, SilenceIsZerosOfEitherSign) {
  float left[64] = {}, right[64] = {};
  const PascalBlock sound({left, right}, 2, 64);
  left[3] = -0.0f;
  EXPECT_TRUE(is_silence(sound));
  EXPECT_TRUE(is_silence(PascalBlock()));
  for (const float x : {1e-40f, -1.0f, std::nanf("")}) {
    right[63] = x;
    EXPECT_FALSE(is_silence(sound)) << x;
    right[63] = 0.0f;
  }
}

TEST(Arena, MemoryIsZeroedAndAligned) {
  Arena arena;
  const auto memory = arena.take<float>(1000);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.data()) % 64, 0u);
  for (float v : memory) EXPECT_EQ(v, 0.0f);
  EXPECT_EQ(arena.bytes(), 4000u);
}

TEST(RaisedCosine, HasItsEndsExactly) {
  for (const double length : {1.0, 7.0, 0.01}) {
    EXPECT_EQ(raised_cosine(0.0, length), 0.0);
    EXPECT_NEAR(raised_cosine(0.5 * length, length), 0.5, 1e-16);
    EXPECT_EQ(raised_cosine(length, length), 1.0);
  }
  EXPECT_NEAR(raised_cosine(1.0 / 3.0), 0.25, 1e-15);
}

TEST(Result, HoldsAValueOrASentence) {
  const Result<int> good = 3;
  const Result<int> bad = wrong_usage("no such ear");
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, 3);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error().sentence, "no such ear");
  EXPECT_EQ(bad.error().kind, Error::Kind::usage);
}

struct Counted {
  explicit Counted(int v) : value(v) { ++alive; }
  ~Counted() { --alive; }
  int value;
  static inline std::atomic<int> alive{0};
};

TEST(Mailbox, NewestWinsAndNothingLeaks) {
  {
    Mailbox<Counted> box;
    EXPECT_EQ(box.poll(), nullptr);
    box.publish(std::make_unique<Counted>(1));
    box.publish(std::make_unique<Counted>(2));
    const Counted* seen = box.poll();
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->value, 2);
    EXPECT_EQ(box.poll(), nullptr);
  }
  EXPECT_EQ(Counted::alive, 0);
}

// Audio may still blend from the value before while control publishes the next.
TEST(Mailbox, TheValueBeforeStaysGoodUntilTheNextPoll) {
  Mailbox<Counted> box;
  box.publish(std::make_unique<Counted>(1));
  const Counted* before = box.poll();
  box.publish(std::make_unique<Counted>(2));
  ASSERT_NE(box.poll(), nullptr);
  box.publish(std::make_unique<Counted>(3));
  box.collect();
  EXPECT_EQ(Counted::alive, 3);
  EXPECT_EQ(before->value, 1);
}

TEST(Mailbox, ValuesArriveInOrderAcrossThreads) {
  Mailbox<Counted> box;
  std::atomic<bool> done{false};
  std::atomic<int> last{0};
  int out_of_order = 0;
  std::thread audio([&] {
    while (!done || last < 20000) {
      if (const Counted* c = box.poll()) {
        out_of_order += c->value <= last;
        last = c->value;
      }
    }
  });
  for (int i = 1; i <= 20000; ++i) box.publish(std::make_unique<Counted>(i));
  done = true;
  while (last < 20000) box.collect();
  audio.join();
  EXPECT_EQ(out_of_order, 0);
  EXPECT_EQ(last, 20000);
}

TEST(Lock, OneThreadAtATimeHoldsIt) {
  struct Counter {
    Lock lock;
    int value OTOSCAPE_GUARDED_BY(lock) = 0;
  } counter;
  const auto count = [&] {
    for (int i = 0; i < 20000; ++i) {
      const Locked locked(counter.lock);
      ++counter.value;
    }
  };
  std::thread other(count);
  count();
  other.join();
  const Locked locked(counter.lock);
  EXPECT_EQ(counter.value, 40000);
}

TEST(OutOfMemory, IsWhatOperatorNewThrows) { EXPECT_THROW(out_of_memory(), std::bad_alloc); }

TEST(FlushDenormals, TinyProductsBecomeZeroWhileItLives) {
  volatile float tiny = 1e-30f;
  {
    const FlushDenormals flush;
    EXPECT_EQ(tiny * tiny * 1e-10f, 0.0f);
    volatile float small = 1e-38f;
    volatile float result = small * 0.1f;
    EXPECT_EQ(result, 0.0f);
  }
  volatile float small = 1e-38f;
  volatile float result = small * 0.1f;
  EXPECT_NE(result, 0.0f);
}

}  // namespace
}  // namespace otoscape
