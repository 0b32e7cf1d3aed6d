# SPDX-License-Identifier: EUPL-1.2
# What every target of ours is compiled with. Presets choose sanitizers and optimisation.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Debug)
endif()

set(QP_SANITIZE "" CACHE STRING "Sanitizers for every target: address,undefined or thread")
option(QP_FUZZ "libFuzzer's counters in every target, and a fuzzer for each in tests/fuzz (clang)")

find_program(QP_CCACHE ccache)
if(QP_CCACHE)
  # Paths below the source folder count relatively, so that all build folders share their objects. What it asks
  # for before it keeps anything that was compiled with precompiled headers: none of ours has the time in it.
  foreach(language C CXX)
    set(CMAKE_${language}_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_BASEDIR=${CMAKE_SOURCE_DIR};CCACHE_NOHASHDIR=1;CCACHE_SLOPPINESS=pch_defines,time_macros;${QP_CCACHE}")
  endforeach()
endif()

if(EMSCRIPTEN)
  # Debian's emcc looks for its JavaScript parser where only Debian's own Node looks by itself.
  foreach(language C CXX)
    set(CMAKE_${language}_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
  endforeach()
  file(GLOB QP_NODE "${CMAKE_SOURCE_DIR}/house/node/node_modules/node-linux-*/bin/node")
  if(NOT QP_NODE)
    message(FATAL_ERROR "Node 22 is missing: ./dev setup brings it")
  endif()
endif()

add_library(qp_options INTERFACE)
target_include_directories(qp_options INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_options(qp_options INTERFACE -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor
                                            -Woverloaded-virtual -Wcast-align -Wconversion
                                            -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  # g++ 12 takes a moved or added std::string for uninitialised or overlapping at -O2; clang-tidy looks for the
  # real ones.
  target_compile_options(qp_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()

if(QP_SANITIZE)
  add_compile_options("-fsanitize=${QP_SANITIZE}" -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${QP_SANITIZE}")
  if(QP_SANITIZE STREQUAL "thread")
    # g++ 12 warns on every atomic fence in Asio; the fences are right.
    add_compile_options(-Wno-tsan)
  endif()
endif()
if(QP_FUZZ)
  # What UndefinedBehaviorSanitizer finds must end the fuzzer, so that the input is written down.
  add_compile_options(-fsanitize=fuzzer-no-link -fno-sanitize-recover=all)
  add_link_options(-fno-sanitize-recover=all)
endif()
