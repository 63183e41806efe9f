# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the shared library beside this build, with the same objects, and installs it beside the static one, and alone.
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${BUILD} -G ${GENERATOR} -DCMAKE_BUILD_TYPE=${BUILD_TYPE}
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_CXX_FLAGS=${FLAGS}
  -DTHOTH_WARNINGS_AS_ERRORS=${WARNINGS_AS_ERRORS} -DTHOTH_BUILD_TESTS=OFF -DBUILD_SHARED_LIBS=ON
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${BUILD} --target thoth_messaging COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${SHARED} ${BOTH})

# install(BUILD PREFIX COMPONENT)
function(install build prefix component)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${prefix} --component ${component}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()
install(${STATIC_BUILD} ${BOTH} development)
foreach(prefix IN ITEMS ${BOTH} ${SHARED})
  install(${BUILD} ${prefix} runtime)
  install(${BUILD} ${prefix} development)
endforeach()
