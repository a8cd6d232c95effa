// SPDX-License-Identifier: Apache-2.0
#include "io/files/spec.h"

#include <fmt/format.h>

#include "io/path_text.h"
#include "io/printable.h"

namespace otoscape::io::files {

bool names_file(std::string_view spec) {
  if (spec.starts_with(kPresetPrefix)) return false;
  return spec.find('/') != std::string_view::npos || !extension_of(spec).empty();
}

std::string file_in_memory(std::string_view spec) {
  return fmt::format(
      "{} names a file, and this text comes from none; write preset:NAME, or what "
      "the file holds",
      in_quotes(spec));
}

}  // namespace otoscape::io::files
