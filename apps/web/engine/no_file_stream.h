// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>

// The standard library of this target declares file streams and defines none. toml++ compiles a
// function that opens a file, which nothing calls: this stream never opens.

template <class Character, class Traits>
class std::basic_ifstream : public std::basic_istream<Character, Traits> {
 public:
  basic_ifstream() : std::basic_istream<Character, Traits>(nullptr) {}
  void open(const std::basic_string<Character>&, std::ios_base::openmode) {}
  bool is_open() const { return false; }
};
