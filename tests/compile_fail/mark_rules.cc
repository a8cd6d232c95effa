// SPDX-License-Identifier: Apache-2.0
// The rules of the audio side's mark and of the locks' marks, as in unit_rules.cc. Clang checks
// them.

#include <memory>

#include "otoscape/base/kernel.h"
#include "otoscape/base/lock.h"
#include "otoscape/base/realtime.h"

#ifdef LEGAL
#define RULE_FORM(legal, illegal) legal
#define RULE_IS(number) true
#else
#define RULE_FORM(legal, illegal) illegal
#define RULE_IS(number) (RULE == number)
#endif

namespace otoscape::test {

int elsewhere();
int elsewhere_marked() noexcept OTOSCAPE_RT;

struct Counter {
  Lock lock;
  int value OTOSCAPE_GUARDED_BY(lock) = 0;
};

struct Stage {
  virtual ~Stage() = default;
  virtual int run() noexcept RULE_FORM(OTOSCAPE_RT, ) = 0;
};

#if RULE_IS(1)  // the audio side allocates nothing
int f(int x) noexcept OTOSCAPE_RT { return RULE_FORM(x, *new int(x)); }
#endif
#if RULE_IS(2)  // it locks nothing
void f(Lock& lock) RULE_FORM(noexcept, noexcept OTOSCAPE_RT) { const Locked locked(lock); }
#endif
#if RULE_IS(3)  // it calls nothing of another file that is not marked
int f() noexcept OTOSCAPE_RT { return RULE_FORM(elsewhere_marked(), elsewhere()); }
#endif
#if RULE_IS(4)  // nor a virtual function that is not marked where it is declared first
int f(Stage& stage) noexcept OTOSCAPE_RT { return stage.run(); }
#endif
#if RULE_IS(5)  // a kernel is called through OTOSCAPE_KERNEL alone
int f(int (*kernel)()) noexcept OTOSCAPE_RT { return RULE_FORM(as_kernel(kernel), kernel)(); }
#endif
#if RULE_IS(6)  // a guarded member is used under its lock
int f(Counter& counter) {
  RULE_FORM(const Locked locked(counter.lock);, )
  return counter.value;
}
#endif

}  // namespace otoscape::test
