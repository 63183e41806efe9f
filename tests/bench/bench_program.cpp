// SPDX-License-Identifier: GPL-3.0-or-later
// What the whole program costs: the memory of `thoth-msg validate` on small and large input, and its start-up.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "median.hpp"
#include "sample.hpp"

namespace {

using thoth::bench::Form;

constexpr int starts = 21;

[[noreturn]] void give_up(const std::string& reason) {
  fmt::print(stderr, "bench_program: {}\n", reason);
  std::exit(EXIT_FAILURE);
}

/// Runs a program with nothing to read and its output thrown away; its peak resident size in MB. It must succeed.
double run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) give_up("cannot start " + words.front());
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0) give_up(words.front() + " failed");
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Writes entries until the file has that many bytes, a block at a time: this program's own size counts as its child's
/// until the child has become another program.
void write_sample(const std::string& path, std::uint64_t bytes) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) give_up("cannot write " + path);
  std::string block;
  std::uint64_t number = 0;
  for (std::uint64_t written = 0; written < bytes; written += block.size()) {
    block.clear();
    while (block.size() < 65'536) append_entry(number++, Form::spaced, block);
    if (std::fwrite(block.data(), 1, block.size(), file) != block.size()) give_up("cannot write " + path);
  }
  if (std::fclose(file) != 0) give_up("cannot write " + path);
}

void measure_memory(const std::string& program, const std::string& folder, std::uint64_t megabytes) {
  const std::string path = folder + "/sample.ndjson";
  write_sample(path, megabytes * 1'000'000);
  const double from_file = run({program, "validate", path});
  // The shell's size is far below the program's; wait4 reports the larger of the two.
  const double from_pipe = run({"sh", "-c", "cat \"$2\" | \"$1\" validate -", "sh", program, path});
  fmt::print("peak memory of validate, file of {:>5} MB {:>10.1f} MB {:>12}\n", megabytes, from_file, "<= 64 MB");
  fmt::print("peak memory of validate, pipe of {:>5} MB {:>10.1f} MB {:>12}\n", megabytes, from_pipe, "<= 64 MB");
  std::filesystem::remove(path);
}

void measure_start_up(const std::string& program) {
  std::vector<double> ours;
  std::vector<double> bare;
  for (int round = 0; round < starts; ++round) {
    ours.push_back(thoth::bench::seconds([&] { run({program, "--version"}); }) * 1000);
    bare.push_back(thoth::bench::seconds([&] { run({"true"}); }) * 1000);
  }
  fmt::print("start-up of thoth-msg --version           {:>10.1f} ms {:>12}\n", thoth::bench::median(ours), "<= 15 ms");
  fmt::print("start-up of true, for comparison          {:>10.1f} ms\n", thoth::bench::median(bare));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) give_up("usage: bench_program THOTH-MSG FOLDER");
  const std::string program = argv[1];
  const std::string folder = argv[2];
  fmt::print("{:<41} {:>10} {:>15}\n", "The program", "median", "wanted");
  measure_start_up(program);
  measure_memory(program, folder, 10);
  measure_memory(program, folder, 1000);
  return EXIT_SUCCESS;
}
