// SPDX-License-Identifier: Apache-2.0
#include "jobs/render_request.h"

#include <thread>

namespace otoscape::jobs {

int threads_of(const RenderJob& job) {
  return job.threads > 0 ? job.threads : static_cast<int>(std::thread::hardware_concurrency());
}

}  // namespace otoscape::jobs
