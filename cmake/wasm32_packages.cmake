# SPDX-License-Identifier: Apache-2.0
# What the library uses of this system's packages, for wasm32: headers alone, so that the same ones fit. Of Highway
# three functions are not in its headers: apps/web/engine/aligned_memory.cc.
set(headers ${PROJECT_BINARY_DIR}/headers)
find_path(OTOSCAPE_SYSTEM_HEADERS hwy/highway.h PATHS /usr/include /usr/local/include REQUIRED NO_DEFAULT_PATH)
file(MAKE_DIRECTORY ${headers})
# All of the system's include folder would hide this target's own C headers.
foreach(package hwy fmt toml++ nlohmann)
  if(NOT EXISTS ${OTOSCAPE_SYSTEM_HEADERS}/${package})
    message(FATAL_ERROR "${OTOSCAPE_SYSTEM_HEADERS}/${package} is missing: install libhwy-dev, libfmt-dev, "
                        "libtomlplusplus-dev and nlohmann-json3-dev")
  endif()
  file(CREATE_LINK ${OTOSCAPE_SYSTEM_HEADERS}/${package} ${headers}/${package} SYMBOLIC)
endforeach()
set(TOMLPLUSPLUS_INCLUDE_DIR ${headers})
foreach(package PkgConfig::hwy fmt::fmt nlohmann_json::nlohmann_json Threads::Threads)
  add_library(${package} INTERFACE IMPORTED)
  target_include_directories(${package} SYSTEM INTERFACE ${headers})
endforeach()
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY FMT_EXCEPTIONS=0
                           "FMT_STATIC_THOUSANDS_SEPARATOR=','")
# The separator is never used; without it all of the standard library's locales would come along, 50 kB compressed.
