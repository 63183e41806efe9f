// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/signals.hpp"

#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <initializer_list>

#include "program/exit_code.hpp"

namespace thoth::cli::signals {
namespace {

std::atomic<bool> stop_flag{false};
std::atomic<bool> abort_flag{false};
std::atomic<int> at_once{0};  // how many of them live
std::atomic<const char*> unfinished{""};
std::atomic<int> first_signal{0};
std::atomic<int> count{0};
std::atomic<bool> typed{false};

static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free &&
              std::atomic<const char*>::is_always_lock_free);

/// Within a handler nothing but write and _exit is allowed.
[[noreturn]] void end(std::initializer_list<const char*> texts, int status) {
  for (const char* const text : texts) {
    if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) break;
  }
  ::_exit(status);
}

void on_stop(int number, siginfo_t* info, void*) {
  const int before = count.fetch_add(1);
  if (at_once > 0) end({"thoth-msg: error: interrupted before ", unfinished, "\n"}, signal_base + number);
  if (before == 0) {
    // The kernel itself sends what was typed on the terminal.
    typed = info != nullptr && info->si_code == SI_KERNEL;
    first_signal = number;
    stop_flag = true;
  } else if (before == 1) {
    abort_flag = true;
  } else {
    end({}, signal_base + number);
  }
}

void on_deadline(int) {
  if (at_once == 0) return;
  end({"thoth-msg: error: the deadline passed before ", unfinished, " (allow more time with --deadline)\n"},
      static_cast<int>(ExitCode::unreachable));
}

void on_bus_error(int) {
  // Several threads may read the file: one of them tells.
  static std::atomic_flag reported;
  if (reported.test_and_set()) {
    for (;;) ::pause();
  }
  end({"thoth-msg: error: the input file shrank while it was read (do not modify it during the run)\n"},
      static_cast<int>(ExitCode::io));
}

void handle(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

void handle_stop(int number) {
  struct sigaction action {};
  action.sa_sigaction = on_stop;
  action.sa_flags = SA_SIGINFO;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

void set_timer(std::chrono::milliseconds after) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(after);
  itimerval timer{};
  timer.it_value.tv_sec = seconds.count();
  timer.it_value.tv_usec = std::chrono::microseconds(after - seconds).count();
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

void install() {
  handle_stop(SIGINT);
  handle_stop(SIGTERM);
  // What nohup ignores on purpose stays ignored.
  struct sigaction before {};
  ::sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) handle_stop(SIGHUP);
  handle(SIGALRM, on_deadline);
  handle(SIGBUS, on_bus_error);
  handle(SIGPIPE, SIG_IGN);
}

const std::atomic<bool>& stop() {
  return stop_flag;
}
const std::atomic<bool>& abort() {
  return abort_flag;
}
int caught() {
  return first_signal;
}
bool was_typed() {
  return typed;
}

EndAtOnce::EndAtOnce(std::chrono::milliseconds deadline, const char* before) : outer_(unfinished.exchange(before)) {
  ++at_once;
  // A signal that came before this object did has set the flag only.
  if (stop_flag) end({}, signal_base + first_signal);
  if (deadline.count() > 0) set_timer(deadline);
}

EndAtOnce::~EndAtOnce() {
  unfinished = outer_;
  if (--at_once == 0) set_timer(std::chrono::milliseconds{0});
}

}  // namespace thoth::cli::signals
