# SPDX-License-Identifier: GPL-3.0-or-later
# The program that the README shows is, line by line, the one that was compiled.
file(READ ${PROGRAM} program)
file(READ ${README} readme)
string(FIND "${readme}" "```cpp\n${program}```" at)
if(at EQUAL -1)
  message(FATAL_ERROR "the README does not hold ${PROGRAM} as it stands, in a block that starts with ```cpp")
endif()
