// SPDX-License-Identifier: Apache-2.0
#include "jobs/make_render_model.h"

#include "jobs/models/listener_model.h"
#include "jobs/models/msbg_model.h"
#include "jobs/models/scene_model.h"

namespace otoscape::jobs {
namespace {

using Made = Result<std::unique_ptr<models::RenderModel>>;

// One overload for each kind of RenderJob::model.
struct Maker {
  const RenderJob& job;
  const models::InputFile& in;
  std::vector<std::string>& notes;

  Made operator()(const hearing::HearingProfile& listener) const {
    const bool left_out = job.params.inside.ringing == render::TinnitusMode::off;
    if (left_out && !(listener.left.tinnitus.empty() && listener.right.tinnitus.empty())) {
      notes.push_back(
          "the listener's ringing is heard along a scene only and is left out here: --scene with "
          "one point and this listener has it");
    }
    return std::unique_ptr<models::RenderModel>(
        std::make_unique<models::ListenerModel>(listener, job.ears));
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
