// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::demo::page {

// page.html, player.html, page.css and page.js as built in. The first two have {{places}} that the
// others and the results go into.
extern const char kPageHtml[];
extern const char kPlayerHtml[];
extern const char kPageCss[];
extern const char kPageJs[];

}  // namespace otoscape::demo::page
