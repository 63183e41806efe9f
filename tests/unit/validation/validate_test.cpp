// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "unit/validation/sample_schema.hpp"

namespace thoth {
namespace {

using test::sample_schema;

struct Wrong {
  Code code;
  std::string pointer;
  std::size_t offset;
  std::string message;

  friend bool operator==(const Wrong&, const Wrong&) = default;
  [[maybe_unused]] friend std::ostream& operator<<(std::ostream& out, const Wrong& wrong) {
    return out << name(wrong.code) << " at " << wrong.pointer << " (" << wrong.offset << "): " << wrong.message;
  }
};

std::vector<Wrong> wrongs(const Schema& schema, const std::string& text, const ValidationOptions& options = {}) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document != nullptr);
  std::vector<Wrong> found;
  for (const auto& violation : validate(schema, parsed.document->root(), options)) {
    found.push_back(
        {violation.code, violation.pointer, static_cast<std::size_t>(violation.place.offset), violation.message()});
  }
  return found;
}

/// What is wrong with one member of otherwise valid contents.
std::vector<Wrong> wrongs_of(const std::string& member) {
  return wrongs(sample_schema(), R"({"title":"t","count":1,)" + member + "}");
}

constexpr std::size_t member_offset = 23;

TEST_CASE("contents that hold what is required are valid, whatever else they hold") {
  CHECK(wrongs(sample_schema(), R"({"title":"t","count":1})").empty());
  CHECK(wrongs(sample_schema(), R"({"count":-1,"title":"","unknown":[{}],"payload":{"any":[null]}})").empty());
}

TEST_CASE("each wrong type is named with what was expected and found") {
  CHECK(wrongs(sample_schema(), R"({"title":3,"count":"1"})") ==
        std::vector<Wrong>{{Code::type, "/title", 9, "expected a string, found the number 3"},
                           {Code::type, "/count", 19, "expected an integer, found the string \"1\""}});
  CHECK(wrongs(sample_schema(), R"({"title":[],"count":true})") ==
        std::vector<Wrong>{{Code::type, "/title", 9, "expected a string, found an array"},
                           {Code::type, "/count", 20, "expected an integer, found true"}});
  CHECK(wrongs_of(R"("payload":[])") ==
        std::vector<Wrong>{{Code::type, "/payload", member_offset + 10, "expected an object, found an array"}});
  CHECK(wrongs_of(R"("tags":{})") ==
        std::vector<Wrong>{{Code::type, "/tags", member_offset + 7, "expected an array, found an object"}});
  CHECK(wrongs_of(R"("origin":false)") ==
        std::vector<Wrong>{{Code::type, "/origin", member_offset + 9, "expected a string or null, found false"}});
}

TEST_CASE("null is null where a value must be, and a type at the root") {
  CHECK(wrongs_of(R"("origin":null)").empty());
  CHECK(wrongs_of(R"("ratio":null)") ==
        std::vector<Wrong>{{Code::null, "/ratio", member_offset + 8, "expected a number, found null"}});
  CHECK(wrongs_of(R"("tags":["a",null])") ==
        std::vector<Wrong>{{Code::null, "/tags/1", member_offset + 12, "expected a string, found null"}});
  CHECK(wrongs(sample_schema(), " null") == std::vector<Wrong>{{Code::type, "", 1, "expected an object, found null"}});
  CHECK(wrongs(sample_schema(), "[{}]") ==
        std::vector<Wrong>{{Code::type, "", 0, "expected an object, found an array"}});
}

TEST_CASE("integers have neither fraction nor exponent, and fit 64 bits") {
  const auto count = [](const std::string& number) {
    return wrongs(sample_schema(), R"({"title":"","count":)" + number + "}");
  };
  for (const char* const fine : {"0", "-0", "9223372036854775807", "-9223372036854775808"}) CHECK(count(fine).empty());
  for (const char* const other : {"1.0", "1e3", "0E0", "9223372036854775808.0"}) {
    REQUIRE(count(other).size() == 1);
    CHECK(count(other).front().code == Code::type);
  }
  CHECK(count("9223372036854775808") ==
        std::vector<Wrong>{
            {Code::range, "/count", 20, "expected at most 9223372036854775807, found the number 9223372036854775808"}});
  CHECK(count("-9223372036854775809") ==
        std::vector<Wrong>{{Code::range, "/count", 20,
                            "expected at least -9223372036854775808, found the number -9223372036854775809"}});
  CHECK(count(std::string(400, '1')).front().code == Code::range);
}

TEST_CASE("any number is a number") {
  for (const char* const number : {"1", "-0.0", "1e400", "123456789012345678901234567890"}) {
    CHECK(wrongs_of("\"ratio\":" + std::string(number)).empty());
  }
}

TEST_CASE("what is missing comes first, at the start of the object that lacks it") {
  CHECK(wrongs(sample_schema(), R"( {"tags":[1],"child":{"count":""}})") ==
        std::vector<Wrong>{{Code::missing, "/title", 1, "required member \"title\" is missing (a string)"},
                           {Code::missing, "/count", 1, "required member \"count\" is missing (an integer)"},
                           {Code::type, "/tags/0", 10, "expected a string, found the number 1"},
                           {Code::missing, "/child/name", 21, "required member \"name\" is missing (a string)"},
                           {Code::type, "/child/count", 30, "expected an integer, found the string \"\""}});
}

TEST_CASE("elements of arrays are counted in the pointer") {
  CHECK(wrongs_of(R"("children":[{"name":"a"},{},{"name":0}])") ==
        std::vector<Wrong>{
            {Code::missing, "/children/1/name", member_offset + 25, "required member \"name\" is missing (a string)"},
            {Code::type, "/children/2/name", member_offset + 36, "expected a string, found the number 0"}});
}

TEST_CASE("strict: members that a typed object does not declare are violations with the nearest name") {
  ValidationOptions strict;
  strict.strict = Strict::yes;
  CHECK(wrongs(sample_schema(), R"({"title":"","count":1,"cuont":2,"child":{"name":"","x/y":[]}})", strict) ==
        std::vector<Wrong>{
            {Code::unknown_member, "/cuont", 30,
             "expected a declared member, found the member \"cuont\" (did you mean \"count\"?)"},
            {Code::unknown_member, "/child/x~1y", 57, "expected a declared member, found the member \"x/y\""}});
}

TEST_CASE("strict: free-form objects and those that keep their members may hold anything") {
  ValidationOptions strict;
  strict.strict = Strict::yes;
  CHECK(
      wrongs(sample_schema(), R"({"title":"","count":1,"payload":{"x":1},"open":{"name":"","x":1}})", strict).empty());
}

TEST_CASE("fill-ins stand in for strings that contents lack at the top, and nowhere else") {
  ValidationOptions filled;
  filled.fill_ins = {{"title", "T"}, {"count", "3"}, {"name", "N"}, {"absent", "A"}};
  CHECK(wrongs(sample_schema(), R"({"child":{}})", filled) ==
        std::vector<Wrong>{{Code::missing, "/count", 0, "required member \"count\" is missing (an integer)"},
                           {Code::missing, "/child/name", 9, "required member \"name\" is missing (a string)"}});
  CHECK(wrongs(sample_schema(), R"({"title":null,"count":1})", filled) ==
        std::vector<Wrong>{{Code::null, "/title", 9, "expected a string, found null"}});
}

TEST_CASE("values are shortened and cannot act on a terminal") {
  const auto found = [](const std::string& string) {
    return wrongs(sample_schema(), R"({"title":"","count":")" + string + R"("})").at(0).message;
  };
  CHECK(found(std::string(41, 'x')) == "expected an integer, found the string \"" + std::string(40, 'x') + "…\"");
  CHECK(found(R"(\u001b[31m\n)") == R"(expected an integer, found the string "\u001b[31m\n")");
  CHECK(found("\xE2\x80\xAE") == R"(expected an integer, found the string "\u202e")");
  CHECK(found("\xF3\xA0\x81\x81 \xC2\xA0 \xC2\xAD") ==
        R"(expected an integer, found the string "\udb40\udc41 \u00a0 \u00ad")");
}

TEST_CASE("the value of a secret is never shown, nor what is inside of it") {
  Schema schema = sample_schema();
  schema.rules[test::contents].properties = {test::required("password", test::string, Secret::yes),
                                             test::required("keys", test::typeds, Secret::yes),
                                             test::required("pin", test::integer, Secret::yes)};
  CHECK(wrongs(schema, R"({"password":1234,"keys":[{"name":77},"hunter2"],"pin":99999999999999999999})") ==
        std::vector<Wrong>{{Code::type, "/password", 12, "expected a string, found a number"},
                           {Code::type, "/keys/0/name", 33, "expected a string, found a number"},
                           {Code::type, "/keys/1", 37, "expected an object, found a string"},
                           {Code::range, "/pin", 54, "expected at most 9223372036854775807, found a number"}});
}

TEST_CASE("a rule may refer to itself") {
  Schema schema;
  schema.rules.push_back(test::of_type(Type::object));
  schema.rules[0].undeclared = Undeclared::drop;
  schema.rules[0].properties = {test::defaulted("next", 0, "")};
  std::string text = "1";
  std::string pointer;
  for (int i = 0; i < 900; ++i) {
    text.insert(0, R"({"next":)");
    text += '}';
    pointer += "/next";
  }
  const auto found = wrongs(schema, text);
  REQUIRE(found.size() == 1);
  CHECK(found.front().code == Code::type);
  CHECK(found.front().pointer.substr(0, 4000) == pointer.substr(0, 4000));
}

}  // namespace
}  // namespace thoth
