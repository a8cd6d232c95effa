// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"

// A kernel that HWY_EXPORT has put into its table, in the version for this processor, as a function
// that the audio side may call: OTOSCAPE_KERNEL(name)(arguments).
#define OTOSCAPE_KERNEL(name) \
  ::otoscape::base::chosen_kernel([] { return &HWY_DYNAMIC_DISPATCH(name); })

namespace otoscape::base {

template <class Result, class... Parameters>
using Kernel = Result (*)(Parameters...) OTOSCAPE_RT;

// The compiler cannot check what lies behind Highway's tables: they hold plain pointers, and the
// index is a function of Highway's library. The index is one atomic number. The first call of a
// kernel reads the processor's features and neither allocates nor locks. A kernel itself computes
// on memory that it is given; RealtimeSanitizer checks that at run time.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wfunction-effects"
#endif

template <class Result, class... Parameters>
Kernel<Result, Parameters...> as_kernel(Result (*kernel)(Parameters...)) noexcept OTOSCAPE_RT {
  return kernel;
}

template <class Choose>
auto chosen_kernel(Choose choose) noexcept OTOSCAPE_RT {
  return as_kernel(choose());
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace otoscape::base
