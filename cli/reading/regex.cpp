// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/regex.hpp"

#include <re2/re2.h>

namespace thoth::cli {

Result<std::shared_ptr<const re2::RE2>> compile_regex(const std::string& text, const std::string& option) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto regex = std::make_shared<const re2::RE2>(text, options);
  if (regex->ok()) return regex;
  return fail(ErrorCode::usage, "", option, "invalid regular expression: " + regex->error(),
              "syntax: github.com/google/re2/wiki/Syntax");
}

}  // namespace thoth::cli
