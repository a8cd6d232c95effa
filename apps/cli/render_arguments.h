// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/cli/captions_options.h"
#include "apps/cli/msbg_options.h"
#include "apps/cli/time_argument.h"
#include "jobs/render_request.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// Arguments as typed; render_command.cc turns words into values.
struct RenderArguments {
  std::string in, out, listener, scene;
  std::string calibration, smearing = "auto", temporal = "off", ear = "both", track, bit_rate,
                           sample_format, input_layout, layout = "same", tinnitus = "full", body,
                           own_voice;
  bool fit = false;
  double return_cap_lu = 20.0, body_offset_s = 0.0;
  double output_gain_db = 0.0, ceiling_dbtp = -1.0;
  RegionArguments region;
  MsbgArguments msbg;
  CaptionArguments captions;
  jobs::RenderJob job;  // options that CLI11 parses itself
  bool quiet = false, json = false;
};

// Adds the options to the command, with their help.
void add_render_options(CLI::App& command, RenderArguments& asked);

}  // namespace otoscape::cli
