# THOTH_SANITIZE names the sanitizers of a preset, for example "address,undefined"; empty means none.
set(THOTH_SANITIZE "" CACHE STRING "Sanitizers to compile with, separated by commas")
if(THOTH_SANITIZE)
  add_compile_options(-fsanitize=${THOTH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${THOTH_SANITIZE})
endif()
