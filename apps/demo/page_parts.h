// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::demo {

// page.html, page.css and page.js as built in. The first has {{places}} that the others and the
// results go into.
extern const char kPageHtml[];
extern const char kPageCss[];
extern const char kPageJs[];

}  // namespace otoscape::demo
