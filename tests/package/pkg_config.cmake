# SPDX-License-Identifier: GPL-3.0-or-later
# Compiles and links a program with what pkg-config says for the library of one KIND; a warning fails it.
set(ENV{PKG_CONFIG_PATH} ${PREFIX}/${LIBDIR}/pkgconfig)
set(static)
if(KIND STREQUAL "static")
  set(static --static)
endif()

# pkg_config_flags(VARIABLE OPTION…)
function(pkg_config_flags variable)
  execute_process(COMMAND ${PKG_CONFIG} ${ARGN} thoth-messaging
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags)
  set(${variable} ${flags} PARENT_SCOPE)
endfunction()

pkg_config_flags(compile_flags --cflags)
pkg_config_flags(link_flags --libs ${static})
file(MAKE_DIRECTORY ${BUILD})
execute_process(COMMAND ${LAUNCHER} ${COMPILER} -std=c++20 -Wall -Wextra -Wpedantic -Werror ${compile_flags} -c ${SOURCE}
  -o ${BUILD}/announce.o COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${COMPILER} ${BUILD}/announce.o ${link_flags} -o ${BUILD}/announce COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND readelf --dynamic ${BUILD}/announce OUTPUT_VARIABLE needed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "NEEDED[^\n]*libthoth_messaging.so.[^\n]*" shared "${needed}")
if((KIND STREQUAL "shared" AND NOT shared) OR (KIND STREQUAL "static" AND shared))
  message(FATAL_ERROR "not linked with the ${KIND} library: ${needed}")
endif()
