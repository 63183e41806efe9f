# SPDX-License-Identifier: GPL-3.0-or-later
# THOTH_SANITIZE names the sanitizers of a preset, for example "address,undefined"; empty means none.
set(THOTH_SANITIZE "" CACHE STRING "Sanitizers to compile with, separated by commas")
if(THOTH_SANITIZE)
  add_compile_options(-fsanitize=${THOTH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${THOTH_SANITIZE})
endif()

# Under a sanitizer the library alone is optimized, as it is what tests wait for; of the rest, the compiler is.
add_library(thoth_unoptimized INTERFACE)
if(THOTH_SANITIZE AND NOT THOTH_FUZZ)
  target_compile_options(thoth_unoptimized INTERFACE -O0)
endif()

# Linked into every executable: with the thread sanitizer, what makes librdkafka's threads visible to it.
add_library(thoth_sanitizer_support INTERFACE)
target_link_libraries(thoth_sanitizer_support INTERFACE thoth_unoptimized)
if(THOTH_SANITIZE MATCHES "thread")
  target_sources(thoth_sanitizer_support INTERFACE ${PROJECT_SOURCE_DIR}/tests/support/tsan_threads.cpp)
endif()
