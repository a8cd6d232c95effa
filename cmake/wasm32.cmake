# SPDX-License-Identifier: Apache-2.0
# Builds for the browser with Debian's clang 22, libc++ and wasi-libc: ./run web. The result is one module without
# generated glue; apps/web/engine says what it asks of its host.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-22)
# The linker reads objects in an archive one by one; no index of their symbols is needed.
set(CMAKE_AR /usr/bin/ar)
set(CMAKE_RANLIB :)
# Debian's folders are named wasm32-wasi, which clang calls wasm32-wasip1.
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
# No exceptions in any source or precompiled header. The standard library's checks of its own bounds cost time in hot
# loops, and call what the audio side may not.
string(CONCAT CMAKE_CXX_FLAGS_INIT "-Wno-deprecated -msimd128 -fno-exceptions "
                                   "-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
