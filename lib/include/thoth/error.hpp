// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#pragma GCC visibility push(default)

namespace thoth {

/// What kind of failure an Error is. A program maps each to one exit code.
enum class ErrorCode {
  invalid,      ///< the input breaks its contract or is not JSON
  usage,        ///< wrong option, unreadable file, unknown type, unknown configuration property
  unreachable,  ///< no broker answered, authentication or authorization failed, topic missing
  undelivered,  ///< messages were not acknowledged
  unmet,        ///< an expectation did not hold
  io,           ///< output could not be written
  interrupted,  ///< ended by a signal
  internal,     ///< a defect of this library
};

/// One failure as facts; text() makes the sentence.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string doing;    ///< what was being done: "reading", "looking up topic"
  std::string subject;  ///< on what: a file name, a topic, a server list; may be empty
  std::string reason;   ///< what is wrong
  std::string advice;   ///< what the user can do about it; may be empty

  /// "DOING SUBJECT: REASON (ADVICE)"; parts that are empty are left out.
  [[nodiscard]] std::string text() const;
};

/// A value, or the Error that prevented it.
template <class T>
using Result = tl::expected<T, Error>;

/// Shortens `return tl::unexpected(Error{…})`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string doing, std::string subject, std::string reason,
                                  std::string advice = {}) {
  return tl::unexpected<Error>(Error{code, std::move(doing), std::move(subject), std::move(reason), std::move(advice)});
}

}  // namespace thoth

#pragma GCC visibility pop

#define THOTH_CONCAT_INNER(a, b) a##b
#define THOTH_CONCAT(a, b) THOTH_CONCAT_INNER(a, b)

/// Evaluates a Result; returns its Error from the enclosing function, or goes on without the value.
#define THOTH_TRY(expression)                                                   \
  do {                                                                          \
    if (auto thoth_result = (expression); !thoth_result)                        \
      return ::tl::unexpected<::thoth::Error>(std::move(thoth_result).error()); \
  } while (false)

/// Evaluates a Result; returns its Error from the enclosing function, or binds `declaration` to its value.
#define THOTH_TRY_ASSIGN(declaration, expression)                                                      \
  auto THOTH_CONCAT(thoth_result_, __LINE__) = (expression);                                           \
  if (!THOTH_CONCAT(thoth_result_, __LINE__))                                                          \
    return ::tl::unexpected<::thoth::Error>(std::move(THOTH_CONCAT(thoth_result_, __LINE__)).error()); \
  declaration = std::move(*THOTH_CONCAT(thoth_result_, __LINE__))
