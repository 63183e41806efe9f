// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/read_value.hpp"

#include "base/read_file.hpp"

namespace thoth {
namespace {

constexpr const char* advice = "a value that starts with @ names a file to read; write @@ for a literal @";

}  // namespace

Result<std::string> read_value(const std::string& value) {
  if (value.empty() || value.front() != '@') return value;
  std::string rest = value.substr(1);
  if (rest.starts_with('@')) return rest;
  Result<std::string> text = read_file(rest, max_value_bytes);
  if (!text) {
    text.error().advice = advice;
    return text;
  }
  if (text->find('\0') != std::string::npos) {
    return fail(ErrorCode::usage, "reading", rest, "it contains a NUL byte, which a value cannot", advice);
  }
  if (text->ends_with('\n')) text->pop_back();
  if (text->ends_with('\r')) text->pop_back();
  return text;
}

}  // namespace thoth
