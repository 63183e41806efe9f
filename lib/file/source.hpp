// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "thoth/message_file.hpp"

namespace thoth::file {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

/// Bytes that are all there: a mapped file or memory. One byte past the end is always readable.
class Whole {
 public:
  virtual ~Whole() = default;
  [[nodiscard]] virtual std::string_view bytes() const = 0;
  /// Says that bytes between two offsets are not needed soon, so that their memory can be release; they stay
  /// readable. Safe from several threads.
  virtual void release(std::uint64_t /*begin*/, std::uint64_t /*end*/) {}
};

struct Source::Impl {
  std::string name;
  bool stream = false;
  std::unique_ptr<Whole> whole;  // null while the bytes come from `input`
  Descriptor input;
  std::function<bool()> while_waiting;  // may be empty

  /// Appends what one read gives, at most `max` bytes, to `buffer`; false at the end of the input.
  Result<bool> read_some(std::string& buffer, std::size_t max) const;
  /// True once there is something to read, or the end; false if the time passes before.
  [[nodiscard]] bool is_readable(int milliseconds) const;
  /// Returns once there is something to read. Errors: interrupted.
  [[nodiscard]] Result<void> wait_readable() const;
};

}  // namespace thoth::file
