# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings for our own code; they are errors only where a preset of ours says so.
option(THOTH_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
add_library(thoth_warnings INTERFACE)
target_compile_options(thoth_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                                -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Wunused -Woverloaded-virtual)
# Where it optimizes, GCC 12 takes temporary strings for uninitialized, GCC 14 empty optionals, and GCC 12 "x" + string for
# overlapping, all wrongly.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(thoth_warnings INTERFACE -Wno-maybe-uninitialized)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(thoth_warnings INTERFACE -Wno-restrict)
  endif()
endif()
# Sources that are compiled together see each other's names, and hide them.
if(THOTH_UNITY_BUILD)
  target_compile_options(thoth_warnings INTERFACE -Wno-shadow)
endif()
if(THOTH_WARNINGS_AS_ERRORS)
  target_compile_options(thoth_warnings INTERFACE -Werror)
endif()
