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

std::atomic<int> at_once{0};  // how many of them live
std::atomic<const char*> unfinished{""};

static_assert(std::atomic<int>::is_always_lock_free && std::atomic<const char*>::is_always_lock_free);

/// Within a handler nothing but write and _exit is allowed.
[[noreturn]] void end(std::initializer_list<const char*> texts, int status) {
  for (const char* const text : texts) {
    if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) break;
  }
  ::_exit(status);
}

void end_at_once(int number) {
  if (at_once > 0) end({"thoth-msg: error: interrupted before ", unfinished, "\n"}, signal_base + number);
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

void set_timer(std::chrono::milliseconds after) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(after);
  itimerval timer{};
  timer.it_value.tv_sec = seconds.count();
  timer.it_value.tv_usec = std::chrono::microseconds(after - seconds).count();
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

void install() {
  thoth::signals::install(&end_at_once);
  handle(SIGALRM, on_deadline);
  handle(SIGBUS, on_bus_error);
  handle(SIGPIPE, SIG_IGN);
}

EndAtOnce::EndAtOnce(std::chrono::milliseconds deadline, const char* before) : outer_(unfinished.exchange(before)) {
  ++at_once;
  // A signal that came before this object did has set the flag only.
  if (stop()) end({}, signal_base + caught());
  if (deadline.count() > 0) set_timer(deadline);
}

EndAtOnce::~EndAtOnce() {
  unfinished = outer_;
  if (--at_once == 0) set_timer(std::chrono::milliseconds{0});
}

}  // namespace thoth::cli::signals
