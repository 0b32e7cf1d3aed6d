# SPDX-License-Identifier: EUPL-1.2
# qp_module(core_base DEPENDS ... [TEST_DEPENDS ...] [EXCLUDE file...]): one folder is one subject, one static
# library and one test program. Files ending in _test.cpp stand beside the code and go to <name>_test.
function(qp_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;TEST_DEPENDS;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.c")
  file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp")
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  foreach(excluded IN LISTS ARG_EXCLUDE)
    list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/${excluded}")
  endforeach()
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC qp_options ${ARG_DEPENDS})
    qp_use_precompiled(${name} qp_precompiled)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE qp_options ${ARG_DEPENDS})
  endif()
  if(tests)
    qp_test_program(${name} SOURCES ${tests} DEPENDS ${name} ${ARG_TEST_DEPENDS})
  endif()
endfunction()

# qp_test_program(name SOURCES ... DEPENDS ...): <name>_test, run by ctest natively and in Node alike.
function(qp_test_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${ARG_DEPENDS} qp_doctest_main)
  target_compile_options(${name}_test PRIVATE ${QP_TEST_OPTIONS})
  qp_use_precompiled(${name}_test qp_precompiled_for_tests)
  add_test(NAME ${name} COMMAND ${name}_test --no-intro --no-version --no-colors=true)
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS unit
                       ENVIRONMENT "QP_SOURCE=${CMAKE_SOURCE_DIR}")
  if(EMSCRIPTEN)
    target_link_options(${name}_test PRIVATE -O1 -sENVIRONMENT=node -sMODULARIZE=1 -sEXIT_RUNTIME=1
      -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sEXPORTED_RUNTIME_METHODS=ENV
      "-sDEFAULT_LIBRARY_FUNCS_TO_INCLUDE=@${CMAKE_SOURCE_DIR}/tests/wasm/javascript_library.json")
    set_target_properties(${name}_test PROPERTIES
      CROSSCOMPILING_EMULATOR "${QP_NODE};${CMAKE_SOURCE_DIR}/tests/wasm/run.cjs")
  endif()
endfunction()
