// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::demo::page {

// The contents of page.html, player.html, page.css and page.js, built in. The first two have
// {{places}}, which are replaced by the others and by the results.
extern const char kPageHtml[];
extern const char kPlayerHtml[];
extern const char kPageCss[];
extern const char kPageJs[];

}  // namespace otoscape::demo::page
