// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/validated_records.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "program/builtin_types.hpp"

using namespace thoth;

namespace {

kafka::Record record_of(std::string_view topic, std::optional<std::string_view> value) {
  kafka::Record record;
  record.topic = topic;
  record.value = value;
  return record;
}

}  // namespace

TEST_CASE("validated records: what was said of each is kept, and what of it is a view is one of the record") {
  const std::string valid =
      R"({"component_name":"c","service_version":"v","version":"v1","project_url":"u","job_id":null})";
  const std::array records{record_of("thoth.repo-init", valid), record_of("thoth.repo-init", R"({"component_name":1})"),
                           record_of("other", "{}"), record_of("thoth.repo-init", std::nullopt),
                           record_of("thoth.repo-init", valid)};
  RecordValidator validator(cli::builtin_types(), "", {Strict::no, {}, Wire::members});
  ValidatedRecords kept;
  CHECK(kept.empty());
  kept.validate(records, validator);
  CHECK_FALSE(kept.empty());
  json::LazyTree contents;
  for (std::size_t i = 0; i < records.size(); ++i) {
    contents.reset(contents_of(records[i]));
    const ValidatedRecord found = kept.at(i, records[i], contents);
    CAPTURE(i);
    CHECK(&found.record == &records[i]);
    CHECK(found.violations.size() == (i == 1 ? 3 : 0));
    CHECK(found.topic.base == records[i].topic);
    CHECK((found.topic.schema == nullptr) == (i == 2));
    const bool has_members = i == 0 || i == 4;
    CHECK(found.members.empty() != has_members);
    if (!has_members) continue;
    CHECK(found.members[0] == R"("c")");
    CHECK(found.members[0].data() == valid.data() + valid.find(R"("c")"));
  }
  kept.clear();
  CHECK(kept.empty());
}

TEST_CASE("validated records: the next ones take the place of those before") {
  RecordValidator validator(cli::builtin_types(), "");
  ValidatedRecords kept;
  const std::array broken{record_of("thoth.repo-init", "{"), record_of("thoth.repo-init", "[")};
  kept.validate(broken, validator);
  const std::array valid{record_of("thoth.repo-init", std::nullopt)};
  kept.validate(valid, validator);
  json::LazyTree contents;
  CHECK(kept.at(0, valid[0], contents).valid());
}
