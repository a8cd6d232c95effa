// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otoscape::io::pages {

// Files of assets/, built in. Those of HTML have {{places}}, which are replaced by results.
extern const char kPlayerHtml[];
extern const char kViewsHtml[];
extern const char kReportHtml[];
extern const char kSheetHtml[];

// All style sheets, and all scripts, of a page with players.
std::string style();
std::string script();
// What a page may load: itself and the films beside it, from nowhere else.
extern const char kPolicy[];

}  // namespace otoscape::io::pages
