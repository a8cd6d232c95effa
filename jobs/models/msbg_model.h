// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "jobs/models/listener_scene.h"
#include "jobs/models/msbg_input.h"
#include "jobs/models/msbg_options.h"
#include "jobs/models/render_model.h"

namespace otoscape::jobs::models {

// A render with MSBG: the checks before it, its two passes and its summary.
class MsbgModel final : public RenderModel {
 public:
  // Fails for input that MSBG cannot render. side_by_side: two ears in two threads. Adds notes.
  static Result<std::unique_ptr<MsbgModel>> make(const MsbgRequest& request, Ears ears,
                                                 bool side_by_side, const InputFile& in,
                                                 std::vector<std::string>& notes);

  // The first pass, over the whole file: gains of the level step.
  Status measure(InputFile& in, const io::ProgressCall& progress,
                 std::vector<std::string>& notes) override;
  // The second pass, for one track.
  Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                               const render::RenderParams& params,
                                               std::vector<std::string>& notes) override;
  void summarise(const TrackSpan& span, TrackSummary& summary,
                 std::vector<std::string>& notes) const override;
  Heard heard() const override { return {"listener", "of the listener", request_.listener.name}; }
  HearingFacts hearing(int /*stream*/) const override {
    return {scene_of(request_.listener).keyframes, render::TinnitusMode::off, nullptr};
  }
  // For the file's tags: the options and levels of MSBG.
  std::string comment() const override;

 private:
  struct Level;  // of one track, from the first pass
  MsbgModel(MsbgRequest request, Ears ears, bool side_by_side, bool is_film);
  Status keep_gains(int stream, const Level& level, const std::string& path);

  MsbgRequest request_;
  Ears ears_;
  bool side_by_side_, is_film_;
  std::array<loss::msbg::Audiogram, 2> audiograms_;
  std::map<int, std::array<double, 2>> gains_;  // by stream and input channel
  std::map<int, MsbgSummary> summaries_;
};

}  // namespace otoscape::jobs::models
