# SPDX-License-Identifier: Apache-2.0
# Builds for 64-bit Arm with Debian's cross compiler and runs what it built under qemu: ./run targets.
# OTOSCAPE_AARCH64_PACKAGES: a folder with Highway and GoogleTest for that machine, as packages unpack.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES OTOSCAPE_AARCH64_PACKAGES)
set(CMAKE_FIND_ROOT_PATH ${OTOSCAPE_AARCH64_PACKAGES})
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${OTOSCAPE_AARCH64_PACKAGES}/usr/lib/aarch64-linux-gnu/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${OTOSCAPE_AARCH64_PACKAGES})
