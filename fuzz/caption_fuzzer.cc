// SPDX-License-Identifier: Apache-2.0
// Hostile captions: the readers must neither crash nor throw, errors must be one line, and what is
// read must come back from each format with as many captions at the same times.

#include <cmath>
#include <cstdint>
#include <string_view>

#include "fuzz/bytes.h"
#include "io/captions/ass.h"
#include "io/captions/caption_file.h"
#include "io/captions/clock_text.h"
#include "io/captions/srt.h"
#include "io/captions/ttml_reader.h"
#include "io/captions/ttml_writer.h"
#include "io/captions/vtt.h"
#include "io/captions/wording.h"

namespace otoscape::io::captions {
namespace {

using fuzz::require;

void require_line(const Error& error) {
  require(!error.sentence.empty() && error.sentence.find('\n') == std::string::npos);
}

void check_back(const CueList& list, const Result<CueList>& back) {
  require(back && back->cues.size() == list.cues.size());
  for (std::size_t i = 0; i < list.cues.size(); ++i) {
    require(std::abs(back->cues[i].begin.value() - list.cues[i].begin.value()) < 0.001);
  }
}

// Captions shorter than a file's milliseconds would have no length there.
bool all_last(const CueList& list) {
  for (const Cue& cue : list.cues) {
    if (cue.end.value() - cue.begin.value() < 0.002) return false;
  }
  return true;
}

void check(const Result<CueList>& read) {
  if (!read) return require_line(read.error());
  for (const std::string& note : read->notes) require(note.find('\n') == std::string::npos);
  if (!all_last(*read)) return;
  check_back(*read, read_vtt(vtt_text(*read), "fuzz.vtt"));
  check_back(*read, read_ttml(ttml_text(*read, {"fuzz", "en"}), "fuzz.ttml"));
  (void)srt_text(*read);
  for (const Cue& cue : read->cues) (void)ass_packet(cue, 0);
}

}  // namespace
}  // namespace otoscape::io::captions

// The first byte: which format.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace otoscape::io::captions;
  if (size == 0) return 0;
  const auto text = caption_text({reinterpret_cast<const char*>(data) + 1, size - 1}, "fuzz");
  if (!text) {
    require_line(text.error());
    return 0;
  }
  switch (data[0] % 5) {
    case 0:
      check(read_vtt(*text, "fuzz.vtt"));
      break;
    case 1:
      check(read_srt(*text, "fuzz.srt"));
      break;
    case 2:
      check(read_ass(*text, "fuzz.ass"));
      break;
    case 3:
      check(read_ttml(*text, "fuzz.ttml"));
      break;
    default:
      if (const auto wording = Wording::parse(*text, "fuzz.toml"); !wording) {
        require_line(wording.error());
      }
      break;
  }
  return 0;
}
