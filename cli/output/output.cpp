#include "output/output.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace thoth::cli {
namespace {

constexpr std::size_t held_at_most = std::size_t{64} << 10;

/// Waits until a descriptor that does not block takes more.
void wait_writable(int descriptor) {
  pollfd entry{descriptor, POLLOUT, 0};
  ::poll(&entry, 1, 1000);
}

bool moves_terminal(std::uint32_t point) {
  if (point < 0x20) return point != '\n' && point != '\t';
  return (point >= 0x7f && point <= 0x9f) || point == 0x061c || (point >= 0x200e && point <= 0x200f) ||
         (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/// Length of the UTF-8 character at the start of `text`, and the character; a broken byte is taken as a character.
std::size_t decode(std::string_view text, std::uint32_t& point) {
  const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  point = lead;
  if (length == 1 || length > text.size()) return 1;
  point = lead & (0xffU >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xc0U) != 0x80) {
      point = lead;
      return 1;
    }
    point = (point << 6U) | (byte(at) & 0x3fU);
  }
  return length;
}

}  // namespace

Result<void> Output::write(std::string_view text) {
  if (held_.size() + text.size() < held_at_most) {
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
                  error == ENOSPC ? "make room and run it again" : "");
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

bool Output::is_terminal() const {
  return ::isatty(descriptor_) == 1;
}

void append_terminal_safe(std::string_view text, std::string& out) {
  while (!text.empty()) {
    std::uint32_t point = 0;
    const std::size_t length = decode(text, point);
    if (moves_terminal(point)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", point);
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
}

}  // namespace thoth::cli
