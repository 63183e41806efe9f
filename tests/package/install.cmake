# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the product into an empty prefix.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${PRODUCT} --prefix ${PREFIX} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
# Where go-md2man was found, each page of the manual is a manual page that begins with its title.
if(EXISTS ${PRODUCT}/man)
  file(GLOB pages ${MANUAL}/*.md)
  foreach(page IN LISTS pages)
    file(STRINGS ${page} title LIMIT_COUNT 1)
    string(REGEX REPLACE "^# (.*)\\(1\\)$" "\\1" name "${title}")
    string(TOUPPER "${name}" title)
    file(READ ${PREFIX}/share/man/man1/${name}.1 text)
    if(NOT text MATCHES ".TH \"${title}\" \"1\"" OR NOT text MATCHES ".SH NAME")
      message(FATAL_ERROR "the manual page ${name}.1 lacks its title or its name")
    endif()
  endforeach()
endif()

# expect_completion(SHELL FILE): what the shell loads by itself is what the program writes for it.
function(expect_completion shell file)
  execute_process(COMMAND ${PREFIX}/bin/thoth-msg completion ${shell} OUTPUT_VARIABLE written COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${PREFIX}/share/${file} installed)
  if(NOT installed STREQUAL written)
    message(FATAL_ERROR "share/${file} is not what `thoth-msg completion ${shell}` writes")
  endif()
endfunction()
expect_completion(bash bash-completion/completions/thoth-msg)
expect_completion(zsh zsh/vendor-completions/_thoth-msg)
expect_completion(fish fish/vendor_completions.d/thoth-msg.fish)
