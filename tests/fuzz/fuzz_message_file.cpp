// Message files, whole and in parts: entries are read to the end, their places ascend and lie in the file, and from the
// first whole entry on a part reads what the whole does.
#include <algorithm>
#include <cstdint>
#include <string>

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

void pass_along(std::string_view text) {
  Judge judge({Strict::no, {{"component_name", "c"}, {"service_version", "s"}}, Wire::skip});
  file::Reader reader(file::Source::from_text(std::string(text), "fuzz"), file::Shape::contents);
  file::Reader passing(file::Source::from_text(std::string(text), "fuzz"), file::Shape::contents);
  file::Entry entry;
  file::Entry same;
  for (;;) {
    auto passed = passing.pass([&judge](const json::Text& rest) { return judge.behind_valid(small_type(), rest); });
    for (; passed != 0; --passed) {
      require(reader.next(entry).value() && entry.violations.empty(), "what is passed is there to be read");
      require(judge.judge(small_type(), entry.contents).valid(), "what is passed is valid");
    }
    const bool more = reader.next(entry).value();
    require(passing.next(same).value() == more, "behind what was passed stands what is to be read");
    if (!more) return;
    require(entry.number == same.number, "what was passed counts");
    same_entries(entry, same);
  }
}

}  // namespace

void run(std::string_view text) {
  pass_along(text);
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
