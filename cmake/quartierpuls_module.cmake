# SPDX-License-Identifier: EUPL-1.2
# qp_module(core_base DEPENDS ... [TEST_DEPENDS ...]): one folder is one subject, one static library and
# one test program. Files ending in _test.cpp stand beside the code and go to <name>_test.
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
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE qp_options ${ARG_DEPENDS})
  endif()
  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} qp_doctest_main ${ARG_TEST_DEPENDS})
    # A suite whose filter matches nothing must not pass for one that ran.
    add_test(NAME ${name} COMMAND $<TARGET_FILE:${name}_test> --no-intro)
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS unit
                         ENVIRONMENT "QP_SOURCE=${CMAKE_SOURCE_DIR}")
  endif()
endfunction()
