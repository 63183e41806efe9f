# Most of what a compiler reads of a source are headers, CLI11's and the standard library's. With CMAKE_UNITY_BUILD
# (presets asan and tsan, scripts/tidy, CI) the sources of a folder are therefore compiled some at a time, as one text. So what
# a source keeps to itself needs a name that no other source in its folder has; each one's own includes are what presets
# dev and release see to.
set(THOTH_UNITY_SIZE 12 CACHE STRING "With CMAKE_UNITY_BUILD: how many sources of a folder are compiled together")

# thoth_unite(TARGET): says which sources of a target belong together.
function(thoth_unite target)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    math(EXPR part "${count_${folder}} + 0")
    math(EXPR count_${folder} "${part} + 1")
    math(EXPR part "${part} / ${THOTH_UNITY_SIZE}")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${folder}_${part}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
