// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Paths as text, split and joined as std::filesystem::path does it on POSIX systems. For the
// readers of text, which are also built where a standard library has no file system.

namespace otoscape::io {

// "a/b" of "a/b/c.toml"; "" where there is no "/".
std::string folder_of(std::string_view path);
// "c.toml" of "a/b/c.toml".
std::string_view file_name_of(std::string_view path);
// "c" of "a/b/c.toml". A name that begins with its only dot is all stem.
std::string stem_of(std::string_view path);
// ".toml" of "a/b/c.toml"; "" where there is none.
std::string extension_of(std::string_view path);
// `path` seen from `folder`: itself where it is absolute or `folder` is empty.
std::string joined(std::string_view folder, std::string_view path);

}  // namespace otoscape::io
