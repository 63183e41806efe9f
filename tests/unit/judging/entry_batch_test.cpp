// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/entry_batch.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "program/builtin_types.hpp"

using namespace thoth;

TEST_CASE("entries of a batch stay as they were read, and are judged the same") {
  const std::string text =
      R"({"topic_name":"thoth.repo-init","message_contents":{"project_url":"a"},"key":"k"})"
      "\n"
      R"({"topic_name":"thoth.repo-init","message_contents":{"project_url":1}})"
      "\n"
      R"({"topic_name":"thoth.repo-init","message_contents":{"job_id":2,"project_url":nil}})"
      "\n"
      R"({"topic_name":"t","value_base64":"AAE="} {"topic_name":"t","message_contents":null,"key":"k"} tru)"
      "\n";
  file::Reader reader(file::Source::from_text(text, "test"));
  file::Reader other(file::Source::from_text(text, "test"));
  EntryBatch batch(WantedResults::all);
  CHECK(batch.empty());
  file::Entry entry;
  while (reader.next(entry).value()) batch.add(entry);
  CHECK_FALSE(batch.empty());
  batch.seal();
  EntryValidator validator(cli::builtin_types(), {});
  EntryValidator validator_again(cli::builtin_types(), {});
  int count = 0;
  batch.for_each([&](file::Entry& kept) {
    REQUIRE(other.next(entry).value());
    ++count;
    CHECK(kept.number == entry.number);
    CHECK(kept.place == entry.place);
    CHECK(kept.text == entry.text);
    CHECK(kept.contents.bytes == entry.contents.bytes);
    CHECK((kept.contents.first == nullptr) == (entry.contents.first == nullptr));
    CHECK(kept.key == entry.key);
    CHECK(kept.bytes == entry.bytes);
    const ValidatedEntry& one = validator.validate(kept, kept.topic_name);
    const ValidatedEntry& two = validator_again.validate(entry, entry.topic_name);
    REQUIRE(one.violations.size() == two.violations.size());
    for (std::size_t i = 0; i < one.violations.size(); ++i) {
      CHECK(one.violations[i].place == two.violations[i].place);
      CHECK(one.violations[i].message() == two.violations[i].message());
    }
    CHECK(one.wire == two.wire);
  });
  CHECK(count == 6);
}

TEST_CASE("a batch is full in time") {
  file::Reader reader(
      file::Source::from_text(R"({"topic_name":"t","message_contents":{}} )" + std::string(10, ' '), "t"));
  file::Entry entry;
  REQUIRE(reader.next(entry).value());
  EntryBatch batch(WantedResults::notable);
  int added = 0;
  for (; !batch.full(); ++added) {
    file::Entry copy = entry;
    batch.add(copy);
  }
  CHECK(added > 1000);
}
