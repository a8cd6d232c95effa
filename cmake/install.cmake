# What is installed: the headers that the doors need and no others, their libraries, what finds them (CMake,
# pkg-config), and the program with its manual and completion. Components: program (with the shared library),
# development.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The headers that `ARGN` lead to by #include "otoscape/…", themselves among them. A program that includes them has
# neither Highway nor what io/ and jobs/ include.
function(otoscape_header_closure out)
  set(waiting ${ARGN})
  set(closure)
  while(waiting)
    list(POP_FRONT waiting header)
    if(header IN_LIST closure)
      continue()
    endif()
    list(APPEND closure ${header})
    file(STRINGS ${PROJECT_SOURCE_DIR}/${header} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"].*/")
    foreach(line ${lines})
      string(REGEX REPLACE "^[^<\"]*[<\"]([^>\"]*)[>\"].*" "\\1" included "${line}")
      if(NOT included MATCHES "^otoscape/")
        message(FATAL_ERROR "${header} is installed and includes ${included}, which is not")
      endif()
      list(APPEND waiting ${included})
    endforeach()
  endwhile()
  list(TRANSFORM closure PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE files)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(${out} ${closure} PARENT_SCOPE)
endfunction()

function(otoscape_install_headers)
  otoscape_header_closure(headers ${ARGN})
  foreach(header ${headers})
    get_filename_component(folder ${header} DIRECTORY)
    install(FILES ${PROJECT_SOURCE_DIR}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${folder}
            COMPONENT development)
  endforeach()
endfunction()

# Each door is a component of find_package and has a file of its own, so that who wants one needs the dependencies of
# no other.
set(OTOSCAPE_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/otoscape)
function(otoscape_install_door name target)
  install(TARGETS ${target} EXPORT otoscape-${name}
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
          LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT program NAMELINK_COMPONENT development
          INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT otoscape-${name} NAMESPACE otoscape:: FILE otoscape-${name}-targets.cmake
          DESTINATION ${OTOSCAPE_CMAKE_DIR} COMPONENT development)
  set_property(GLOBAL APPEND PROPERTY OTOSCAPE_INSTALLED ${target})
endfunction()

# The folder of a .pc file is what its prefix is reckoned from: the tree can be moved.
file(RELATIVE_PATH OTOSCAPE_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" OTOSCAPE_PC_PREFIX "${OTOSCAPE_PC_PREFIX}")
# otoscape_pkg_config(NAME description libs requires)
function(otoscape_pkg_config name description libs requires)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/otoscape.pc.in ${PROJECT_BINARY_DIR}/pkgconfig/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/pkgconfig/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
          COMPONENT development)
endfunction()

otoscape_install_door(otoscape otoscape_door_otoscape)
set(headers otoscape/otoscape.h)
if(OTOSCAPE_FILES)
  otoscape_install_door(files otoscape_door_files)
  otoscape_install_door(c otoscape_shared)
  list(APPEND headers otoscape/files.h otoscape/c/otoscape.h)
  otoscape_pkg_config(otoscape "${PROJECT_DESCRIPTION}; for C" "-lotoscape" "")
  otoscape_pkg_config(otoscape-cpp "${PROJECT_DESCRIPTION}; for C++20"
                      "-lotoscape-files -lotoscape-cpp -pthread" "libhwy fmt")
else()
  otoscape_pkg_config(otoscape-cpp "${PROJECT_DESCRIPTION}; for C++20" "-lotoscape-cpp -pthread" "libhwy")
endif()
if(OTOSCAPE_FILES AND OTOSCAPE_MEDIA)
  otoscape_install_door(media otoscape_door_media)
  list(APPEND headers otoscape/media.h)
  otoscape_pkg_config(otoscape-media "${PROJECT_DESCRIPTION}; films and sound files, for C++20" "-lotoscape-media"
                      "otoscape-cpp = ${PROJECT_VERSION} libavformat libavcodec libavutil libswresample libswscale libmysofa")
endif()
otoscape_install_headers(${headers})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/otoscapeConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/otoscapeConfig.cmake INSTALL_DESTINATION ${OTOSCAPE_CMAKE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/otoscapeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/otoscapeConfig.cmake ${PROJECT_BINARY_DIR}/otoscapeConfigVersion.cmake
        DESTINATION ${OTOSCAPE_CMAKE_DIR} COMPONENT development)

if(TARGET otoscape)
  set(made ${PROJECT_BINARY_DIR}/manual)
  install(TARGETS otoscape RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
  install(FILES ${made}/otoscape.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  install(FILES ${made}/otoscape DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
  install(FILES ${made}/_otoscape DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
  set_property(GLOBAL APPEND PROPERTY OTOSCAPE_INSTALLED otoscape otoscape_manual)
endif()

# ninja otoscape_installed: builds all that is installed, without tests and benches.
get_property(installed GLOBAL PROPERTY OTOSCAPE_INSTALLED)
add_custom_target(otoscape_installed DEPENDS ${installed})
if(PROJECT_IS_TOP_LEVEL)
  include(${PROJECT_SOURCE_DIR}/cmake/package.cmake)
endif()
