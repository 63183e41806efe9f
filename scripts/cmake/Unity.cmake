# SPDX-License-Identifier: GPL-3.0-or-later
# Most of what a compiler reads of a source are headers, CLI11's and the standard library's. With THOTH_UNITY_BUILD
# (presets asan and tsan, scripts/tidy) the sources of a folder are therefore compiled some at a time, as one text. So what
# a source keeps to itself needs a name that no other source in its folder has; each one's own includes are what presets
# dev and release see to. CMake's own unity build names sources by absolute paths, so that no two folders could share what
# ccache keeps.
option(THOTH_UNITY_BUILD "Compile several sources of a folder together" OFF)
set(THOTH_UNITY_SIZE 12 CACHE STRING "With THOTH_UNITY_BUILD: how many sources of a folder are compiled together")

# thoth_unite(TARGET): with THOTH_UNITY_BUILD, puts texts that include a target's sources in their place.
function(thoth_unite target)
  if(NOT THOTH_UNITY_BUILD)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  set(united)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    cmake_path(GET source PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    math(EXPR part "${count_${folder}} + 0")
    math(EXPR count_${folder} "${part} + 1")
    math(EXPR part "${part} / ${THOTH_UNITY_SIZE}")
    set(text "${CMAKE_CURRENT_BINARY_DIR}/united/${target}_${folder}_${part}.cpp")
    string(APPEND "includes_${folder}_${part}" "#include \"${source}\"\n")
    file(CONFIGURE OUTPUT "${text}" CONTENT "${includes_${folder}_${part}}" @ONLY)
    list(APPEND united "${text}")
  endforeach()
  list(REMOVE_DUPLICATES united)
  set_property(TARGET ${target} PROPERTY SOURCES ${united})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
endfunction()
