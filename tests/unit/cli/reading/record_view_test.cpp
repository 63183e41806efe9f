// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/record_view.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

TEST_CASE("a view validates once, and has no tree of what is not JSON") {
  RecordValidator validator(builtin_types(), "p");
  kafka::Record record;
  record.topic = "p.thoth.repo-init";
  record.value = "{}";
  json::LazyTree contents("{}");
  RecordView view(record, contents, validator);
  CHECK(view.topic().base == "thoth.repo-init");
  CHECK(view.root() != nullptr);
  const ValidatedRecord& validated = view.validated();
  CHECK(!validated.valid());
  CHECK(&view.validated() == &validated);
  kafka::Record tombstone;
  tombstone.topic = "t";
  RecordView of_nothing(tombstone, contents, validator);
  CHECK(of_nothing.root() == nullptr);
  CHECK(of_nothing.validated().valid());
}
