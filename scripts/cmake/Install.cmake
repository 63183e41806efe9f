# SPDX-License-Identifier: GPL-3.0-or-later
# What an installation holds: the program (cli/CMakeLists.txt), the library with its headers and CMake package, and the
# manual pages. tests/package is an outside project that uses it.
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/thoth-messaging)

install(TARGETS thoth_messaging thoth_messages
  EXPORT thoth-messaging
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT thoth-messaging
  NAMESPACE thoth::
  FILE thoth-messaging-targets.cmake
  DESTINATION ${package_folder})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/include/ ${PROJECT_BINARY_DIR}/lib/include/
                  ${PROJECT_SOURCE_DIR}/messages/include/
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/thoth-messaging-config.cmake.in
  ${PROJECT_BINARY_DIR}/thoth-messaging-config.cmake
  INSTALL_DESTINATION ${package_folder}
  NO_SET_AND_CHECK_MACRO)
# Until 1.0 a minor version may break what stood before.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/thoth-messaging-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/thoth-messaging-config.cmake
              ${PROJECT_BINARY_DIR}/thoth-messaging-config-version.cmake
  DESTINATION ${package_folder})

# Manual pages: every page of docs/manual, whose first line names it, such as "# thoth-msg-send(1)". Without go-md2man
# the program is built all the same, without them.
find_program(GO_MD2MAN go-md2man)
if(GO_MD2MAN)
  set(man_pages)
  set(prepare ${CMAKE_CURRENT_LIST_DIR}/manual/prepare.sed)
  set(finish ${CMAKE_CURRENT_LIST_DIR}/manual/finish.sed)
  file(GLOB man_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/manual/*.md)
  foreach(source IN LISTS man_sources)
    file(STRINGS ${source} title LIMIT_COUNT 1)
    if(NOT title MATCHES "^# ([a-z-]+)\\(([1-9])\\)$")
      message(FATAL_ERROR "${source}: the first line must be like \"# thoth-msg-send(1)\"")
    endif()
    set(section ${CMAKE_MATCH_2})
    set(page ${PROJECT_BINARY_DIR}/man/${CMAKE_MATCH_1}.${section})
    add_custom_command(OUTPUT ${page}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/man
      COMMAND sed -f ${prepare} -e s/@VERSION@/${PROJECT_VERSION}/ ${source} > ${page}.md
      COMMAND ${GO_MD2MAN} -in ${page}.md -out ${page}.roff
      COMMAND sed -f ${finish} ${page}.roff > ${page}
      DEPENDS ${source} ${prepare} ${finish}
      VERBATIM)
    list(APPEND man_pages ${page})
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  endforeach()
  add_custom_target(man ALL DEPENDS ${man_pages})
endif()
