// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/path_globs.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace thoth::json_schema {
namespace {

/// The class that stands at the start of a glob, or its bracket alone where nothing closes it.
std::string class_pattern(std::string_view& glob) {
  const bool negated = glob.size() > 1 && (glob[1] == '!' || glob[1] == '^');
  const std::size_t first = negated ? 2 : 1;
  // A bracket that comes first is one of the characters.
  const std::size_t end = glob.find(']', first + 1);
  if (end == std::string_view::npos) {
    glob.remove_prefix(1);
    return "\\[";
  }
  std::string pattern = negated ? "[^/" : "[";
  for (const char c : glob.substr(first, end - first)) {
    if (c == '\\' || c == '[' || c == ']' || c == '^') pattern += '\\';
    pattern += c;
  }
  glob.remove_prefix(end + 1);
  return pattern + ']';
}

/// What the start of a glob stands for, which is taken off it.
std::string next_pattern(std::string_view& glob) {
  if (glob.front() == '[') return class_pattern(glob);
  const auto take = [&glob](std::string_view text, std::string pattern) {
    glob.remove_prefix(text.size());
    return pattern;
  };
  if (glob.starts_with("**/")) return take("**/", "(?:.*/)?");
  if (glob.starts_with("**")) return take("**", ".*");
  if (glob.front() == '*') return take("*", "[^/]*");
  if (glob.front() == '?') return take("?", "[^/]");
  const std::string_view text = glob.substr(0, std::min(glob.find_first_of("*?["), glob.size()));
  return take(text, re2::RE2::QuoteMeta({text.data(), text.size()}));
}

std::string pattern_of(std::string_view glob) {
  if (glob.starts_with("./")) glob.remove_prefix(2);
  if (glob.ends_with('/')) glob.remove_suffix(1);
  std::string pattern = glob.find('/') == std::string_view::npos ? "(?:.*/)?" : "";
  if (glob.starts_with('/')) glob.remove_prefix(1);
  while (!glob.empty()) pattern += next_pattern(glob);
  return pattern;
}

}  // namespace

Result<PathGlobs> PathGlobs::make(const std::vector<std::string>& globs) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  PathGlobs made;
  for (const std::string& glob : globs) {
    auto pattern = std::make_unique<const re2::RE2>(pattern_of(glob), options);
    if (!pattern->ok()) {
      return fail(ErrorCode::usage, "reading the pattern of paths", glob,
                  "the range " + pattern->error_arg() + " is empty", "write the lower end first, as in [a-z]");
    }
    made.patterns_.push_back(std::move(pattern));
  }
  return made;
}

bool PathGlobs::matches(const std::filesystem::path& path) const {
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&path](const auto& pattern) { return re2::RE2::FullMatch(path.native(), *pattern); });
}

}  // namespace thoth::json_schema
