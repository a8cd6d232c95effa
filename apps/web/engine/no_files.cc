// SPDX-License-Identifier: Apache-2.0
#include "io/printable.h"
#include "io/sound_folder.h"
#include "io/text_file.h"

// A page has no files by name: it hands over their text.

namespace otoscape::io {

Result<std::string> read_text_file(const std::string& path) {
  return failed(printable(path, 300) + ": a page reads no files by name; open the file itself");
}

Result<SoundFolder> sound_folder(const std::string& folder) {
  return failed(printable(folder, 300) + ": a page reads no folders; leave [recordings] out");
}

}  // namespace otoscape::io
