// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "thoth/header.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// What a record has beside its value.
struct KeyAndHeaders {
  std::optional<std::string_view> key;  ///< none: null
  std::span<const Header> headers;
};

/// Whether a type says anything of the key or the headers.
[[nodiscard]] inline bool covers_key_or_headers(const Schema& type) {
  return type.key != nullptr || type.headers != nullptr;
}

/// Whether the record has a value; a tombstone keeps its key's contract, and has no headers to keep.
enum class HasValue : bool { no, yes };

/// Validates keys and headers of records. Keeps memory to use again, and what it found out about schemas: one for each
/// thread. The schemas must outlive it.
class KeyAndHeadersValidator {
 public:
  explicit KeyAndHeadersValidator(ValidationOptions options);
  KeyAndHeadersValidator(KeyAndHeadersValidator&&) noexcept;
  KeyAndHeadersValidator& operator=(KeyAndHeadersValidator&&) noexcept;
  ~KeyAndHeadersValidator();

  /// How much violations tell from the next call on.
  void set_detail(Detail detail);

  /// Appends everything in which a record's key and headers break its type, at "#key" and "#headers/NAME". A key or a
  /// header's value is a string to its schema, or the JSON that it holds, where the schema takes no such string. A key
  /// is what comes after a schema registry's frame. Of headers of one name the last counts, as it does for Kafka's
  /// lastHeader. Places are left to the caller.
  void validate(const Schema& type, const KeyAndHeaders& record, HasValue has_value, Violations& violations);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth
