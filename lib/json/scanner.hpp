// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/characters.hpp"
#include "json/fault.hpp"
#include "json/plain_run.hpp"

namespace thoth::json {

/// Reads single tokens of a text, which it never leaves. Each function is given a token's first byte and returns the
/// byte after the token; or null, and then fault() says why.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : end_(text.data() + text.size()) {}

  /// A string, from its opening quote. Tells whether it holds escapes.
  [[nodiscard]] const char* string(const char* at, bool& escaped);
  /// The same of a string of which every byte means itself and is ASCII; null, and no fault, if it is another.
  [[nodiscard]] const char* plain_string(const char* at) const {
    if (at == end_ || *at != '"') return nullptr;
    at = plain_run(at + 1, end_);
    return at != end_ && *at == '"' ? at + 1 : nullptr;
  }
  [[nodiscard]] const char* number(const char* at);
  /// true, false or null.
  [[nodiscard]] const char* word(const char* at, std::string_view word);
  /// The first byte that is not white space. Never fails.
  [[nodiscard]] const char* skip_space(const char* at) const {
    // Most often there is none, or one space.
    while (at != end_ && static_cast<unsigned char>(*at) <= ' ' && is_space(*at)) ++at;
    return at;
  }

  [[nodiscard]] const char* end() const { return end_; }
  [[nodiscard]] const Fault& fault() const { return fault_; }
  /// Sets the fault; returns null.
  const char* fail(Flaw flaw, const char* at) {
    fault_ = {flaw, at};
    return nullptr;
  }

 private:
  [[nodiscard]] const char* escape(const char* at);
  [[nodiscard]] const char* unicode_escape(const char* at);
  [[nodiscard]] const char* hex4(const char* at, unsigned& unit);
  [[nodiscard]] const char* digits(const char* at);

  const char* end_;
  Fault fault_;
};

}  // namespace thoth::json
