#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A project that has this tree inside keeps its own settings: embedded_test.py SOURCE [--build]

The project has a build type, flags, standard and output folder of its own. It is configured, not
built, which would take minutes; --build does that, too.
"""
import subprocess
import sys
import tempfile

SOURCE = sys.argv[1]
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(host LANGUAGES CXX)
set(CMAKE_CXX_FLAGS "-DHOST_FLAG=1")
set(CMAKE_CXX_FLAGS_RELEASE "-O1")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-O0")
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/programs)
set(BUILD_TESTING OFF)
foreach(name CMAKE_BUILD_TYPE CMAKE_CXX_FLAGS CMAKE_CXX_FLAGS_RELEASE CMAKE_CXX_STANDARD CMAKE_CXX_EXTENSIONS
             CMAKE_CXX_VISIBILITY_PRESET CMAKE_POSITION_INDEPENDENT_CODE CMAKE_RUNTIME_OUTPUT_DIRECTORY
             CMAKE_INSTALL_PREFIX BUILD_TESTING BUILD_SHARED_LIBS)
  list(APPEND names ${name})
  list(APPEND before "${name}=${${name}}")
endforeach()
add_subdirectory(${TREE} otoscape)
foreach(name ${names})
  list(APPEND after "${name}=${${name}}")
endforeach()
get_directory_property(options COMPILE_OPTIONS)
get_directory_property(definitions COMPILE_DEFINITIONS)
if(NOT before STREQUAL after OR options OR definitions)
  message(FATAL_ERROR "the project's settings changed: ${before} became ${after}, ${options} ${definitions}")
endif()
add_executable(host host.cc)
target_link_libraries(host PRIVATE otoscape::files)
"""
PROGRAM = """#include "otoscape/files.h"
int main() { return otoscape::files::load_listener("preset:N3") ? 0 : 1; }
"""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def command_faults(build):
    """What the host's program and the library are compiled and linked with."""
    commands = run("ninja", "-C", build, "-t", "commands", "host").splitlines()
    own = [line for line in commands if line.endswith("host.cc")]
    link = [line for line in commands if " -o programs/host" in line]
    if len(own) != 1 or "-DHOST_FLAG=1" not in own[0] or "-O0" not in own[0] or "-std=gnu++23" not in own[0]:
        yield f"the host's program is compiled otherwise than it says: {own}"
    if own and any(flag in own[0] for flag in ("-march", "HWY_DISABLE", "-fvisibility", "-fPIC", "-Wall")):
        yield f"the library's flags reach the host: {own}"
    if len(link) != 1 or "libotoscape-files.a" not in link[0] or "libotoscape-cpp.a" not in link[0]:
        yield f"the host's program links otherwise: {link}"
    targets = run("ninja", "-C", build, "-t", "targets", "all")
    for name in ("_test:", "gtest", "libav", "otoscape_installed", "_bench"):
        if name in targets:
            yield f"a project with this tree inside gets {name}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("CMakeLists.txt", PROJECT), ("host.cc", PROGRAM)):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(content)
        build = f"{folder}/build"
        run("cmake", "-S", folder, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=MinSizeRel", f"-DTREE={SOURCE}")
        faults = list(command_faults(build))
        if "--build" in sys.argv:
            run("ninja", "-C", build, "host")
            run(f"{build}/programs/host")
    print("\n".join(faults) if faults else "embedded: the project keeps its settings")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
