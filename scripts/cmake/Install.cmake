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

# Manual pages: docs/man/NAME.SECTION.scd. Without scdoc the program is built all the same, without them.
find_program(SCDOC scdoc)
if(SCDOC)
  file(GLOB man_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.scd)
  set(man_pages)
  foreach(source IN LISTS man_sources)
    cmake_path(GET source STEM LAST_ONLY page)
    cmake_path(GET page EXTENSION LAST_ONLY section)
    string(SUBSTRING ${section} 1 -1 section)
    add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/man/${page}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/man
      COMMAND sh -c "\"$1\" < \"$2\" > \"$3\"" sh ${SCDOC} ${source} ${PROJECT_BINARY_DIR}/man/${page}
      DEPENDS ${source}
      VERBATIM)
    list(APPEND man_pages ${PROJECT_BINARY_DIR}/man/${page})
    install(FILES ${PROJECT_BINARY_DIR}/man/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  endforeach()
  if(man_pages)
    add_custom_target(man ALL DEPENDS ${man_pages})
  endif()
endif()
