// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/page/page_contents.h"
#include "otoscape/base/result.h"

namespace otoscape::demo::page {

// The page as one HTML file that refers to nothing but the films beside it. Fails when the arc's
// picture lacks the attributes of its time axis.
Result<std::string> build_page(const PageContents& contents);

}  // namespace otoscape::demo::page
