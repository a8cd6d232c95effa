// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::demo::page {

// The contents of page.html, built in, with {{places}} that are replaced by the results.
extern const char kPageHtml[];

}  // namespace otoscape::demo::page
