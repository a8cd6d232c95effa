# otoscape_test_program(NAME sources…): a program of GoogleTest's, which sees tests/support and is linked to what its
# caller adds. The caller registers its tests.
function(otoscape_test_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE otoscape_test_support otoscape_warnings GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE OTOSCAPE_PROGRAM="${PROJECT_BINARY_DIR}/otoscape"
                                             OTOSCAPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${name} PRIVATE ${OTOSCAPE_COLD})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  otoscape_precompiled(${name} tests)
endfunction()

if(OTOSCAPE_TESTS)
  otoscape_precompiled_set(tests <gtest/gtest.h> ${OTOSCAPE_STANDARD_HEADERS} <fstream> <random>)
  target_compile_options(otoscape_precompiled_tests PRIVATE ${OTOSCAPE_COLD})
  target_link_libraries(otoscape_precompiled_tests PRIVATE GTest::gtest)
  # A header is precompiled for programs or for libraries, not for both.
  set_target_properties(otoscape_precompiled_tests PROPERTIES POSITION_INDEPENDENT_CODE OFF)
endif()
