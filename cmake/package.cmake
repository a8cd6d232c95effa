# ./run package: Debian packages of the program and of what developers need, and both in a .tar.gz.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "otoscape developers")
set(CPACK_PACKAGE_CONTACT "otoscape developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "render sound through a model of one listener's hearing")
set(CPACK_PACKAGE_FILE_NAME otoscape-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME otoscape)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"otoscape renders a film, a recording or a corpus through a model of one
listener's hearing loss or cochlear implant: one possible version of what
reaches them. Picture, subtitles and everything else are copied bit for bit.
.
This package has the program and the shared library for C. On amd64 both need
a processor with SSE4.2 (x86-64-v2).")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME otoscape-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "otoscape (= ${PROJECT_VERSION}), libhwy-dev, libfmt-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS pkg-config)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS
    "libavformat-dev, libavcodec-dev, libavutil-dev, libswresample-dev, libswscale-dev, libmysofa-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"For developers: headers, static libraries for C++20, and files for CMake and
pkg-config, to render sound through the hearing of a listener or along a
scene: in memory, from a device, or in films.
.
Programs that render films (the CMake component media) need the suggested
packages, too.")

# What Debian wants to find beside the files.
set(doc ${CMAKE_INSTALL_DATADIR}/doc)
set(changelog ${PROJECT_BINARY_DIR}/packages)
configure_file(${PROJECT_SOURCE_DIR}/cmake/packages/changelog.in ${changelog}/changelog @ONLY)
add_custom_command(OUTPUT ${changelog}/changelog.gz COMMAND gzip -9nfk ${changelog}/changelog
                   DEPENDS ${changelog}/changelog VERBATIM)
add_custom_target(otoscape_changelog ALL DEPENDS ${changelog}/changelog.gz)
add_dependencies(otoscape_installed otoscape_changelog)
foreach(package otoscape/program otoscape-dev/development)
  get_filename_component(component ${package} NAME)
  get_filename_component(name ${package} DIRECTORY)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/packages/copyright ${changelog}/changelog.gz DESTINATION ${doc}/${name}
          COMPONENT ${component})
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${doc}/otoscape
        COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/examples/CMakeLists.txt ${PROJECT_SOURCE_DIR}/examples/render_buffer.cc
              ${PROJECT_SOURCE_DIR}/examples/render_scene.cc ${PROJECT_SOURCE_DIR}/examples/live.c
        DESTINATION ${doc}/otoscape-dev/examples COMPONENT development)
include(CPack)
