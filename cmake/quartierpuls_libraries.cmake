# SPDX-License-Identifier: EUPL-1.2
# Every library that is not ours, in one place, under a name that starts with qp_.

# Header-only libraries come from Debian for both builds. They are linked into one folder, since the
# WASM compiler must not see the rest of /usr/include.
set(QP_HEADERS "${CMAKE_BINARY_DIR}/headers")
file(MAKE_DIRECTORY "${QP_HEADERS}")
foreach(header nlohmann tl doctest)
  if(NOT EXISTS "/usr/include/${header}")
    message(FATAL_ERROR "/usr/include/${header} is missing: ./dev setup brings it")
  endif()
  file(CREATE_LINK "/usr/include/${header}" "${QP_HEADERS}/${header}" SYMBOLIC)
endforeach()
add_library(qp_headers INTERFACE)
target_include_directories(qp_headers SYSTEM INTERFACE "${QP_HEADERS}")
# Core code never throws across a boundary, and parses JSON without exceptions.
target_compile_definitions(qp_headers INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0)

# SQLite: the amalgamation that better-sqlite3 carries, one version for kiosk, server and phone.
set(QP_SQLITE_DIR "${CMAKE_SOURCE_DIR}/web/node_modules/better-sqlite3/deps/sqlite3")
if(NOT EXISTS "${QP_SQLITE_DIR}/sqlite3.c")
  message(FATAL_ERROR "SQLite is missing (npm ci in web/): ./dev setup brings it")
endif()
# What people took back must stand in no file: the patch says what SQLite leaves behind without it.
set(QP_SQLITE_PATCH "${CMAKE_SOURCE_DIR}/cmake/sqlite_secure_delete.patch")
set(QP_SQLITE_SOURCE "${CMAKE_BINARY_DIR}/generated/sqlite/sqlite3.c")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${QP_SQLITE_PATCH}" "${QP_SQLITE_DIR}/sqlite3.c")
if("${QP_SQLITE_PATCH}" IS_NEWER_THAN "${QP_SQLITE_SOURCE}" OR "${QP_SQLITE_DIR}/sqlite3.c" IS_NEWER_THAN "${QP_SQLITE_SOURCE}")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated/sqlite")
  execute_process(COMMAND patch --silent --fuzz=0 "--input=${QP_SQLITE_PATCH}" "--output=${QP_SQLITE_SOURCE}"
                          "${QP_SQLITE_DIR}/sqlite3.c" RESULT_VARIABLE patched)
  if(NOT patched EQUAL 0)
    file(REMOVE "${QP_SQLITE_SOURCE}")
    message(FATAL_ERROR "${QP_SQLITE_PATCH} does not fit this SQLite: look whether it is still needed")
  endif()
endif()
add_library(qp_sqlite STATIC "${QP_SQLITE_SOURCE}")
target_include_directories(qp_sqlite SYSTEM PUBLIC "${QP_SQLITE_DIR}")
target_compile_definitions(qp_sqlite PUBLIC
  SQLITE_ENABLE_FTS5 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_LOAD_EXTENSION SQLITE_USE_ALLOCA
  SQLITE_MAX_EXPR_DEPTH=0 SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_TEMP_STORE=3 SQLITE_SECURE_DELETE
  SQLITE_DEFAULT_FOREIGN_KEYS=1
  # Used nowhere here: without them the phone loads 21 kB less (510 to 489 kB of WASM, in brotli).
  SQLITE_OMIT_JSON SQLITE_OMIT_DATETIME_FUNCS SQLITE_OMIT_UTF16 SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_TRACE
  SQLITE_OMIT_DECLTYPE SQLITE_OMIT_GET_TABLE SQLITE_OMIT_COMPLETE SQLITE_OMIT_TCL_VARIABLE
  SQLITE_OMIT_COMPILEOPTION_DIAGS SQLITE_OMIT_DESERIALIZE SQLITE_OMIT_INTROSPECTION_PRAGMAS SQLITE_UNTESTABLE)
if(EMSCRIPTEN)
  target_compile_definitions(qp_sqlite PUBLIC SQLITE_OS_OTHER=1 SQLITE_THREADSAFE=0)
else()
  # A commit's wait is its sync: fdatasync leaves out what a log that does not grow need not write.
  target_compile_definitions(qp_sqlite PUBLIC SQLITE_THREADSAFE=2 HAVE_FDATASYNC=1)
  target_link_libraries(qp_sqlite PUBLIC dl m pthread)
endif()
target_compile_options(qp_sqlite PRIVATE -w)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(qp_sqlite PRIVATE -O2)
endif()

# libsodium: Debian's library natively, Debian's source of the same version for WASM.
add_library(qp_sodium INTERFACE)
if(EMSCRIPTEN)
  include(libsodium_wasm)
  target_link_libraries(qp_sodium INTERFACE sodium_wasm)
else()
  target_link_libraries(qp_sodium INTERFACE sodium)
endif()

add_library(qp_doctest_main STATIC "${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp")
target_link_libraries(qp_doctest_main PUBLIC qp_headers)
if(EMSCRIPTEN)
  # Files for SQLite in Node; linked only where SQLite asks for them.
  add_library(qp_test_files STATIC "${CMAKE_SOURCE_DIR}/tests/wasm/sqlite_file_vfs.c")
  target_include_directories(qp_test_files SYSTEM PRIVATE "${QP_SQLITE_DIR}")
  target_link_libraries(qp_doctest_main PUBLIC qp_test_files)
  # A size that comes from a 64-bit number is 32 bits wide here; in tests that is no news.
  target_compile_options(qp_doctest_main INTERFACE -Wno-shorten-64-to-32)
endif()

qp_precompiled(qp_precompiled)
# What is tested is optimised, a test itself is not: half of the time that it takes to compile.
if(EMSCRIPTEN OR (CMAKE_BUILD_TYPE STREQUAL "Debug" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU"))
  set(QP_TEST_OPTIONS -O0)
endif()
qp_precompiled(qp_precompiled_for_tests <doctest/doctest.h>)
if(TARGET qp_precompiled_for_tests)
  target_compile_options(qp_precompiled_for_tests PRIVATE ${QP_TEST_OPTIONS})
endif()
