// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/type_choice.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <utility>

using namespace thoth;
using namespace thoth::cli;

namespace {

Catalog catalog_of(const std::vector<std::string>& topics) {
  Catalog catalog;
  for (const std::string& topic : topics) {
    Schema schema;
    schema.topic = topic;
    schema.rules.emplace_back();
    catalog.add(std::make_shared<const Schema>(std::move(schema)));
  }
  return catalog;
}

const Catalog types = catalog_of({"shop.orders.created", "shop.users.created", "shop.refund-paid", "site/signed-up"});

std::string refusal(const std::string& typed) {
  const auto name = resolve_type(types, typed, "looking up");
  REQUIRE_MESSAGE(!name.has_value(), typed);
  CHECK(name.error().code == ErrorCode::usage);
  return name.error().text();
}

}  // namespace

TEST_CASE("a type goes by its topic, or by words that only its topic ends in") {
  for (const char* typed : {"shop.refund-paid", "refund-paid"}) {
    CHECK(resolve_type(types, typed, "looking up") == std::string("shop.refund-paid"));
  }
  CHECK(resolve_type(types, "users.created", "looking up") == std::string("shop.users.created"));
  CHECK(resolve_type(types, "signed-up", "looking up") == std::string("site/signed-up"));
}

TEST_CASE("two versions of a type are one type") {
  Catalog versions = types;
  Schema second;
  second.topic = "shop.refund-paid";
  second.version = "v2";
  versions.add(std::make_shared<const Schema>(std::move(second)));
  CHECK(resolve_type(versions, "refund-paid", "looking up") == std::string("shop.refund-paid"));
}

TEST_CASE("an end of several types is refused, and they are listed") {
  CHECK(refusal("created") ==
        "looking up created: 2 message types end in this: shop.orders.created, shop.users.created "
        "(write more of the name)");
}

TEST_CASE("a part of a word is no end, nor is a whole name an end of itself") {
  for (const char* typed : {"paid", "up", ".created", "", "-paid"}) {
    CHECK_MESSAGE(refusal(typed).find("no such message type") != std::string::npos, typed);
  }
  CHECK_FALSE(type_ending_in(types, "shop.refund-paid", "looking up")->has_value());
  CHECK(refusal("refund-payd") == "looking up refund-payd: no such message type (see thoth-msg messages list)");
}

TEST_CASE("a topic comes before an end of another") {
  const Catalog both = catalog_of({"created", "shop.created"});
  CHECK(resolve_type(both, "created", "looking up") == std::string("created"));
}
