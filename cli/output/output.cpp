// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/terminal_text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t max_held = std::size_t{64} << 10;

/// Waits until a descriptor that does not block takes more.
void wait_writable(int descriptor) {
  pollfd entry{descriptor, POLLOUT, 0};
  ::poll(&entry, 1, 1000);
}

}  // namespace

Output::Output(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), is_terminal_(::isatty(descriptor) == 1) {}

Result<void> Output::write(std::string_view text) {
  if (!is_terminal_) return write_styled(text);
  std::string safe;
  append_terminal_safe(text, safe);
  return write_styled(safe);
}

Result<void> Output::write_styled(std::string_view text) {
  if (held_.size() + text.size() < max_held) {
    held_ += text;
    return {};
  }
  THOTH_TRY(flush());
  return write_out(text);
}

Result<void> Output::flush() {
  auto written = write_out(held_);
  held_.clear();
  return written;
}

Result<void> Output::write_out(std::string_view rest) {
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      wait_writable(descriptor_);
    } else if (errno != EINTR) {
      const int error = errno;
      reader_gone_ = error == EPIPE;
      return fail(ErrorCode::io, "writing", name_, std::strerror(error),
                  error == ENOSPC ? "free some space and run it again" : "");
    }
  }
  return {};
}

Result<void> Output::check() {
  pollfd entry{descriptor_, 0, 0};
  // A pipe without a reader is in error; errors of other kinds tell when they are written to.
  if (::poll(&entry, 1, 0) <= 0 || (entry.revents & (POLLERR | POLLHUP)) == 0) return {};
  reader_gone_ = true;
  return fail(ErrorCode::io, "writing", name_, std::strerror(EPIPE));
}

}  // namespace thoth::cli
