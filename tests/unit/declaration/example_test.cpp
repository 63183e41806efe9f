// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thoth/example.hpp"
#include "thoth/messages/all.hpp"
#include "thoth/schema_builder.hpp"
#include "thoth/validation.hpp"

using namespace thoth;

namespace {

struct Knot {
  Required<std::vector<Knot>> knots;
  static constexpr auto contract() { return Members{field<&Knot::knots>("knots", "More of them")}; }
};

struct Net {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
  Required<Knot> knot;
  static constexpr auto contract() { return Contract{"thoth.net", "v1", "A net", field<&Net::knot>("knot", "One")}; }
};

}  // namespace

TEST_CASE("the example of every known type validates and is canonical already") {
  MessageValidator validator;
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    const std::string contents = example(*schema);
    const auto& result = validator.validate(*schema, json::Text{contents});
    CHECK(result.valid());
    CHECK(result.wire == contents);
    CHECK(example(*schema) == contents);
  }
}

TEST_CASE("the example of every known type decodes, and shows every member") {
  messages::All::for_each([]<class M>() {
    const std::string contents = example(schema_of<M>());
    CAPTURE(contents);
    const auto message = decode<M>(contents);
    REQUIRE(message);
    CHECK(encode(*message) == contents);
    CHECK(contents.find("null") == std::string::npos);
  });
}

TEST_CASE("the example reads as one would write it") {
  CHECK(example(schema_of<messages::SolvedPackage>()) ==
        R"({"component_name":"solver","service_version":"1.0.0","version":"v1","package_name":"numpy",)"
        R"("package_version":"1.22.4","index_url":"https://pypi.org/simple","solver":"solver-fedora-35-py39"})");
}

TEST_CASE("members without an example show their default or a plain value of their type") {
  const auto schema = SchemaBuilder("thoth.plain", "v1")
                          .required("name", Type::string)
                          .optional("password", Type::string, {}, Secret::yes)
                          .required("count", Type::integer)
                          .required("share", Type::number)
                          .required("done", Type::boolean)
                          .defaulted("level", Type::integer, "3")
                          .required("payload", Type::object)
                          .required("anything", Type::array)
                          .optional("names", MemberType::array_of(Type::string))
                          .required("nothing", Type::null)
                          .build();
  REQUIRE(schema);
  CHECK(example(**schema) ==
        R"({"component_name":"solver","service_version":"1.0.0","version":"v1","name":"name","password":"secret",)"
        R"("count":1,"share":1,"done":true,"level":3,"payload":{"key":"value"},"anything":[],"names":["names"],)"
        R"("nothing":null})");
}

TEST_CASE("a type that holds its own kind has an example that ends") {
  CHECK(example(schema_of<Net>()) ==
        R"({"component_name":"solver","service_version":"1.0.0","version":"v1","knot":{"knots":[]}})");
}
