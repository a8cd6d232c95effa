// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/page/page_contents.h"
#include "otoscape/base/result.h"

namespace otoscape::demo::page {

// One file that needs nothing else. Fails when a film cannot be read, or when the arc's picture
// does not say where its times lie.
Result<std::string> build_page(const PageContents& contents);

}  // namespace otoscape::demo::page
