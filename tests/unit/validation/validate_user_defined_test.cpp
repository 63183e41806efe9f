// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

using test::compiled;

/// "CODE at POINTER (OFFSET): MESSAGE" for each thing wrong.
std::vector<std::string> wrongs(const std::string& schema, const std::string& text, Strict strict = Strict::no) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document != nullptr);
  std::vector<std::string> found;
  for (const auto& one : validate(*compiled(schema), parsed.document->root(), {strict, {}, Wire::skip})) {
    found.push_back(std::string(name(one.code)) + " at " + one.pointer + " (" + std::to_string(one.place.offset) +
                    "): " + one.message());
  }
  return found;
}

using Lines = std::vector<std::string>;

TEST_CASE("each keyword says what it expected, where, and where it says so") {
  CHECK(wrongs(R"({"minimum":0.5,"exclusiveMaximum":3})", "3.0") ==
        Lines{"range at  (0): expected less than 3, found the number 3.0 [t.json#/exclusiveMaximum]"});
  CHECK(wrongs(R"({"items":{"multipleOf":0.01}})", "[0.07,0.075]") ==
        Lines{"range at /1 (6): expected a multiple of 0.01, found the number 0.075 [t.json#/items/multipleOf]"});
  CHECK(wrongs(R"({"minLength":2,"pattern":"^a"})", "\"é\"") ==
        Lines{"value at  (0): expected at least 2 characters, found the string \"é\" [t.json#/minLength]",
              "value at  (0): expected a string that matches ^a, found the string \"é\" [t.json#/pattern]"});
  CHECK(wrongs(R"({"enum":["red","green",1]})", "\"gren\"") ==
        Lines{"value at  (0): expected \"red\", \"green\" or 1, found the string \"gren\" (did you mean \"green\"?) "
              "[t.json#/enum]"});
  CHECK(wrongs(R"({"const":{"a":1}})", "1") ==
        Lines{"value at  (0): expected {\"a\":1}, found the number 1 [t.json#/const]"});
  CHECK(wrongs(R"({"minItems":1e9,"contains":{"type":"null"}})", "[1]") ==
        Lines{"value at  (0): expected at least 1000000000 elements, found an array [t.json#/minItems]",
              "value at  (0): expected at least 1 element that the schema under contains accepts, found an array "
              "[t.json#/contains]"});
  CHECK(wrongs(R"({"uniqueItems":true})", "[1,\"1\",1.0]") ==
        Lines{"value at /2 (7): expected each element once, found the number 1.0 again [t.json#/uniqueItems]"});
  CHECK(wrongs(R"({"maxProperties":0})", R"({"a":1})") ==
        Lines{"value at  (0): expected at most 0 members, found an object [t.json#/maxProperties]"});
  CHECK(wrongs(R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})") ==
        Lines{"missing at /b (0): required member \"b\" is missing (any value) [t.json#/dependentRequired]"});
  CHECK(
      wrongs(R"({"propertyNames":{"maxLength":1}})", R"({"ab":1})") ==
      Lines{
          "value at /ab (1): expected at most 1 character, found the string \"ab\" [t.json#/propertyNames/maxLength]"});
  CHECK(wrongs(R"({"not":{"type":"null"}})", "null") ==
        Lines{"combination at  (0): expected a value that the schema under not rejects, found null [t.json#/not]"});
}

TEST_CASE("members that are missing, undeclared or of the wrong type are said as those of built-in types are") {
  const std::string schema =
      R"({"required":["number","x"],"properties":{"number":{"type":"integer"}},"additionalProperties":false})";
  CHECK(wrongs(schema, R"({"numbr":1})") ==
        Lines{"missing at /number (0): expected an integer, found nothing (there is \"numbr\") [t.json#/required]",
              "missing at /x (0): required member \"x\" is missing (any value) [t.json#/required]",
              "unknown-member at /numbr (9): expected a declared member, found the member \"numbr\" (did you mean "
              "\"number\"?) "
              "[t.json#/additionalProperties]"});
  CHECK(wrongs(R"({"properties":{"n":{"type":"integer"}}})", R"({"n":1.5})") ==
        Lines{"type at /n (5): expected an integer, found the number 1.5 [t.json#/properties/n/type]"});
  CHECK(wrongs(R"({"properties":{"n":{"type":"integer"}}})", R"({"n":null})") ==
        Lines{"null at /n (5): expected an integer, found null [t.json#/properties/n/type]"});
  CHECK(wrongs(R"({"properties":{"n":{"type":"integer"}}})", R"({"n":123456789012345678901234567890.0})").empty());
}

TEST_CASE("a missing member names the undeclared one that was likely meant") {
  const auto first = [](const std::string& schema, const std::string& text) { return wrongs(schema, text).front(); };
  const std::string required = R"({"required":["package_name"],"properties":{"package_name":{"type":"string"},
                                   "package_names":{}},"patternProperties":{"^x-":{}}})";
  CHECK(
      first(required, R"({"other":1,"Package-Name":2})") ==
      "missing at /package_name (0): expected a string, found nothing (there is \"Package-Name\") [t.json#/required]");
  // What is declared is no mistake, whichever rule declares it.
  for (const char* const text : {R"({"package_names":1})", R"({"solver":1})", "{}"}) {
    CHECK(first(required, text) ==
          "missing at /package_name (0): required member \"package_name\" is missing (a string) [t.json#/required]");
  }
  CHECK(first(R"({"allOf":[{"required":["name1"]},{"properties":{"name2":{}}}]})", R"({"name2":1})").find("there is") ==
        std::string::npos);
  CHECK(first(R"({"dependentRequired":{"a":["number"]}})", R"({"a":1,"numbr":2})").find("there is \"numbr\"") !=
        std::string::npos);
  CHECK(first(R"({"properties":{"n":{"required":["number"]}}})", R"({"n":{"n\u202eumber":2}})")
            .find(R"(there is "n\u202eumber")") != std::string::npos);
}

TEST_CASE("the names next to secrets are not told as twins") {
  CHECK(
      wrongs(R"({"required":["token"],"properties":{"token":{"type":"string"}},"writeOnly":true})", R"({"tokne":1})") ==
      Lines{"missing at /token (0): required member \"token\" is missing (a string) [t.json#/required]"});
}

TEST_CASE("where no alternative holds, the closest is said, and what it lacks") {
  const std::string schema = R"({"oneOf":[
    {"properties":{"kind":{"const":"card"},"number":{"type":"string"}},"required":["kind","number"]},
    {"properties":{"kind":{"const":"cash"},"amount":{"type":"integer"}},"required":["kind","amount","by"]},
    {"type":"string"}]})";
  CHECK(wrongs(schema, R"({"kind":"cash"})") ==
        Lines{"combination at  (0): expected one of 3 alternatives, found an object (the closest is t.json#/oneOf/1; "
              "its violations follow) [t.json#/oneOf]",
              "missing at /amount (0): required member \"amount\" is missing (an integer) [t.json#/oneOf/1/required]",
              "missing at /by (0): required member \"by\" is missing (any value) [t.json#/oneOf/1/required]"});
  CHECK(wrongs(schema, R"({"kind":"card","number":1})").back() ==
        "type at /number (24): expected a string, found the number 1 [t.json#/oneOf/0/properties/number/type]");
  CHECK(wrongs(R"({"oneOf":[{"type":"string"},{"minLength":1},{"const":"a"}]})", "\"a\"") ==
        Lines{"combination at  (0): expected a value that matches exactly one of 3 alternatives, found the string "
              "\"a\" (it matches both /oneOf/0 and /oneOf/1) [t.json#/oneOf]"});
  CHECK(
      wrongs(R"({"anyOf":[false,{"type":"string"}]})", "1") ==
      Lines{"combination at  (0): expected any of 2 alternatives, found the number 1 (the closest is t.json#/anyOf/1; "
            "its violations follow) [t.json#/anyOf]",
            "type at  (0): expected a string, found the number 1 [t.json#/anyOf/1/type]"});
  CHECK(wrongs(R"({"if":{"type":"object"},"then":{"required":["a"]}})", "{}") ==
        Lines{"combination at  (0): expected a value that matches then, because it matches if, found an object (its "
              "violations follow) "
              "[t.json#/then]",
              "missing at /a (0): required member \"a\" is missing (any value) [t.json#/then/required]"});
}

TEST_CASE("formats are judged where strictness is asked for") {
  CHECK(wrongs(R"({"format":"date"})", "\"2023-02-29\"").empty());
  CHECK(wrongs(R"({"format":"date"})", "\"2023-02-29\"", Strict::yes) ==
        Lines{"value at  (0): expected a string of the format date, found the string \"2023-02-29\" [t.json#/format]"});
  CHECK(wrongs(R"({"format":"colour"})", "\"x\"", Strict::yes).empty());
}

TEST_CASE("a secret is never shown") {
  CHECK(wrongs(R"({"properties":{"p":{"x-secret":true,"enum":["hunter1"]}}})", R"({"p":"hunter2"})") ==
        Lines{"value at /p (5): expected \"hunter1\", found a string [t.json#/properties/p/enum]"});
  CHECK(wrongs(R"({"properties":{"p":{"allOf":[{"type":"integer"},{"writeOnly":true}]}}})", R"({"p":"hunter2"})") ==
        Lines{"type at /p (5): expected an integer, found a string [t.json#/properties/p/allOf/0/type]"});
}

TEST_CASE("many equal beginnings, deep unevaluated members and large objects end soon") {
  const std::string prefix(200, 'x');
  std::string array = "[";
  for (int i = 0; i < 20000; ++i) array += (i == 0 ? "\"" : ",\"") + prefix + std::to_string(i) + '"';
  CHECK(wrongs(R"({"uniqueItems":true})", array + ']').empty());
  std::string deep;
  for (int i = 0; i < 900; ++i) deep += R"({"a":)";
  deep += "{}" + std::string(900, '}');
  const std::string tree = R"({"$ref":"#/$defs/n","$defs":{"n":{"allOf":[{"properties":{"a":{"$ref":"#/$defs/n"}}}],
    "unevaluatedProperties":false}}})";
  CHECK(wrongs(tree, deep).empty());
}

TEST_CASE("objects of very many members are judged as small ones are") {
  std::string properties;
  std::string required;
  std::string text;
  for (int i = 0; i < 70; ++i) {
    const std::string name = "\"m" + std::to_string(i) + "\"";
    properties += (i == 0 ? "" : ",") + name + ":{}";
    required += (i == 0 ? "" : ",") + name;
    if (i != 68) text += (i == 0 ? "" : ",") + name + ":1";
  }
  const std::string schema = "{\"allOf\":[{\"properties\":{" + properties + "}}],\"required\":[" + required +
                             "],\"unevaluatedProperties\":false}";
  const Lines missing{"missing at /m68 (0): required member \"m68\" is missing (any value) [t.json#/required]"};
  CHECK(wrongs(schema, "{" + text + "}") == missing);
  CHECK(wrongs(schema, "{" + text + ",\"m68\":1}").empty());
  const Lines unknown = wrongs(schema, "{" + text + ",\"m68\":1,\"m70\":1}");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown.front().starts_with("unknown-member at /m70 "));
  const std::string plain = "{\"properties\":{" + properties + "},\"required\":[" + required + "]}";
  CHECK(wrongs(plain, "{" + text + "}") == missing);
}

TEST_CASE("what is only counted has the code, the pointer and the keyword that it has in full") {
  const std::string schema = R"({"oneOf":[
    {"properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","y"],"additionalProperties":false},
    {"properties":{"kind":{"const":"b"},"x":{"maxLength":1}},"required":["kind","z"]}]})";
  for (const char* const text :
       {R"({"kind":"a","x":"yy"})", R"({"kind":"b","x":"yy"})", R"({"kind":"c","q":1})", "3"}) {
    CAPTURE(text);
    const auto parsed = json::parse(text);
    const auto full = validate(*compiled(schema), parsed.document->root(), {Strict::no, {}, Wire::skip});
    const auto counted =
        validate(*compiled(schema), parsed.document->root(), {Strict::no, {}, Wire::skip, Detail::count});
    REQUIRE(!full.empty());
    REQUIRE(counted.size() == full.size());
    for (std::size_t i = 0; i < full.size(); ++i) {
      CHECK(counted[i].code == full[i].code);
      CHECK(counted[i].pointer == full[i].pointer);
      CHECK(counted[i].schema == full[i].schema);
    }
  }
}

TEST_CASE("what $dynamicRef leads to on and on ends, and is no valid value") {
  CHECK(wrongs(R"({"$dynamicAnchor":"n","anyOf":[{"$dynamicRef":"#n"},{"$dynamicRef":"#n"}]})", "1").size() == 1);
  CHECK(wrongs(R"({"$dynamicAnchor":"n","not":{"not":{"$dynamicRef":"#n"}}})", "1").size() == 1);
  // Each of the rules in b refers to the next by a dynamic anchor that is harmless there, and twice as much in the
  // root.
  std::string anchors;
  std::string harmless;
  for (int i = 0; i < 60; ++i) {
    const std::string name = "n" + std::to_string(i);
    const std::string next = "n" + std::to_string(i + 1);
    const std::string refer = R"({"not":{"not":{"$ref":"b#/$defs/r)" + next + "\"}}}";
    anchors += '"' + name + R"(":{"$dynamicAnchor":")" + name + R"(","oneOf":[)" + refer + ',' + refer + "]},";
    harmless +=
        '"' + name + R"(":{"$dynamicAnchor":")" + name + R"("},"r)" + name + R"(":{"$dynamicRef":"#)" + name + "\"},";
  }
  const std::string bomb = R"({"$id":"http://t/a","$ref":"b#/$defs/rn0","$defs":{)" + anchors +
                           R"("b":{"$id":"b","$defs":{)" + harmless + R"("rn60":{"type":"string"}}}}})";
  const Lines found = wrongs(bomb, "1");
  REQUIRE(found.size() == 1);
  CHECK(found.front().starts_with("json-depth at  (0): expected a value that its schema can validate in bounded time"));
}

TEST_CASE("the first hundred unknown names of a message get a suggestion") {
  std::string text = "{";
  for (int i = 0; i < 150; ++i)
    text += (i == 0 ? "\"a_long_membr_name" : ",\"a_long_membr_name") + std::to_string(i) + "\":1";
  const Lines lines = wrongs(R"({"properties":{"a_long_member_name0":true},"additionalProperties":false})", text + "}");
  REQUIRE(lines.size() == 150);
  const auto suggested = std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("did you mean") != std::string::npos;
  });
  CHECK(suggested == 100);
}

TEST_CASE("very many names that are required of very many members are found in time") {
  std::string names;
  std::string text;
  for (int i = 0; i < 50'000; ++i) {
    const std::string name = "\"m" + std::to_string(i) + '"';
    names += (i == 0 ? "" : ",") + name;
    text += (i == 0 ? "" : ",") + name + ":1";
  }
  const std::clock_t started = std::clock();
  CHECK(wrongs(R"({"required":[)" + names + R"(],"dependentRequired":{"m1":[)" + names + "]}}", '{' + text + '}')
            .empty());
  CHECK((std::clock() - started) / CLOCKS_PER_SEC < 20);
}

TEST_CASE("many rules on a large object see its members as the members of a small one") {
  for (const int count : {10, 300}) {
    CAPTURE(count);
    std::string rules;
    std::string text;
    for (int i = 0; i < count; ++i) {
      const std::string name = "\"m" + std::to_string(i) + '"';
      rules +=
          (i == 0 ? "" : ",") + (R"({"properties":{)" + name + R"(:{"type":"integer"}},"required":[)") + name + "]}";
      if (i != count - 2) text += (i == 0 ? "" : ",") + name + (i == count - 3 ? ":\"\"" : ":1");
    }
    const Lines lines = wrongs(R"({"allOf":[)" + rules + "]}", '{' + text + ",\"other\":1}");
    REQUIRE(lines.size() == 2);
    const std::string wrong = std::to_string(count - 3);
    const std::string missing = std::to_string(count - 2);
    CHECK(lines[0].starts_with("missing at /m" + missing + " (0): required member \"m" + missing +
                               "\" is missing (an integer)"));
    CHECK(lines[1].starts_with("type at /m" + wrong + " ("));
    const Lines twice = wrongs(R"({"allOf":[)" + rules + "]}", '{' + text + ",\"m0\":\"\"}");
    CHECK(std::any_of(twice.begin(), twice.end(),
                      [](const std::string& line) { return line.starts_with("type at /m0 "); }));
  }
}

}  // namespace
}  // namespace thoth
