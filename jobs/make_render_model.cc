// SPDX-License-Identifier: Apache-2.0
#include "jobs/make_render_model.h"

#include <algorithm>

#include "io/input_path.h"
#include "jobs/models/listener_model.h"
#include "jobs/models/listener_scene.h"
#include "jobs/models/msbg_model.h"
#include "jobs/models/ringing_model.h"
#include "jobs/models/scene_model.h"
#include "otoscape/render/programme/levels_in_db.h"

namespace otoscape::jobs {
namespace {

using Made = Result<std::unique_ptr<models::RenderModel>>;

std::string about_reading_once(const hearing::HearingProfile& listener) {
  const auto looks_ahead = [](const hearing::TinnitusLayer& layer) {
    return layer.masking || layer.inhibition;
  };
  const bool more = std::ranges::any_of(listener.left.tinnitus, looks_ahead) ||
                    std::ranges::any_of(listener.right.tinnitus, looks_ahead);
  return std::string(
             "this input can be read only once, so the ringing is held to the loudness so far and "
             "not to that of the whole programme") +
         (more ? "; masking and inhibition are left out" : "") +
         (render::programme::has_lu(listener) ? "; its level in LU refers to -23 LUFS" : "");
}

// One overload for each kind of RenderJob::model.
struct Maker {
  const RenderJob& job;
  const models::InputFile& in;
  std::vector<std::string>& notes;

  // Ringing needs the programme's loudness. Where the input can be read only once, and where the
  // caller says what sounds inside, it is that of a live render.
  Made operator()(const hearing::HearingProfile& listener) const {
    const render::InsideParams& inside = job.params.inside;
    const bool asked = inside != render::InsideParams();
    const render::TinnitusMode mode = asked ? inside.ringing : job.tinnitus;
    const bool silent =
        mode == render::TinnitusMode::off || !models::rings(listener, models::Ears::both);
    const bool once = !io::can_be_read_twice(job.in);
    // Stems and vibration are made of the parts of a scene.
    const bool whole = job.stems.empty() && job.haptics.file.empty();
    if (whole && (silent || asked || once)) {
      if (!silent && !asked) notes.push_back(about_reading_once(listener));
      return std::unique_ptr<models::RenderModel>(
          std::make_unique<models::ListenerModel>(listener, job.ears, mode));
    }
    return std::unique_ptr<models::RenderModel>(
        std::make_unique<models::RingingModel>(listener, job.ears, mode, job.seed));
  }
  Made operator()(const models::SceneOptions& options) const {
    return as_made(models::SceneModel::make(options, in.info().declared_length, notes));
  }
  Made operator()(const models::MsbgRequest& request) const {
    return as_made(models::MsbgModel::make(request, job.ears, threads_of(job) > 1, in, notes));
  }
  template <class Model>
  static Made as_made(Result<std::unique_ptr<Model>> model) {
    if (!model) return model.error();
    return std::unique_ptr<models::RenderModel>(*std::move(model));
  }
};

}  // namespace

Result<std::unique_ptr<models::RenderModel>> make_render_model(const RenderJob& job,
                                                               const models::InputFile& in,
                                                               std::vector<std::string>& notes) {
  return std::visit(Maker{job, in, notes}, job.model);
}

bool measures_first(const RenderJob& job) {
  return !std::holds_alternative<hearing::HearingProfile>(job.model);
}

}  // namespace otoscape::jobs
