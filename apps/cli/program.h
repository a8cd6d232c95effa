// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::cli {

// The program, from its arguments to its exit status: 0 done, 1 could not do it, 2 wrong usage.
int run_program(int argc, char** argv);

}  // namespace otoscape::cli
