# SPDX-License-Identifier: EUPL-1.2
# What the kiosk reads at run time stands beside it in assets/: KERN's fonts as TrueType, the pictograms
# as PNG, keyboard layouts. The theme's colours become a header.
set(QP_KERN "${CMAKE_SOURCE_DIR}/web/node_modules/@kern-ux/native/dist")
set(QP_KIOSK_ASSETS "${CMAKE_BINARY_DIR}/kiosk/assets")
file(MAKE_DIRECTORY "${QP_KIOSK_ASSETS}/fonts" "${QP_KIOSK_ASSETS}/pictograms"
                    "${QP_KIOSK_ASSETS}/keyboards" "${CMAKE_BINARY_DIR}/generated/kiosk/ui")

add_executable(unpack_font generate/unpack_font.cpp)
target_link_libraries(unpack_font PRIVATE qp_options PkgConfig::QP_FREETYPE)
add_executable(kern_tokens generate/kern_tokens.cpp)
target_link_libraries(kern_tokens PRIVATE qp_options)

set(QP_KIOSK_FILES "")
foreach(weight Regular Medium SemiBold Bold)
  set(packed "${QP_KERN}/fonts/fira-sans/FiraSans-${weight}.woff2")
  set(font "${QP_KIOSK_ASSETS}/fonts/FiraSans-${weight}.ttf")
  add_custom_command(OUTPUT "${font}" COMMAND unpack_font "${packed}" "${font}"
                     DEPENDS unpack_font "${packed}" VERBATIM)
  list(APPEND QP_KIOSK_FILES "${font}")
endforeach()

find_program(QP_RSVG rsvg-convert REQUIRED)
file(GLOB QP_PICTOGRAMS CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/pictograms/*.svg")
foreach(svg IN LISTS QP_PICTOGRAMS)
  get_filename_component(stem "${svg}" NAME_WE)
  set(png "${QP_KIOSK_ASSETS}/pictograms/${stem}.png")
  add_custom_command(OUTPUT "${png}"
                     COMMAND ${QP_RSVG} --width 192 --height 192 --output "${png}" "${svg}"
                     DEPENDS "${svg}" VERBATIM)
  list(APPEND QP_KIOSK_FILES "${png}")
endforeach()

file(GLOB QP_KEYBOARDS CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/keyboards/*.json")
foreach(json IN LISTS QP_KEYBOARDS)
  get_filename_component(file "${json}" NAME)
  add_custom_command(OUTPUT "${QP_KIOSK_ASSETS}/keyboards/${file}"
                     COMMAND ${CMAKE_COMMAND} -E copy "${json}" "${QP_KIOSK_ASSETS}/keyboards/${file}"
                     DEPENDS "${json}" VERBATIM)
  list(APPEND QP_KIOSK_FILES "${QP_KIOSK_ASSETS}/keyboards/${file}")
endforeach()
add_custom_target(kiosk_assets DEPENDS ${QP_KIOSK_FILES})

set(QP_THEMES "")
foreach(theme light dark contrast_light contrast_dark)
  string(REGEX REPLACE "^contrast_" "" palette "${theme}")
  set(roles "${CMAKE_CURRENT_SOURCE_DIR}/ui/roles/${theme}.txt")
  set(header "${CMAKE_BINARY_DIR}/generated/kiosk/ui/theme_${theme}.inc")
  add_custom_command(OUTPUT "${header}"
                     COMMAND kern_tokens "${QP_KERN}/kern.css" ${palette} "${roles}" "${header}"
                     DEPENDS kern_tokens "${roles}" "${QP_KERN}/kern.css" VERBATIM)
  list(APPEND QP_THEMES "${header}")
endforeach()
add_custom_target(kiosk_theme DEPENDS ${QP_THEMES})

# The kiosk reads no theme at run time: one that is broken stops the build, with its file and line.
add_test(NAME kiosk_theme_refused
         COMMAND kern_tokens "${QP_KERN}/kern.css" light
                 "${CMAKE_CURRENT_SOURCE_DIR}/generate/broken_roles.txt"
                 "${CMAKE_CURRENT_BINARY_DIR}/broken_roles.inc")
set_tests_properties(kiosk_theme_refused PROPERTIES LABELS unit
  PASS_REGULAR_EXPRESSION "broken_roles.txt:4: no colour '#12345g'")
