# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the outside project's program against the installed thoth-msg's embedded broker.
execute_process(COMMAND ${THOTH_MSG} dev-broker -- sh -c "exec \"$0\" \"$KAFKA_BOOTSTRAP_SERVERS\"" ${PROGRAM}
  OUTPUT_VARIABLE said RESULT_VARIABLE code)
if(NOT code EQUAL 0 OR NOT said STREQUAL "1 acknowledged\n")
  message(FATAL_ERROR "exit code ${code}, output: ${said}")
endif()
