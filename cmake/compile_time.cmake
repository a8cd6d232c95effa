# What keeps building short. Headers that cost more to read than most files that include them are read once and
# precompiled: one set for most modules, one for cold ones, one for tests. Every file still includes what it uses, so
# that it compiles with CMAKE_DISABLE_PRECOMPILE_HEADERS=ON as well.
set(OTOSCAPE_STANDARD_HEADERS <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <numbers>
                              <optional> <span> <string> <string_view> <variant> <vector>)

# Holds the precompiled headers that otoscape_precompiled(target set) takes.
function(otoscape_precompiled_set set)
  set(empty ${PROJECT_BINARY_DIR}/precompiled_${set}.cc)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(otoscape_precompiled_${set} OBJECT EXCLUDE_FROM_ALL ${empty})
  target_compile_features(otoscape_precompiled_${set} PUBLIC cxx_std_20)
  target_precompile_headers(otoscape_precompiled_${set} PRIVATE ${ARGN})
endfunction()

function(otoscape_precompiled target set)
  target_precompile_headers(${target} REUSE_FROM otoscape_precompiled_${set})
endfunction()

# The x86 intrinsics are what Highway takes longest to read.
set(OTOSCAPE_USUAL_HEADERS ${OTOSCAPE_STANDARD_HEADERS} <complex>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  list(APPEND OTOSCAPE_USUAL_HEADERS <immintrin.h>)
endif()
otoscape_precompiled_set(usual ${OTOSCAPE_USUAL_HEADERS})

# Code that runs once a file or once a command, where a second of compiling buys nothing that a user can measure.
# Precompiled headers are made for one optimisation level, so both are set together.
set(OTOSCAPE_COLD $<$<CONFIG:Release>:-O1>)
# Where a browser loads the result, size counts as well: cold modules, among them some more, are made as small as can be,
# and those whose loops are in the kernels of others are made small.
set(OTOSCAPE_ALSO_COLD)
set(OTOSCAPE_SMALL)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL wasm32)
  set(OTOSCAPE_COLD $<$<CONFIG:Release>:-Oz>)
  set(OTOSCAPE_ALSO_COLD hearing scene implant_tables)
  set(OTOSCAPE_SMALL body felt surround ear render render_ears render_inside)
  # A browser's module is built whole far more often than after an edit: eight files of a folder are compiled together,
  # which saves a quarter of the time. These folders stay apart, since two files of each name something of their own
  # alike.
  set(OTOSCAPE_APART body felt implant_carriers implant_film implant_front_end io_files render_ears render_inside
                     render_programme tinnitus)
  otoscape_precompiled_set(small ${OTOSCAPE_USUAL_HEADERS})
  target_compile_options(otoscape_precompiled_small PRIVATE $<$<CONFIG:Release>:-Os>)
endif()
function(otoscape_cold target)
  target_compile_options(${target} PRIVATE ${OTOSCAPE_COLD})
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL EXECUTABLE)  # which compilers treat as another kind of code
    otoscape_precompiled(${target} cold)
  endif()
endfunction()

set(OTOSCAPE_COLD_HEADERS ${OTOSCAPE_STANDARD_HEADERS})
if(OTOSCAPE_FILES)
  list(APPEND OTOSCAPE_COLD_HEADERS <fmt/format.h>)
endif()
otoscape_precompiled_set(cold ${OTOSCAPE_COLD_HEADERS})
target_compile_options(otoscape_precompiled_cold PRIVATE ${OTOSCAPE_COLD})
if(OTOSCAPE_FILES)
  target_link_libraries(otoscape_precompiled_cold PRIVATE fmt::fmt)
endif()
