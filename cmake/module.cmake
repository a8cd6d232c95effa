# One function declares a module: one folder, one target, one namespace level. A folder inside another is a module
# of its own (otoscape/loss/msbg is otoscape_loss_msbg): nothing is globbed downwards.
#
#   otoscape_module(NAME [COLD] [DEPS otoscape_units …] [LIBS PkgConfig::… …])
#
# Every *.cc of the folder is built; every *_test.cc is built into one test program and registered, so a test
# that is built but never run cannot exist. Links are the layer rules: a module sees only what it names.
# COLD: a module that does nothing for each sample; see otoscape_cold in cmake/compile_time.cmake.
function(otoscape_module name)
  cmake_parse_arguments(ARG "COLD" "" "DEPS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$|/main\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  if(sources)
    add_library(otoscape_${name} STATIC ${sources})
    target_compile_features(otoscape_${name} PUBLIC cxx_std_20)
    target_include_directories(otoscape_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(otoscape_${name} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_LIBS} otoscape_warnings)
    otoscape_add_to_door(otoscape_${name})
    if(ARG_COLD OR name IN_LIST OTOSCAPE_ALSO_COLD)
      otoscape_cold(otoscape_${name})
    elseif(name IN_LIST OTOSCAPE_SMALL)
      target_compile_options(otoscape_${name} PRIVATE $<$<CONFIG:Release>:-Os>)
      otoscape_precompiled(otoscape_${name} small)
    else()
      otoscape_precompiled(otoscape_${name} usual)
    endif()
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL wasm32 AND NOT name IN_LIST OTOSCAPE_APART)
      set_target_properties(otoscape_${name} PROPERTIES UNITY_BUILD ON)
    endif()
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    if(NOT OTOSCAPE_EXCEPTIONS AND folder MATCHES "^(otoscape/.*|io|io/(files|views|wave|stems|timelines|ribbons|captions))$")
      # The precompiled headers are made with exceptions.
      target_compile_options(otoscape_${name} PRIVATE -fno-exceptions)
      set_target_properties(otoscape_${name} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
    endif()
  else()
    add_library(otoscape_${name} INTERFACE)
    target_compile_features(otoscape_${name} INTERFACE cxx_std_20)
    target_include_directories(otoscape_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(otoscape_${name} INTERFACE ${ARG_DEPS} ${ARG_LIBS})
  endif()

  if(tests AND OTOSCAPE_TESTS)
    otoscape_test_program(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE otoscape_${name} ${ARG_LIBS})
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES
                         DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
  endif()
endfunction()
