#pragma once

#include <string_view>

#include "json/fault.hpp"

namespace thoth::json {

/// Reads single tokens of a text, which it never leaves. Each function is given a token's first byte and returns the
/// byte behind the token; or null, and then fault() says why.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : end_(text.data() + text.size()) {}

  /// A string, from its opening quote. Tells whether it holds escapes.
  [[nodiscard]] const char* string(const char* at, bool& escaped);
  [[nodiscard]] const char* number(const char* at);
  /// true, false or null.
  [[nodiscard]] const char* word(const char* at, std::string_view word);
  /// The first byte that is no white space. Never fails.
  [[nodiscard]] const char* skip_space(const char* at) const {
    while (at != end_ && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
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
  [[nodiscard]] const char* plain_run(const char* at) const;
  [[nodiscard]] const char* escape(const char* at);
  [[nodiscard]] const char* unicode_escape(const char* at);
  [[nodiscard]] const char* hex4(const char* at, unsigned& unit);
  [[nodiscard]] const char* digits(const char* at);

  const char* end_;
  Fault fault_;
};

}  // namespace thoth::json
