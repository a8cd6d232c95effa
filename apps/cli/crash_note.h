// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otoscape::cli {

// While this object lives, a crash (SIGSEGV, SIGBUS, SIGFPE, SIGABRT), which a damaged file can
// cause in FFmpeg, is followed by one sentence that names the files. The unfinished output is
// removed, and the program ends by that signal.
class CrashNote {
 public:
  // out: the path named in the sentence; empty: nothing would have been written.
  CrashNote(const std::string& in, const std::string& out);
  CrashNote(const CrashNote&) = delete;
  CrashNote& operator=(const CrashNote&) = delete;
  ~CrashNote();
};

}  // namespace otoscape::cli
