#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app.hpp"
#include "environment.hpp"
#include "exit_code.hpp"
#include "signals.hpp"
#include "standard_streams.hpp"

int main(int argc, char** argv) {
  try {
    thoth::cli::open_standard_streams();
    thoth::cli::signals::install();
    const std::vector<std::string> arguments(argc > 0 ? argv + 1 : argv, argv + argc);
    return thoth::cli::run_program(arguments, thoth::cli::process_environment());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "thoth-msg: error: a defect of thoth-msg itself: %s\n", error.what());
    return static_cast<int>(thoth::cli::ExitCode::internal);
  }
}
