// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/violation.hpp"

#include <doctest/doctest.h>

namespace thoth {
namespace {

Violation violation(Code code, std::string expected, std::string found, std::string hint) {
  Violation made;
  made.code = code;
  made.expected = std::move(expected);
  made.found = std::move(found);
  made.hint = std::move(hint);
  return made;
}

TEST_CASE("codes have the names that reports show") {
  CHECK(name(Code::json_syntax) == "json-syntax");
  CHECK(name(Code::json_duplicate_key) == "json-duplicate-key");
  CHECK(name(Code::json_depth) == "json-depth");
  CHECK(name(Code::entry_shape) == "entry-shape");
  CHECK(name(Code::unknown_topic) == "unknown-topic");
  CHECK(name(Code::missing) == "missing");
  CHECK(name(Code::null) == "null");
  CHECK(name(Code::type) == "type");
  CHECK(name(Code::range) == "range");
  CHECK(name(Code::value) == "value");
  CHECK(name(Code::unknown_member) == "unknown-member");
  CHECK(name(Code::combination) == "combination");
}

TEST_CASE("what is wrong with a text is told from what is wrong with its value") {
  for (const Code code : {Code::json_syntax, Code::json_duplicate_key, Code::json_depth})
    CHECK(thoth::is_of_json(code));
  for (const Code code : {Code::entry_shape, Code::unknown_topic, Code::missing, Code::combination}) {
    CHECK_FALSE(thoth::is_of_json(code));
  }
}

TEST_CASE("a message says what was expected and what was found") {
  CHECK(violation(Code::type, "a string", "the number 3", "").message() == "expected a string, found the number 3");
  CHECK(violation(Code::type, "a string", "", "").message() == "expected a string, found nothing");
}

TEST_CASE("a message names the member that is missing") {
  Violation missing = violation(Code::missing, "a string", "", "");
  missing.pointer = "/a/b~1c~0d";
  CHECK(missing.message() == "required member \"b/c~d\" is missing (a string)");
  missing.schema = "t.json#/required";
  CHECK(missing.message() == "required member \"b/c~d\" is missing (a string) [t.json#/required]");
  missing.hint = "there is \"bcd\"";
  CHECK(missing.message() == "expected a string, found nothing (there is \"bcd\") [t.json#/required]");
  missing.hint.clear();
  missing.code = Code::entry_shape;
  missing.found = "null";
  CHECK(missing.message() == "expected a string, found null [t.json#/required]");
}

TEST_CASE("a hint is a name to be meant or advice") {
  CHECK(violation(Code::unknown_member, "a declared member", "the member \"solvr\"", "solver").message() ==
        "expected a declared member, found the member \"solvr\" (did you mean \"solver\"?)");
  CHECK(violation(Code::unknown_member, "a", "b", "two words").message() ==
        "expected a, found b (did you mean \"two words\"?)");
  CHECK(violation(Code::entry_shape, "a", "b", "topic_name").message() ==
        "expected a, found b (did you mean \"topic_name\"?)");
  CHECK(violation(Code::json_syntax, "a value", "a comment", "JSON has no comments").message() ==
        "expected a value, found a comment (JSON has no comments)");
}

TEST_CASE("pointer tokens escape what RFC 6901 gives a meaning") {
  CHECK(pointer_token("name") == "/name");
  CHECK(pointer_token("") == "/");
  CHECK(pointer_token("a/b~c") == "/a~1b~0c");
  CHECK(pointer_token("~1") == "/~01");
}

}  // namespace
}  // namespace thoth
