// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/c/boundary.h"
#include "otoscape/c/handles.h"
#include "otoscape/c/params.h"
#include "otoscape/c/report.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/quantum/check_params.h"
#include "otoscape/render/run_in.h"
#include "otoscape/render/scene_renderer.h"

// A programme along a scene.

struct otoscape_scene_render {
  otoscape_scene_render(const otoscape::scene::Scene& scene, const otoscape::StreamSpec& of,
                        const otoscape::render::SceneParams& with)
      : arc(scene.keyframes), spec(of), params(with), maker(of, otoscape::Seconds(0.0)) {}

  otoscape::scene::Arc arc;
  otoscape::StreamSpec spec;
  otoscape::render::SceneParams params;
  otoscape::render::programme::ProgrammeLoudnessMaker maker;
  std::optional<otoscape::render::programme::ProgrammeLoudness> programme;  // once all is fed
  std::int64_t fed = 0;                                                     // frames

  std::optional<otoscape::render::OfflineRenderer> renderer;  // once it has started
  bool ended = false;
  std::int64_t skip = 0;  // frames before the first wanted one that have not come out yet
  // What has come out and was not read, from frame `read` on.
  std::array<std::vector<float>, 2> ready;
  std::size_t read = 0;
  std::int64_t given = 0;  // frames read

  void keep(otoscape::FullScaleBlock heard);
};

void otoscape_scene_render::keep(otoscape::FullScaleBlock heard) {
  const int cut = static_cast<int>(std::min<std::int64_t>(skip, heard.frames()));
  skip -= cut;
  for (int c = 0; c < heard.channels(); ++c) {
    auto& to = ready[static_cast<std::size_t>(c)];
    to.erase(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(read));
    const auto from = heard.channel(c);
    to.insert(to.end(), from.begin() + cut, from.end());
  }
  read = 0;
}

namespace {

using namespace otoscape;

// A caller's sound; nothing for null pointers and negative lengths.
std::optional<ConstBlock<FullScaleUnit>> block_of(const otoscape_scene_render* render,
                                                  const float* const* in, int32_t frames) {
  if (render == nullptr || in == nullptr || frames < 0) return std::nullopt;
  const int channels = render->spec.ears;
  if (in[0] == nullptr || in[channels - 1] == nullptr) return std::nullopt;
  return ConstBlock<FullScaleUnit>({in[0], in[channels - 1]}, channels, frames);
}

Result<std::unique_ptr<otoscape_scene_render>> made(const otoscape_scene* scene,
                                                    const StreamSpec& spec,
                                                    const otoscape_params* params) {
  if (scene == nullptr) return wrong_usage("the scene is NULL");
  if (auto status = render::check_stream(spec.rate); !status) return status.error();
  if (spec.ears != 1 && spec.ears != 2) return wrong_usage("there are 1 or 2 channels");
  const auto asked = c::params_of(params);
  if (!asked) return asked.error();
  auto render = std::make_unique<otoscape_scene_render>(scene->scene, spec,
                                                        c::scene_params(*asked, scene->scene));
  if (spec.ears == 1 && render::ears::needs_two_ears(render->arc)) {
    return wrong_usage("one channel needs ears that get the same along the scene; use two");
  }
  return render;
}

void start(otoscape_scene_render& render, std::int64_t first) {
  const render::SceneSetup setup{render.arc, *render.programme, render.params};
  render.renderer.emplace(std::make_unique<render::SceneRenderer>(render.spec, setup, 0, first));
  render.ended = false;
  for (auto& channel : render.ready) channel.clear();
  render.read = 0;
  render.given = 0;
}

}  // namespace

otoscape_scene_render* otoscape_scene_render_create(const otoscape_scene* scene, double rate_hz,
                                                    int32_t channels, const otoscape_params* params,
                                                    otoscape_error* error) {
  return c::guarded<otoscape_scene_render*>(error, nullptr, [&]() -> otoscape_scene_render* {
    auto render = made(scene, {Hertz(rate_hz), channels}, params);
    if (!render) {
      c::tell(error, render.error());
      return nullptr;
    }
    c::tell_ok(error);
    return render->release();
  });
}

void otoscape_scene_render_destroy(otoscape_scene_render* render) { delete render; }

otoscape_status otoscape_scene_render_feed(otoscape_scene_render* render, const float* const* in,
                                           int32_t frames) {
  const auto sound = block_of(render, in, frames);
  if (!sound || render->programme) return OTOSCAPE_USAGE;
  return c::guarded<otoscape_status>(nullptr, OTOSCAPE_FAILED, [&] {
    render->maker.add(*sound);
    render->fed += frames;
    return OTOSCAPE_OK;
  });
}

int64_t otoscape_scene_render_start(otoscape_scene_render* render, int64_t frame) {
  if (render == nullptr || frame < 0 || frame > render->fed) return -1;
  return c::guarded<std::int64_t>(nullptr, -1, [&] {
    if (!render->programme) render->programme = render->maker.finish();
    const std::int64_t first = render::run_in_from(0, frame, render->spec.rate);
    start(*render, first);
    render->skip = frame - first;
    return first;
  });
}

otoscape_status otoscape_scene_render_write(otoscape_scene_render* render, const float* const* in,
                                            int32_t frames) {
  const auto sound = block_of(render, in, frames);
  if (!sound || !render->renderer || render->ended) return OTOSCAPE_USAGE;
  return c::guarded<otoscape_status>(nullptr, OTOSCAPE_FAILED, [&] {
    render->keep(render->renderer->render(*sound));
    return OTOSCAPE_OK;
  });
}

otoscape_status otoscape_scene_render_end(otoscape_scene_render* render) {
  if (render == nullptr || !render->renderer || render->ended) return OTOSCAPE_USAGE;
  return c::guarded<otoscape_status>(nullptr, OTOSCAPE_FAILED, [&] {
    render->keep(render->renderer->rest());
    render->ended = true;
    return OTOSCAPE_OK;
  });
}

int32_t otoscape_scene_render_read(otoscape_scene_render* render, float* const* out,
                                   int32_t frames) {
  if (render == nullptr || out == nullptr || frames < 0) return -1;
  const auto channels = static_cast<std::size_t>(render->spec.ears);
  if (out[0] == nullptr || out[channels - 1] == nullptr) return -1;
  const std::size_t left = render->ready[0].size() - render->read;
  const std::size_t count = std::min(left, static_cast<std::size_t>(frames));
  for (std::size_t c = 0; c < channels; ++c) {
    std::copy_n(render->ready[c].begin() + static_cast<std::ptrdiff_t>(render->read), count,
                out[c]);
  }
  render->read += count;
  render->given += static_cast<std::int64_t>(count);
  return static_cast<int32_t>(count);
}

otoscape_status otoscape_scene_render_report(const otoscape_scene_render* render,
                                             otoscape_report* report) {
  if (render == nullptr) return OTOSCAPE_USAGE;
  const auto now = render->renderer ? render->renderer->report() : render::RenderReport{};
  const otoscape_report made = c::report_of(render->given, now);
  return c::copy_out(made, report) ? OTOSCAPE_OK : OTOSCAPE_USAGE;
}
