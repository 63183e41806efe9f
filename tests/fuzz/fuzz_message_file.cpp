// SPDX-License-Identifier: GPL-3.0-or-later
// Message files, whole and in parts: entries are read to the end, their places ascend and lie in the file, and from the
// first whole entry on a part reads what the whole does.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "thoth/message_file.hpp"
#include "thoth/schema_builder.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {
namespace {

void check_places(const file::Entry& entry, std::string_view text, std::uint64_t before) {
  require(entry.place.offset >= before && entry.place.offset <= text.size(), "an entry stands in the file");
  require(entry.place == advance(Place{}, text.substr(0, entry.place.offset)), "its place is right");
  for (const Violation& violation : entry.violations) {
    require(violation.place == advance(Place{}, text.substr(0, violation.place.offset)),
            "a violation's place is right");
  }
}

void same_entries(const file::Entry& left, const file::Entry& right) {
  require(left.place.offset == right.place.offset && left.text == right.text, "a part reads the same texts");
  require(left.topic_name == right.topic_name && left.form == right.form && left.key == right.key &&
              left.contents.bytes == right.contents.bytes && left.violations.size() == right.violations.size(),
          "a part reads the same entries");
}

/// Reads the same from `part` as from `whole` until the part is done.
void read_along(file::Reader& whole, file::Reader& part) {
  file::Entry entry;
  file::Entry same;
  while (part.next(same).value()) {
    require(whole.next(entry).value(), "a part reads no more than the whole");
    same_entries(entry, same);
  }
}

/// Reads an input in parts of a few bytes each, from an entry on that was not broken.
void read_in_parts(file::Reader& whole, std::uint64_t begin, std::uint64_t size) {
  file::Reader cut = whole.part(begin, size);
  constexpr std::uint64_t part_size = 100;
  for (std::uint64_t at = begin;;) {
    file::Reader part = cut.part(at, std::min(at + part_size, size));
    read_along(whole, part);
    if (part.over()) break;
    require(part.position() >= std::min(at + part_size, size), "a part goes on to where it is to end");
    at = part.position();
  }
  file::Entry entry;
  require(!whole.next(entry).value(), "the parts read all that the whole does");
}

/// A type of which {} is valid, so that texts at random may be.
const Schema& small_type() {
  static const SchemaPtr schema = SchemaBuilder("small", "v1")
                                      .optional("a", Type::string)
                                      .optional("list", MemberType::array_of(Type::integer))
                                      .optional("any", Type::object)
                                      .build()
                                      .value();
  return *schema;
}

void pass_along(std::string_view text, file::Shape shape) {
  MessageValidator validator({Strict::no, {{"component_name", "c"}, {"service_version", "s"}}, Wire::skip});
  file::Reader reader(file::Source::from_text(std::string(text), "fuzz"), shape);
  file::Reader passing(file::Source::from_text(std::string(text), "fuzz"), shape);
  file::Entry entry;
  file::Entry same;
  std::string topic_name;
  std::vector<std::string> contents;
  for (;;) {
    contents.clear();
    const auto passed = passing.pass(
        [&](const json::Text& rest, std::string_view of_entry) {
          topic_name = of_entry;
          return validator.end_of_valid(small_type(), rest);
        },
        [&contents](std::string_view passed_contents) { contents.emplace_back(passed_contents); });
    require(passed == contents.size(), "what is passed is told");
    for (const std::string& reported : contents) {
      require(reader.next(entry).value() && entry.violations.empty(), "what is passed is there to be read");
      require(entry.contents.bytes == reported && entry.topic_name == topic_name, "what is passed is what is told");
      require(validator.validate(small_type(), entry.contents).valid(), "what is passed is valid");
    }
    const bool more = reader.next(entry).value();
    require(passing.next(same).value() == more, "behind what was passed stands what is to be read");
    if (!more) return;
    require(entry.number == same.number, "what was passed counts");
    same_entries(entry, same);
  }
}

/// What is counted of an entry: all that is wrong with it and its contents.
std::vector<std::string> kinds(const file::Entry& entry, MessageValidator& validator) {
  Violations all;
  if (entry.partial != nullptr) {
    all = validate(small_type(), *entry.partial);
  } else if (entry.form == file::ValueForm::contents && !entry.contents.bytes.empty()) {
    all = validator.validate(small_type(), entry.contents).violations;
  }
  // Of a broken entry, its reader tells these.
  if (!entry.violations.empty()) std::erase_if(all, [](const Violation& one) { return is_of_json(one.code); });
  all.insert(all.end(), entry.violations.begin(), entry.violations.end());
  std::vector<std::string> kinds;
  for (const Violation& one : all) kinds.push_back(std::string(name(one.code)) + one.pointer);
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

void count_alike(std::string_view text, file::Shape shape) {
  file::Reader by_tokens(file::Source::from_text(std::string(text), "fuzz"), shape);
  file::Reader into_trees(file::Source::from_text(std::string(text), "fuzz"), shape);
  into_trees.set_reading(file::Reading::into_trees);
  for (file::Reader* reader : {&by_tokens, &into_trees}) reader->set_detail(Detail::count);
  MessageValidator validator({Strict::no, {}, Wire::skip, Detail::count});
  file::Entry entry;
  file::Entry same;
  while (by_tokens.next(entry).value()) {
    require(into_trees.next(same).value(), "as many entries are read into trees");
    require(entry.place.offset == same.place.offset && entry.topic_name == same.topic_name && entry.form == same.form,
            "they are the same");
    require(kinds(entry, validator) == kinds(same, validator), "the same is wrong with them");
  }
  require(!into_trees.next(same).value(), "no more entries are read into trees");
}

}  // namespace

void run(std::string_view text) {
  pass_along(text, file::Shape::contents);
  pass_along(text, file::Shape::entries);
  count_alike(text, file::Shape::entries);
  count_alike(text, file::Shape::contents);
  for (const file::Shape shape : {file::Shape::entries, file::Shape::contents}) {
    file::Reader reader(file::Source::from_text(std::string(text), "fuzz"), shape);
    file::Entry entry;
    std::uint64_t before = 0;
    std::uint64_t first = text.size();
    while (reader.next(entry).value()) {
      check_places(entry, text, before);
      before = entry.place.offset;
      if (first == text.size() && entry.violations.empty()) first = before;
    }
    if (first == text.size()) continue;
    reader.rewind();
    while (reader.next(entry).value() && entry.place.offset != first) {
    }
    file::Reader again = reader.part(first, text.size());
    read_in_parts(again, first, text.size());
  }
}

}  // namespace thoth::fuzz
