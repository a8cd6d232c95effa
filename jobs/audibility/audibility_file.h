// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "jobs/models/render_model.h"
#include "jobs/models/speech_audibility.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::audibility {

// Whether a file of this name can be written: .csv, .svg or .json, and not there unless it may be
// overwritten. option: that names it, for messages.
Status check_file(const std::string& path, const char* option, bool overwrite);

// Writes speech audibility as a table, a picture or JSON, by the extension; nothing where there is
// no path or nothing is said. in: the programme's file, for the picture's title.
struct AudibilityFile {
  std::string path, in;
  bool overwrite = false;
};
Status write_file(const AudibilityFile& file,
                  const std::optional<models::SpeechAudibility>& audibility,
                  const models::RenderModel& model, int stream);

}  // namespace otoscape::jobs::audibility
