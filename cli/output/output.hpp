// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/error.hpp"

namespace thoth::cli {

/// Buffered writing to a file descriptor that tells every failure. Not for several threads.
class Output {
 public:
  /// `name` is used in messages: "standard output". The descriptor stays the caller's.
  Output(int descriptor, std::string name);

  /// Takes text; writes what came before and this when much has come together. On a terminal, what could steer it is
  /// escaped. Errors: io.
  Result<void> write(std::string_view text);
  /// The same of text that is safe already, with our own colours.
  Result<void> write_styled(std::string_view text);
  /// Writes what is held back. Errors: io.
  Result<void> flush();
  /// For callers that have nothing to write for a while. Errors: io (the reader at the other end has gone).
  Result<void> check();

  /// True once the reader at the other end has gone: a quiet end, and no error to tell.
  [[nodiscard]] bool reader_gone() const { return reader_gone_; }
  [[nodiscard]] bool is_terminal() const { return is_terminal_; }

 private:
  Result<void> write_out(std::string_view rest);

  int descriptor_;
  std::string name_;
  std::string held_;
  bool is_terminal_;
  bool reader_gone_ = false;
};

}  // namespace thoth::cli
