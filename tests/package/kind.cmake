# SPDX-License-Identifier: GPL-3.0-or-later
# Which kind of the library find_package takes, from what is installed and what is asked for.

# expect_kind(PREFIX EXPECTED ARGUMENT…): a project that finds the library, configured with the arguments, says EXPECTED.
function(expect_kind prefix expected)
  file(REMOVE_RECURSE ${BUILD})
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${BUILD} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_PREFIX_PATH=${prefix} ${ARGN} OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE code)
  if(NOT said MATCHES "${expected}")
    message(FATAL_ERROR "${prefix} with ${ARGN}: expected ${expected}, got ${code}:\n${said}")
  endif()
endfunction()

expect_kind(${BOTH} "found the kind SHARED_LIBRARY")
expect_kind(${BOTH} "found the kind STATIC_LIBRARY" -DBUILD_SHARED_LIBS=OFF)
expect_kind(${BOTH} "found the kind STATIC_LIBRARY" -DBUILD_SHARED_LIBS=ON -DLIBRARY_KIND=static)
expect_kind(${BOTH} "found the kind SHARED_LIBRARY" -DBUILD_SHARED_LIBS=OFF -DLIBRARY_KIND=shared)
expect_kind(${STATIC} "found the kind STATIC_LIBRARY" -DBUILD_SHARED_LIBS=ON)
expect_kind(${STATIC} "\"shared\" is not[ \n]+installed" -DLIBRARY_KIND=shared)
expect_kind(${SHARED} "found the kind SHARED_LIBRARY" -DBUILD_SHARED_LIBS=OFF)
# The shared library keeps its dependencies to itself; the static one cannot.
set(without -DCMAKE_DISABLE_FIND_PACKAGE_PkgConfig=ON -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_simdjson=ON)
expect_kind(${SHARED} "found the kind SHARED_LIBRARY" ${without})
expect_kind(${STATIC} "A REQUIRED package cannot[ \n]+be disabled" ${without})
