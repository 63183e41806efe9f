// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/signals.hpp"

#include <semaphore.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace thoth::signals {
namespace {

/// Added to a signal's number it makes the exit status of a program that the signal ended.
constexpr int signal_base = 128;

std::atomic<bool> stop_flag{false};
std::atomic<bool> abort_flag{false};
std::atomic<int> first_signal{0};
std::atomic<int> count{0};
std::atomic<bool> typed{false};
std::atomic<void (*)(int)> call_before{nullptr};

static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free &&
              std::atomic<void (*)(int)>::is_always_lock_free);

/// What is posted once for a thread that may wait for the first signal. A handler may do that, and little else.
sem_t* first_one() {
  static sem_t* const semaphore = [] {
    auto* const made = new sem_t;  // for as long as there may be signals
    ::sem_init(made, 0, 0);
    return made;
  }();
  return semaphore;
}

void on_signal(int number, siginfo_t* info, void* /*context*/) {
  if (auto* const call = call_before.load()) call(number);
  switch (count.fetch_add(1)) {
    case 0:
      // The kernel itself sends what was typed on the terminal.
      typed = info != nullptr && info->si_code == SI_KERNEL;
      first_signal = number;
      stop_flag = true;
      ::sem_post(first_one());
      return;
    case 1:
      abort_flag = true;
      return;
    default:
      ::_exit(signal_base + number);
  }
}

void handle(int number) {
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

/// A stop source of the first signal. A handler may not ask one to stop, as its callbacks may do anything.
std::stop_source& source() {
  static std::stop_source* const made = [] {
    auto* const stopping = new std::stop_source;  // its thread lives as long as the process
    std::thread([stopping] {
      sigset_t all;
      ::sigfillset(&all);
      ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
      while (::sem_wait(first_one()) != 0) {
      }
      stopping->request_stop();
    }).detach();
    return stopping;
  }();
  return *made;
}

}  // namespace

void install(void (*before)(int)) {
  call_before = before;
  first_one();
  handle(SIGINT);
  handle(SIGTERM);
  struct sigaction now {};
  ::sigaction(SIGHUP, nullptr, &now);
  if (now.sa_handler != SIG_IGN) handle(SIGHUP);
}

const std::atomic<bool>& stop() {
  return stop_flag;
}
const std::atomic<bool>& abort() {
  return abort_flag;
}
std::stop_token stop_token() {
  return source().get_token();
}
int caught() {
  return first_signal;
}
bool was_typed() {
  return typed;
}

}  // namespace thoth::signals
