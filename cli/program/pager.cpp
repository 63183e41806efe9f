// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/pager.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>
#include <vector>

#include "program/signals.hpp"

namespace thoth::cli {
namespace {

constexpr const char* usual_pager = "less -FRX";
/// Where there is no less, that is nothing to tell.
constexpr const char* usual_pager_if_there = "command -v less >/dev/null || exit 127; exec less -FRX";
/// What a shell ends with if a command cannot be run, or is not there.
constexpr int cannot_run = 126;
constexpr int not_found = 127;

/// While one lives, Ctrl-C and Ctrl-\ do not reach this process: they are the pager's.
class KeysIgnored {
 public:
  KeysIgnored() {
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    ::sigemptyset(&ignored.sa_mask);
    ::sigaction(SIGINT, &ignored, &interrupt_);
    ::sigaction(SIGQUIT, &ignored, &quit_);
  }
  KeysIgnored(const KeysIgnored&) = delete;
  KeysIgnored& operator=(const KeysIgnored&) = delete;
  ~KeysIgnored() {
    ::sigaction(SIGINT, &interrupt_, nullptr);
    ::sigaction(SIGQUIT, &quit_, nullptr);
  }

 private:
  struct sigaction interrupt_ {};
  struct sigaction quit_ {};
};

/// The pager's environment: ours, and what less is to do if LESS does not say it, as git sets it.
std::vector<std::string> pager_environment(const Environment& environment) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : environment) lines.push_back(fmt::format("{}={}", name, value));
  if (!environment.contains("LESS")) lines.emplace_back("LESS=FRX");
  return lines;
}

/// Starts a shell command that reads what is written to `input`; -1 if there is no shell.
pid_t start(const std::string& command, int input, const Environment& environment) {
  std::array<std::string, 3> words{"sh", "-c", command};
  std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
  std::vector<std::string> lines = pager_environment(environment);
  std::vector<char*> variables;
  variables.reserve(lines.size() + 1);
  for (std::string& line : lines) variables.push_back(line.data());
  variables.push_back(nullptr);

  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawnattr_t attributes{};
  ::posix_spawnattr_init(&attributes);
  sigset_t usual{};
  ::sigemptyset(&usual);
  for (const int number : {SIGPIPE, SIGINT, SIGQUIT}) ::sigaddset(&usual, number);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  const int error = ::posix_spawnp(&child, "sh", &actions, &attributes, arguments.data(), variables.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : -1;
}

/// Writes all of a text, unless its reader goes, or a signal other than Ctrl-C comes.
void feed(std::string_view text, int descriptor) {
  while (!text.empty() && !signals::stop()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return;
    }
  }
}

/// The pager's status once it has ended. A signal that asks us to end is passed on.
int wait_for(pid_t child) {
  bool told = false;
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (ended < 0 && errno != EINTR) return 0;
    if (signals::stop() && !told) {
      ::kill(child, signals::caught());
      told = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

/// Shows a text in a pager; the pager's status, or none if it could not be started.
std::optional<int> show(std::string_view text, const std::string& command, const Environment& environment) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return std::nullopt;
  const KeysIgnored keys;
  const pid_t child = start(command == usual_pager ? usual_pager_if_there : command, pipe[0], environment);
  ::close(pipe[0]);
  if (child > 0) feed(text, pipe[1]);
  ::close(pipe[1]);
  if (child < 0) return std::nullopt;
  return wait_for(child);
}

}  // namespace

std::string pager_command(const Environment& environment) {
  const auto terminal = variable(environment, "TERM");
  if (!terminal || terminal == "dumb") return "";
  std::string command = usual_pager;
  for (const char* const name : {"THOTH_MSG_PAGER", "PAGER"}) {
    const auto found = environment.find(name);
    if (found == environment.end()) continue;
    command = found->second;
    break;
  }
  return command == "cat" ? "" : command;
}

Result<void> page(std::string_view text, const Environment& environment, Output& out, Console& console) {
  const std::string command = out.is_terminal() ? pager_command(environment) : "";
  if (!command.empty()) {
    THOTH_TRY(out.flush());
    const std::optional<int> status = show(text, command, environment);
    if (signals::stop()) return fail(ErrorCode::interrupted, "", "the pager", "interrupted");
    if (status && *status != cannot_run && *status != not_found) return {};
    if (command != usual_pager) {
      console.warn(fmt::format("the pager \"{}\" cannot be run (set THOTH_MSG_PAGER; cat means no pager)", command));
    }
  }
  const signals::EndAtOnce at_once(std::chrono::milliseconds{0}, "the output was complete");
  THOTH_TRY(out.write_styled(text));
  return out.flush();
}

}  // namespace thoth::cli
