// SPDX-License-Identifier: Apache-2.0
#include "jobs/render_model.h"

#include "jobs/listener_model.h"
#include "jobs/msbg_model.h"
#include "jobs/scene_model.h"

namespace otoscape::jobs {
namespace {

using Made = Result<std::unique_ptr<RenderModel>>;

// One overload for each kind of RenderJob::model.
struct Maker {
  const RenderJob& job;
  const InputFile& in;
  std::vector<std::string>& notes;

  Made operator()(const hearing::HearingProfile& listener) const {
    return std::unique_ptr<RenderModel>(std::make_unique<ListenerModel>(listener, job.ears));
  }
  Made operator()(const SceneOptions& options) const {
    return as_made(SceneModel::make(options, in.info().declared_length, notes));
  }
  Made operator()(const MsbgRequest& request) const {
    return as_made(MsbgModel::make(request, job.ears, threads_of(job) > 1, in, notes));
  }
  template <class Model>
  static Made as_made(Result<std::unique_ptr<Model>> model) {
    if (!model) return model.error();
    return std::unique_ptr<RenderModel>(*std::move(model));
  }
};

}  // namespace

Result<std::unique_ptr<RenderModel>> make_render_model(const RenderJob& job, const InputFile& in,
                                                       std::vector<std::string>& notes) {
  return std::visit(Maker{job, in, notes}, job.model);
}

bool measures_first(const RenderJob& job) {
  return !std::holds_alternative<hearing::HearingProfile>(job.model);
}

}  // namespace otoscape::jobs
