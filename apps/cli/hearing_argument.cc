// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/hearing_argument.h"

#include <utility>

#include "io/files/listener_file.h"
#include "io/files/scene_file.h"

namespace otoscape::cli {

Result<std::vector<std::string>> load_hearing(const HearingArguments& asked, jobs::RenderJob& job) {
  if (asked.listener.empty() == asked.scene.empty()) {
    return wrong_usage("say whose hearing: --listener L or --scene S, one of them");
  }
  if (asked.scene.empty()) {
    if (asked.fit) return wrong_usage("--fit belongs to a scene: give --scene, not --listener");
    auto loaded = io::files::load_listener(asked.listener);
    if (!loaded) return loaded.error();
    job.model = loaded->profile;
    return loaded->notes;
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  jobs::models::SceneOptions options;
  options.scene = std::move(loaded->scene);
  options.fit = asked.fit;
  options.tinnitus = job.tinnitus;
  job.model = std::move(options);
  return loaded->notes;
}

}  // namespace otoscape::cli
