# SPDX-License-Identifier: GPL-3.0-or-later
# What an installation holds, in components: the program, its manual pages and completions (program), the shared library
# (runtime), and what is needed to build with the library (development). tests/package is an outside project that uses it.
# A static build and a shared one may be installed over one prefix.
include(CMakePackageConfigHelpers)

install(TARGETS thoth-msg RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/thoth-messaging)
set(kind static)
if(BUILD_SHARED_LIBS)
  set(kind shared)
endif()
install(TARGETS thoth_messaging thoth_messages
  EXPORT thoth-messaging
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(EXPORT thoth-messaging
  NAMESPACE thoth::
  FILE thoth-messaging-${kind}-targets.cmake
  DESTINATION ${package_folder}
  COMPONENT development)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/include/ ${PROJECT_BINARY_DIR}/lib/include/
                  ${PROJECT_SOURCE_DIR}/messages/include/
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT development
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
  DESTINATION ${package_folder}
  COMPONENT development)

# One file for both kinds. What the static library needs besides is written as flags, as pkg-config would ask a user of the
# shared one for the modules as well.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE prefix_from_pkgconfig)
cmake_path(APPEND pkgconfig_libdir "\${prefix}" ${CMAKE_INSTALL_LIBDIR})
cmake_path(APPEND pkgconfig_includedir "\${prefix}" ${CMAKE_INSTALL_INCLUDEDIR})
set(private_flags -lfmt -lsimdjson ${rdkafka_LDFLAGS} ${crypto_LDFLAGS} ${re2_LDFLAGS} ${pcre2_LDFLAGS} ${uriparser_LDFLAGS}
  ${utf8proc_LDFLAGS} ${yaml_cpp_LDFLAGS} ${CMAKE_THREAD_LIBS_INIT})
list(TRANSFORM CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES PREPEND "-L" OUTPUT_VARIABLE needless_flags)
list(REMOVE_ITEM private_flags ${needless_flags})
list(JOIN private_flags " " private_flags)
configure_file(${CMAKE_CURRENT_LIST_DIR}/thoth-messaging.pc.in ${PROJECT_BINARY_DIR}/thoth-messaging.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/thoth-messaging.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT development)

# Completions in the folders where each shell looks: the program writes them, if it runs on the machine that builds it.
set(THOTH_ZSH_COMPLETIONS ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions CACHE STRING
  "Where zsh's completions are installed; share/zsh/site-functions outside Debian")
if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
  set(completions ${PROJECT_BINARY_DIR}/completions)
  file(MAKE_DIRECTORY ${completions})
  set(written)
  foreach(shell_and_file IN ITEMS bash/thoth-msg zsh/_thoth-msg fish/thoth-msg.fish)
    cmake_path(GET shell_and_file PARENT_PATH shell)
    cmake_path(GET shell_and_file FILENAME file)
    add_custom_command(OUTPUT ${completions}/${file}
      COMMAND thoth-msg completion ${shell} > ${completions}/${file}
      DEPENDS thoth-msg
      VERBATIM)
    list(APPEND written ${completions}/${file})
  endforeach()
  add_custom_target(completions ALL DEPENDS ${written})
  install(FILES ${completions}/thoth-msg COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${completions}/_thoth-msg COMPONENT program DESTINATION ${THOTH_ZSH_COMPLETIONS})
  install(FILES ${completions}/thoth-msg.fish COMPONENT program
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

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
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT program)
  endforeach()
  add_custom_target(man ALL DEPENDS ${man_pages})
endif()
