// SPDX-License-Identifier: GPL-3.0-or-later
#include <malloc.h>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "app.hpp"
#include "base/terminal_text.hpp"
#include "program/exit_code.hpp"
#include "program/signals.hpp"
#include "program/standard_streams.hpp"
#include "thoth/environment.hpp"

namespace {

/// By default glibc gives freed memory at the heap's end back at once, only to take it again for the next messages:
/// page faults that cost a twentieth of what sending takes. The static program has another malloc, which keeps it.
void keep_freed_memory() {
#ifdef __GLIBC__
  ::mallopt(M_TRIM_THRESHOLD, 256 << 20);
  ::mallopt(M_TOP_PAD, 16 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);  // which glibc would have found by itself, but for the first line
#endif
}

}  // namespace

int main(int argc, char** argv) {
  try {
    keep_freed_memory();
    thoth::cli::open_standard_streams();
    thoth::cli::signals::install();
    const std::vector<std::string> arguments(argc > 0 ? argv + 1 : argv, argv + argc);
    const thoth::cli::ProgramEnd end = thoth::cli::run_program(arguments, thoth::process_environment());
    if (end.ending == thoth::cli::Ending::orderly) return end.status;
    std::fflush(nullptr);
    std::_Exit(end.status);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "thoth-msg: error: this is a bug in thoth-msg: %s\n",
                 thoth::terminal_line(error.what()).c_str());
    return static_cast<int>(thoth::cli::ExitCode::internal);
  }
}
