# SPDX-License-Identifier: EUPL-1.2
# Headers that nearly every file includes, compiled once: a quarter of the time of a build from nothing. g++ alone:
# clang takes such headers only where every -D is the same, and the builds with it (WASM, fuzzers) are small; they
# and clang-tidy go without, and so still find a file that forgot to include what it uses.
set(QP_PRECOMPILED_HEADERS
  <algorithm> <array> <cassert> <chrono> <cmath> <cstdint> <functional> <map> <memory> <mutex> <optional> <set>
  <span> <string> <string_view> <thread> <utility> <vector> <tl/expected.hpp>)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(QP_PRECOMPILES ON)
  # The same for all, or a precompiled header does not fit; and what ccache needs to see that one was used.
  add_compile_options(-pthread -fpch-preprocess)
endif()

function(qp_precompiled name)
  if(NOT QP_PRECOMPILES)
    return()
  endif()
  add_library(${name} OBJECT "${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp")
  target_link_libraries(${name} PRIVATE qp_options qp_headers)
  target_precompile_headers(${name} PRIVATE ${QP_PRECOMPILED_HEADERS} ${ARGN})
endfunction()

function(qp_use_precompiled target name)
  if(QP_PRECOMPILES)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()
