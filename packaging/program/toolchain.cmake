# SPDX-License-Identifier: GPL-3.0-or-later
# For CMake: the compiler that packaging/program/build puts into the PATH, and no library but those that it built.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER zig-cc)
set(CMAKE_CXX_COMPILER zig-c++)
set(CMAKE_AR zig-ar CACHE STRING "")
set(CMAKE_RANLIB zig-ranlib CACHE STRING "")
set(CMAKE_FIND_ROOT_PATH $ENV{THOTH_LIBRARIES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
