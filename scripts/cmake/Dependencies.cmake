# SPDX-License-Identifier: GPL-3.0-or-later
# Every library the project stands on, found here and nowhere else. scripts/install-dependencies installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog REQUIRED)
find_package(tl-expected REQUIRED)
# Its package takes no other minor version than the one that it is asked for; any from 3 on will do.
find_package(simdjson REQUIRED)
if(simdjson_VERSION VERSION_LESS 3)
  message(FATAL_ERROR "simdjson 3 or later is needed; ${simdjson_VERSION} is in ${simdjson_DIR}")
endif()
find_package(RapidJSON REQUIRED)
find_package(CLI11 2.1 REQUIRED)
pkg_check_modules(rdkafka REQUIRED IMPORTED_TARGET rdkafka>=2.0)
# librdkafka's: it has no property for the least version of TLS.
pkg_check_modules(crypto REQUIRED IMPORTED_TARGET libcrypto>=3.0)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.40)
pkg_check_modules(uriparser REQUIRED IMPORTED_TARGET liburiparser)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(yaml_cpp REQUIRED IMPORTED_TARGET yaml-cpp)
# Named by the program too: a matter of speed alone.
find_library(THOTH_CRYPTO NAMES crypto libcrypto.so.3)

# RapidJSON's package names an include folder but no target.
add_library(thoth_rapidjson INTERFACE)
target_include_directories(thoth_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS} ${RapidJSON_INCLUDE_DIRS})
if(THOTH_FUZZ)
  # Its empty stack adds to a null pointer, which clang's sanitizer refuses.
  target_compile_options(thoth_rapidjson INTERFACE "-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/scripts/cmake/rapidjson_ignored.txt")
endif()

if(THOTH_BUILD_TESTS)
  find_package(doctest REQUIRED)
  # Of thoth/service_endpoint.hpp, which the library itself does not include.
  pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
endif()
