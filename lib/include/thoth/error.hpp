// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
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

/// What a program can do about a failure that came from Kafka.
enum class Cause : std::uint8_t {
  other,       ///< none of these
  retriable,   ///< the same call may succeed later: an outage, a coordinator that moved, an answer that came late
  rebalanced,  ///< the group gave its partitions out anew meanwhile; who has them now goes on from what was committed
  evicted,     ///< the group counts this member as gone; polling joins it again
  fenced,      ///< another client took this one's transactional.id or group.instance.id; only one of them can go on
  fatal,       ///< this client can do nothing any more, a new one can
};

/// One failure as facts; text() makes the sentence.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string doing{};    ///< what was being done: "reading", "looking up topic"
  std::string subject{};  ///< on what: a file name, a topic, a server list; may be empty
  std::string reason{};   ///< what is wrong
  std::string advice{};   ///< what the user can do about it; may be empty
  Cause cause = Cause::other;
  int kafka_code = 0;  ///< the broker's error code, or librdkafka's own (negative: rd_kafka_resp_err_t); 0: none

  /// "DOING SUBJECT: REASON (ADVICE)"; parts that are empty are left out.
  [[nodiscard]] std::string text() const;
};

/// A value, or the Error that prevented it. The compiler warns where one is ignored.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result() = default;
  Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) {}  // NOLINT: as a base converts

  /// What `next`, which returns a Result, makes of the value; or the Error. For void, `next` takes nothing.
  template <class F>
  auto and_then(F&& next) && {
    if constexpr (std::is_void_v<T>) {
      using Next = std::invoke_result_t<F>;
      return *this ? std::forward<F>(next)() : Next(tl::unexpected<Error>(std::move(*this).error()));
    } else {
      using Next = std::invoke_result_t<F, T&&>;
      return *this ? std::forward<F>(next)(*std::move(*this)) : Next(tl::unexpected<Error>(std::move(*this).error()));
    }
  }
};

/// Shortens `return tl::unexpected(Error{…})`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string doing, std::string subject, std::string reason,
                                  std::string advice = {}) {
  return tl::unexpected<Error>(Error{code, std::move(doing), std::move(subject), std::move(reason), std::move(advice)});
}

}  // namespace thoth

namespace thoth::detail {

/// What THOTH_TRY returns: becomes the enclosing function's result.
template <class E>
struct Failure {
  E error;

  template <class T>
  operator Result<T>() && {  // NOLINT(google-explicit-constructor): a return statement converts
    if constexpr (std::same_as<E, Error>) {
      return tl::unexpected<Error>(std::move(error));
    } else {
      return tl::unexpected<Error>(to_error(std::move(error)));
    }
  }
  template <class T>
  operator tl::expected<T, E>() && {  // NOLINT(google-explicit-constructor): a return statement converts
    return tl::unexpected<E>(std::move(error));
  }
};
template <class E>
Failure(E) -> Failure<E>;

/// The value of a result that has one; nothing for void.
template <class T, class E>
T value_of(tl::expected<T, E>&& result) {
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace thoth::detail

#pragma GCC visibility pop

/// The value of a Result, or of what decode() gives; where there is none, returns its Error (Violations become one,
/// unless the enclosing function returns them) from the enclosing function:
///
///   const auto config = THOTH_TRY(Config::resolve(sources));
///   THOTH_TRY(producer.flush(wait));
///
/// An expression, of GCC and clang. Use it as a statement or as what a variable is set to, not as one argument of many:
/// what was evaluated before it is not destroyed by every compiler where it returns.
#define THOTH_TRY(...)                                                                   \
  __extension__({                                                                        \
    auto thoth_result = (__VA_ARGS__);                                                   \
    if (!thoth_result) return ::thoth::detail::Failure{std::move(thoth_result).error()}; \
    ::thoth::detail::value_of(std::move(thoth_result));                                  \
  })
