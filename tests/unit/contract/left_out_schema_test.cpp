// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/left_out_schema.hpp"

#include <doctest/doctest.h>

using namespace thoth;

TEST_CASE("a left-out schema is told with its topic, place, reason and advice") {
  LeftOutSchema schema{"shop.order", "a.json:1:2", "it is broken", "mend it"};
  CHECK(schema.why() == "a.json:1:2: it is broken");
  CHECK(schema.text() == "a.json:1:2: shop.order is not validated: it is broken (mend it)");
  CHECK(schema.loading_error().code == ErrorCode::usage);
  CHECK(schema.loading_error().text() == "reading the schema a.json:1:2: it is broken (mend it)");
  CHECK(schema.using_error("validating").code == ErrorCode::usage);
  CHECK(schema.using_error("validating").text() ==
        "validating shop.order: its schema was not loaded: a.json:1:2: it is broken (mend it)");
}

TEST_CASE("a document that is broken before it names a topic is told by its place") {
  CHECK(LeftOutSchema{"", "a.yaml:1:2", "it is broken", ""}.text() == "a.yaml:1:2: not validated: it is broken");
}

TEST_CASE("payloads that are not read are no fault of their schema") {
  LeftOutSchema schema{"shop.order", "a.yaml:1:2", "its payload is avro/binary, which this program does not read", ""};
  CHECK(schema.is_fault());
  schema.media_type = "avro/binary";
  CHECK_FALSE(schema.is_fault());
  CHECK(
      schema.using_error("validating").text() ==
      "validating shop.order: not validated: a.yaml:1:2: its payload is avro/binary, which this program does not read");
}
