// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/schema_frame.hpp"
#include "thoth/message_file.hpp"

using thoth::file::Entry;
using thoth::file::Reader;
using thoth::file::Shape;
using thoth::file::Source;

namespace {

struct Read {
  std::uint64_t number;
  thoth::Place place;
  std::string text;
  std::string topic;
  std::string contents;
  std::string problems;

  friend bool operator==(const Read&, const Read&) = default;
};

std::string summary(const thoth::Violations& violations) {
  std::string all;
  for (const auto& violation : violations) {
    all += std::string(thoth::name(violation.code)) + " " + violation.pointer + " " +
           std::to_string(violation.place.line) + ":" + std::to_string(violation.place.column) + " " +
           violation.expected + "; ";
  }
  return all;
}

std::vector<Read> read_all(Reader reader) {
  std::vector<Read> all;
  Entry entry;
  for (;;) {
    const auto more = reader.next(entry);
    REQUIRE(more.has_value());
    if (!*more) return all;
    all.push_back({entry.number, entry.place, std::string(entry.text), entry.topic_name,
                   std::string(entry.contents.bytes), summary(entry.violations)});
    REQUIRE(all.size() < 100000);
  }
}

std::vector<Read> read_text(const std::string& text, Shape shape = Shape::entries) {
  return read_all(Reader(Source::from_text(text, "test"), shape));
}

/// Feeds `text` through a pipe in pieces of the given size.
std::vector<Read> read_pipe(const std::string& text, std::size_t piece, Shape shape = Shape::entries) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::thread writer([&] {
    for (std::size_t at = 0; at < text.size(); at += piece) {
      const auto part = std::string_view(text).substr(at, piece);
      if (::write(ends[1], part.data(), part.size()) < 0) break;
    }
    ::close(ends[1]);
  });
  auto source = Source::open("/dev/fd/" + std::to_string(ends[0]));
  REQUIRE(source.has_value());
  auto all = read_all(Reader(std::move(*source), shape));
  writer.join();
  ::close(ends[0]);
  return all;
}

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> all;
  for (const auto& read : read_text(text)) all.push_back(read.problems);
  return all;
}

const std::string a = R"({"topic_name":"a","message_contents":{"x":1}})";
const std::string b = R"({"message_contents":{"y":[1,{"z":"é"}]},"topic_name":"b"})";

}  // namespace

TEST_CASE("the four forms of a message file hold the same entries") {
  for (const std::string& text :
       {"[" + a + "," + b + "]", a + "\n" + b + "\n", a + b, " [ " + a + " ,\n " + b + " ] \n", a + " " + b}) {
    CAPTURE(text);
    const auto all = read_text(text);
    REQUIRE(all.size() == 2);
    CHECK(all[0].number == 1);
    CHECK(all[0].topic == "a");
    CHECK(all[0].contents == R"({"x":1})");
    CHECK(all[0].problems.empty());
    CHECK(all[1].number == 2);
    CHECK(all[1].topic == "b");
    CHECK(all[1].contents == R"({"y":[1,{"z":"é"}]})");
    CHECK(all[1].text == b);
  }
  CHECK(read_text(a).size() == 1);
}

TEST_CASE("an entry knows its place") {
  const auto all = read_text("[\n  " + a + ",\n  " + a + ", " + a + "]");
  REQUIRE(all.size() == 3);
  CHECK(all[0].place == thoth::Place{4, 2, 3});
  CHECK(all[1].place.line == 3);
  CHECK(all[1].place.column == 3);
  CHECK(all[2].place.line == 3);
  CHECK(all[2].place.column == 3 + a.size() + 2);
}

TEST_CASE("columns count characters") {
  const auto all = read_text(b + " " + a);
  REQUIRE(all.size() == 2);
  CHECK(all[1].place.column == b.size() - 1 + 2);
}

TEST_CASE("inputs without an entry") {
  CHECK(read_text("[]").empty());
  CHECK(read_text(" [ ] \n").empty());
  CHECK(read_text("").empty());
  CHECK(read_text(" \n").empty());
  CHECK(read_pipe("", 1).empty());
  CHECK(read_pipe("\n", 1).empty());
  CHECK(read_pipe("[]", 1).empty());
}

TEST_CASE("every member of an entry is read") {
  const std::string text =
      R"({"topic_name":"t","message_contents":{"a":1},"key":"k","headers":[{"key":"h","value":"1"},{"key":"h","value":null},)"
      R"({"value_base64":"/w==","key_base64":"gA=="}],"partition":3,"timestamp":1000,"topic":"x.t","offset":7,"violations":[]})";
  Reader reader(Source::from_text(text, "test"));
  Entry entry;
  REQUIRE(reader.next(entry).value());
  CHECK(summary(entry.violations).empty());
  CHECK(entry.key == "k");
  CHECK(entry.headers == thoth::Headers{{"h", "1"}, {"h", std::nullopt}, {"\x80", "\xff"}});
  CHECK(entry.partition == 3);
  CHECK(entry.timestamp == 1000);
  CHECK(entry.contents.bytes == R"({"a":1})");
  CHECK(entry.contents.first != nullptr);
  CHECK(entry.contents.base[*entry.contents.first] == '{');
  CHECK_FALSE(reader.next(entry).value());
}

TEST_CASE("the forms of a value and a key") {
  Entry entry;
  const auto read = [&entry](const std::string& text) {
    Reader reader(Source::from_text(text, "test"));
    REQUIRE(reader.next(entry).value());
    return summary(entry.violations);
  };
  CHECK(read(R"({"topic_name":"t","message_contents":null,"key":"k"})").empty());
  CHECK(entry.form == thoth::file::ValueForm::tombstone);
  CHECK(entry.has_key);
  CHECK_FALSE(entry.has_headers);
  CHECK(read(R"({"topic_name":"t","value_base64":null})").empty());
  CHECK(entry.form == thoth::file::ValueForm::tombstone);
  CHECK_FALSE(entry.has_key);
  CHECK(read(R"({"topic_name":"t","value_base64":"/w==","key_base64":"AA=="})").empty());
  CHECK(entry.form == thoth::file::ValueForm::bytes);
  CHECK(entry.bytes == "\xff");
  CHECK(entry.key == std::string(1, '\0'));
  CHECK(read(R"({"topic_name":"t","message_contents":{},"value_base64":"e30=","key":null})").empty());
  CHECK(entry.form == thoth::file::ValueForm::bytes);
  CHECK(entry.key == std::nullopt);
  CHECK(entry.has_key);
  CHECK(read(R"({"topic_name":"t","message_contents":{},"headers":[]})").empty());
  CHECK_FALSE(entry.has_key);
  CHECK(entry.has_headers);
  CHECK(read(R"({"topic_name":"t","key":"k","message_contents":{}})").empty());
  CHECK(entry.has_key);
  CHECK(read(R"({"topic_name":"t","message_contents":{},"timestamp":"2001-09-09T01:46:40Z"})").empty());
  CHECK(entry.timestamp == 1000000000000);
}

TEST_CASE("what is wrong with an entry's shape is said at its place") {
  const auto shape = [](const std::string& text) {
    const auto found = problems(text);
    REQUIRE(found.size() == 1);
    return found[0].substr(0, found[0].find(' ', found[0].find(':')));
  };
  CHECK(shape("3") == "entry-shape  1:1");
  CHECK(shape("[[]]") == "entry-shape  1:2");
  CHECK(shape("{}").starts_with("entry-shape /topic_name 1:1"));
  CHECK(shape(R"({"topic_name":1,"message_contents":{}})") == "entry-shape /topic_name 1:15");
  CHECK(shape(R"({"topic_name":"","message_contents":{}})") == "entry-shape /topic_name 1:15");
  CHECK(shape(R"({"topic_name":"t"})") == "entry-shape /message_contents 1:1");
  CHECK(shape(R"({"topic_name":"t","message_contents":null})") == "entry-shape /message_contents 1:38");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"keys":"k"})") == "entry-shape /keys 1:41");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"key":1})") == "entry-shape /key 1:47");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"key":"a","key_base64":"AA=="})") ==
        "entry-shape /key_base64 1:64");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"headers":{}})") == "entry-shape /headers 1:51");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"headers":[{"value":"x"}]})") ==
        "entry-shape /headers/0 1:52");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"partition":-1})") == "entry-shape /partition 1:53");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"partition":1.0})") == "entry-shape /partition 1:53");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"timestamp":"soon"})") == "entry-shape /timestamp 1:53");
  CHECK(shape(R"({"topic_name":"t","value_base64":"?"})") == "entry-shape /value_base64 1:34");
  CHECK(shape(R"({"topic_name":"t","message_contents":{},"masked":true})") == "entry-shape /masked 1:50");
  CHECK(shape(R"({"topic_name":"t","topic_name":"t","message_contents":{}})") == "json-duplicate-key /topic_name 1:19");
}

TEST_CASE("one broken line of NDJSON does not hide the others") {
  for (const char* broken :
       {R"({"topic_name":"a","message_contents":{"x":1})", R"({"topic_name":"a)", R"({"topic_name" "a"})",
        "{\"topic_name\":\"\xff\"}", "tru", "{\"a\":[1}", "}", "\xef\xbb\xbf{}", "{\"a\":1,"}) {
    CAPTURE(broken);
    const auto all = read_text(a + "\n" + broken + "\n" + b + "\n" + a + "\n");
    REQUIRE(all.size() == 4);
    CHECK(all[0].problems.empty());
    CHECK(all[1].place.line == 2);
    CHECK(all[1].problems.find("json-") != std::string::npos);
    CHECK(all[2].topic == "b");
    CHECK(all[2].problems.empty());
    CHECK(all[3].place.line == 4);
    CHECK(all[3].number == 4);
  }
}

TEST_CASE("a line that lacks its end is told of where it ends, and costs the next ones nothing") {
  const std::string open = "{\"topic_name\":\"t\",\"a\":[1,";
  const std::string pretty = "{\"topic_name\":\"p\",\n \"message_contents\":{\n}}";
  // The brackets of the first lines could be those of one value until the depth is too large, or the text ends.
  for (const int lines : {2, 700}) {
    CAPTURE(lines);
    std::string text;
    for (int i = 0; i < lines; ++i) text += open + "\r\n";
    const auto all = read_text(text + a + "\n" + pretty + "\n" + open + "\n" + b + " " + a);
    REQUIRE(all.size() == static_cast<std::size_t>(lines) + 5);
    for (int i = 0; i < lines; ++i) {
      const Read& read = all[static_cast<std::size_t>(i)];
      CHECK(read.place.line == static_cast<std::uint64_t>(i) + 1);
      CHECK(read.problems.starts_with("json-syntax /a/1 " + std::to_string(i + 1) + ":"));
    }
    const auto after = static_cast<std::size_t>(lines);
    CHECK(all[after].topic == "a");
    CHECK(all[after + 1].topic == "p");
    CHECK(all[after + 1].problems.empty());
    CHECK_FALSE(all[after + 2].problems.empty());
    CHECK(all[after + 3].topic == "b");
    CHECK(all[after + 4].topic == "a");
    CHECK(all[after + 4].problems.empty());
  }
}

TEST_CASE("an entry may hold lines that start objects") {
  const std::string nested = "{\"topic_name\":\"t\",\"message_contents\":{\"l\":[\n{\"a\":1},\n{\"a\":2}\n]}}";
  const auto all = read_text(nested + "\n" + a + "\n" + nested + "\n");
  REQUIRE(all.size() == 3);
  for (const auto& read : all) CHECK(read.problems.empty());
}

TEST_CASE("what is wrong with one line does not change how the others are read") {
  // A byte that is no UTF-8 keeps all around it from being indexed together.
  const std::string odd = "{\"topic_name\":\"\xff\"}";
  const std::string cut = R"({"topic_name":"a)";
  for (const std::string& line :
       {a + b, a + " \"x", a + " " + cut, cut + "\\", a + " tru", std::string("{\"a\":nil} \"x"),
        std::string("{\"a\":-"), std::string("{\"a\\\":\"b")}) {
    CAPTURE(line);
    const auto alone = read_text(a + "\n" + line + "\n" + b + "\n");
    auto beside = read_text(a + "\n" + line + "\n" + b + "\n" + odd);
    REQUIRE(beside.size() == alone.size() + 1);
    beside.pop_back();
    CHECK((beside == alone));
  }
}

TEST_CASE("a broken array reports all before it and the error") {
  const auto unfinished = read_text("[" + a + "," + b);
  REQUIRE(unfinished.size() == 3);
  CHECK(unfinished[1].topic == "b");
  CHECK(unfinished[2].problems.starts_with("json-syntax"));
  for (const std::string& text :
       {"[" + a + "," + b + " " + a + "]", "[" + a + "," + b + ",]", "[" + a + "," + b + "] x",
        "[" + a + "," + b + "]" + a, "[" + a + "," + b + ", tru]"}) {
    CAPTURE(text);
    const auto all = read_text(text);
    REQUIRE(all.size() == 3);
    CHECK(all[1].problems.empty());
    CHECK(all[2].problems.starts_with("json-syntax"));
  }
}

TEST_CASE("behind a broken entry whose brackets match an array goes on") {
  for (const char* broken : {R"({"x" 1})", R"({"topic_name":"a","message_contents":{"x":nil}})",
                             R"({"topic_name":"a","message_contents":{"x":"\ud800"}})"}) {
    CAPTURE(broken);
    // A byte that is no UTF-8 makes the reader look at all around it strictly; what it finds is the same.
    for (const std::string& odd : {std::string(), std::string("{\"topic_name\":\"\xff\"},")}) {
      const auto all = read_text("[" + odd + std::string(broken) + "," + b + "]");
      REQUIRE(all.size() == (odd.empty() ? 2 : 3));
      CHECK(all.back().topic == "b");
      CHECK(all.back().problems.empty());
    }
  }
}

TEST_CASE("bare contents, one after another") {
  const auto all = read_text("{\"a\":1}\n[1]\n3 \"x\" null", Shape::contents);
  REQUIRE(all.size() == 5);
  CHECK(all[0].contents == "{\"a\":1}");
  CHECK(all[1].contents == "[1]");
  CHECK(all[2].contents == "3");
  CHECK(all[3].contents == "\"x\"");
  CHECK(all[4].contents == "null");
}

namespace {

/// Contents that begin as if they were fine, up to their bracket; none if they are not fine, or not on one line.
std::string_view fine_contents(std::string_view text) {
  const auto size = text.substr(0, text.find('\n')).find('}') + 1;
  return text.starts_with(R"({"fine":)") ? text.substr(0, size) : std::string_view();
}

/// Reads all, but passes what says that it is fine, which is put in as it was found.
std::vector<Read> pass_all(Reader reader, std::size_t& passed) {
  std::vector<Read> all;
  Entry entry;
  for (;;) {
    std::string topic;
    std::uint64_t found = 0;
    const std::uint64_t count = reader.pass(
        [&](const thoth::json::Text& rest, std::string_view topic_name) -> const std::uint32_t* {
          topic = topic_name;
          CHECK(rest.base[*rest.last] == '\n');
          const auto fine = fine_contents(std::string_view(rest.base, *rest.last).substr(*rest.first));
          if (fine.empty()) return nullptr;
          return std::find_if(rest.first, rest.last, [&](auto token) { return token >= *rest.first + fine.size(); });
        },
        [&](std::string_view contents) {
          ++found;
          all.push_back({all.size() + 1, {}, "", topic, std::string(contents), ""});
        });
    CHECK(count == found);
    passed += found;
    const auto more = reader.next(entry);
    REQUIRE(more.has_value());
    if (!*more) return all;
    CHECK(entry.number == all.size() + 1);
    all.push_back({entry.number, entry.place, std::string(entry.text), entry.topic_name,
                   std::string(entry.contents.bytes), summary(entry.violations)});
  }
}

/// Contents of all kinds, most of them fine.
std::string contents_to_pass() {
  std::mt19937 random(11);
  std::string text;
  for (int number = 0; number < 20'000; ++number) {
    const auto kind = random() % 40;
    const std::string fine =
        "{\"fine\": " + std::to_string(number) + ", \"x\":\"" + std::string(random() % 60, 'x') + "\"}";
    text += kind == 0 && number > 15'000 ? R"({"fine":"\"})" : kind == 1 ? R"({"other":[{"a":1}]})" : fine;
    if (kind == 2) text += " x";
    if (kind == 3) text.pop_back();
    if (kind == 4) text += " ";
    if (kind != 5) text += kind == 6 ? "\r\n\n" : "\n";
    if (kind == 7) text += "3 [1]\n";
  }
  return text;
}

/// Entries of all kinds, most of them fine and like the one before.
std::string entries_to_pass() {
  std::mt19937 random(12);
  std::string text;
  std::string head = R"({"topic_name":"t","message_contents":)";
  for (int number = 0; number < 20'000; ++number) {
    const auto kind = random() % 40;
    if (kind == 0) head = R"({"topic_name":"t)" + std::to_string(number % 7) + R"(","message_contents": )";
    if (kind == 1) head = R"({"key":"k","topic_name":"t", "message_contents":)";
    text += kind == 2 ? R"({"topic_name":"t","topic_name":"u","message_contents":)" : head;
    text += kind == 3 && number > 15'000 ? R"({"fine":"\"})" : kind == 4 ? R"({"other":[1]})" : "{\"fine\": 1}";
    if (kind == 5) text += R"(,"key":"behind")";
    if (kind == 6) text += " ";
    if (kind != 7) text += "}";
    if (kind == 8) text += " x";
    if (kind != 9) text += kind == 10 ? "\r\n\n" : "\n";
  }
  return text;
}

/// Of what was passed, no more is known than the topic and the contents.
void take_for_passed(Read& read, const Read& passed) {
  if (!passed.text.empty()) return;
  read.text.clear();
  read.place = {};
}

}  // namespace

TEST_CASE("contents that are passed are those that would have been read") {
  const std::string text = contents_to_pass();
  for (const std::string& input :
       {text, text + R"({"fine":1})", std::string("{\"fine\":1}\n\n"), std::string("{\"fine\":1}")}) {
    auto expected = read_text(input, Shape::contents);
    std::size_t passed = 0;
    const auto all = pass_all(Reader(Source::from_text(input, "test"), Shape::contents), passed);
    REQUIRE(all.size() == expected.size());
    CHECK(passed >= expected.size() / 3);
    for (std::size_t i = 0; i < all.size(); ++i) {
      take_for_passed(expected[i], all[i]);
      REQUIRE(all[i].contents == expected[i].contents);
      REQUIRE(all[i] == expected[i]);
    }
  }
}

TEST_CASE("entries that are passed are those that would have been read") {
  const std::string text = entries_to_pass();
  for (const std::string& input : {text, text + a, a + "\n" + a + "\n"}) {
    auto expected = read_text(input);
    std::size_t passed = 0;
    const auto all = pass_all(Reader(Source::from_text(input, "test")), passed);
    REQUIRE(all.size() == expected.size());
    CHECK((passed >= expected.size() / 3 || input.size() < 1000));
    for (std::size_t i = 0; i < all.size(); ++i) {
      take_for_passed(expected[i], all[i]);
      REQUIRE(all[i].contents == expected[i].contents);
      REQUIRE(all[i] == expected[i]);
    }
  }
}

TEST_CASE("a part passes what starts in it") {
  std::string text;
  for (int number = 0; number < 100; ++number) text += "{\"fine\": " + std::to_string(number) + "}\n";
  Reader whole(Source::from_text(text, "test"), Shape::contents);
  Entry entry;
  REQUIRE(whole.next(entry).value());
  const std::uint64_t half = whole.likely_entry(text.size() / 2);
  std::size_t passed = 0;
  const auto first = pass_all(whole.part(0, half), passed);
  const auto second = pass_all(whole.part(half, text.size()), passed);
  CHECK(first.size() + second.size() == 100);
  CHECK(passed == 98);
  CHECK(second.front().contents == text.substr(half, text.find('\n', half) - half));
}

TEST_CASE("what is not closed as the entry before is told by no one") {
  Reader reader(Source::from_text(a + "\n" + a.substr(0, a.size() - 1) + ",\"key\":\"k\"}\n", "test"));
  Entry entry;
  bool reported = false;
  const auto after = [&](const thoth::json::Text& rest, std::string_view) {
    return std::find_if(rest.first, rest.last, [&](auto token) { return rest.base[token] == '}'; }) + 1;
  };
  CHECK(reader.pass(after) == 0);  // nothing was read
  REQUIRE(reader.next(entry).value());
  CHECK(reader.pass(after, [&](std::string_view) { reported = true; }) == 0);
  CHECK_FALSE(reported);
  REQUIRE(reader.next(entry).value());
  CHECK(entry.key == "k");
}

TEST_CASE("of an array nothing is passed, nor what does not begin as the entry before") {
  const auto anything = [](const thoth::json::Text& rest, std::string_view) { return rest.last; };
  for (const std::string& input : {"[" + a + "," + a + "]", a + "\n" + b + "\n"}) {
    Reader reader(Source::from_text(input, "test"));
    Entry entry;
    REQUIRE(reader.next(entry).value());
    CHECK(reader.pass(anything) == 0);
    REQUIRE(reader.next(entry).value());
    CHECK(entry.number == 2);
  }
}

TEST_CASE("nothing that follows a value without white space is passed over") {
  const auto all = read_text("12x 3\n4", Shape::contents);
  REQUIRE(all.size() == 2);
  CHECK(all[0].contents == "12");
  CHECK(all[1].problems.starts_with("json-syntax  1:3 "));
  CHECK(all[1].place.column == 3);
  CHECK(read_text("1\"a\"2[3]true{}", Shape::contents).size() == 6);
}

TEST_CASE("violations in contents are located in the file") {
  Reader reader(Source::from_text("\n" + b, "test"));
  Entry entry;
  REQUIRE(reader.next(entry).value());
  thoth::Violations violations(2);
  violations[0].place.offset = entry.contents.bytes.find("\"z\"");
  violations[1].place.offset = 0;
  thoth::file::locate(entry, violations);
  CHECK(violations[0].place == thoth::Place{1 + b.find("\"z\""), 2, b.find("\"z\"") + 1});
  CHECK(violations[1].place == thoth::Place{1 + b.find("{\"y"), 2, b.find("{\"y") + 1});
}

TEST_CASE("reading is the same whatever pieces the input comes in") {
  std::mt19937 random(7);
  std::string entries;
  std::string array = "[";
  std::string pretty;
  for (int i = 0; i < 3000; ++i) {
    std::string text(random() % 700, 'x');
    for (auto& c : text) {
      const auto pick = random() % 12;
      if (pick == 0) c = ' ';
    }
    text += R"(\"quoted\\\" é 😀 \u0041)";
    const std::string entry = R"({"topic_name":"t)" + std::to_string(i) + R"(","message_contents":{"text":")" + text +
                              R"(","n":[1,{"m":null}]}})";
    entries += entry + "\n";
    array += (i == 0 ? "" : ",") + entry;
    pretty += "{\n  \"topic_name\": \"t" + std::to_string(i) + "\",\n  \"message_contents\": {\n    \"text\": \"" +
              text + "\"\n  }\n}\n";
  }
  // One entry that is larger than any window to start with.
  entries += R"({"topic_name":"large","message_contents":{"text":")" + std::string(900000, 'y') + "\"}}\n";
  array += R"(,{"topic_name":"large","message_contents":{"text":")" + std::string(900000, '\\') + "\"}}]";
  for (const auto& text : {entries, array, pretty}) {
    const auto whole = read_text(text);
    CHECK(whole.size() >= 3000);
    for (const auto& read : whole) {
      if (!read.problems.empty()) FAIL(read.problems);
    }
    for (const std::size_t piece : {std::size_t{997}, std::size_t{65536}, text.size()}) {
      CAPTURE(piece);
      CHECK((read_pipe(text, piece) == whole));
    }
  }
}

TEST_CASE("an entry that no bound would hold is refused and the next one read") {
  const std::string huge =
      R"({"topic_name":"t","message_contents":{"x":")" + std::string(thoth::file::max_entry_bytes, 'x') + "\"}}\n";
  const auto all = read_text(a + "\n" + huge + a + "\n");
  REQUIRE(all.size() == 3);
  CHECK(all[1].problems.starts_with("entry-shape"));
  CHECK(all[1].place.line == 2);
  CHECK(all[2].topic == "a");
  CHECK(all[2].place.line == 3);
}

TEST_CASE("a whole source can be read again") {
  Reader reader(Source::from_text(a + "\n" + b + "\n", "test"));
  Entry entry;
  for (int round = 0; round < 2; ++round) {
    REQUIRE(reader.next(entry).value());
    CHECK(entry.number == 1);
    CHECK(entry.place == thoth::Place{});
    REQUIRE(reader.next(entry).value());
    CHECK(entry.place.line == 2);
    CHECK_FALSE(reader.next(entry).value());
    reader.rewind();
  }
}

TEST_CASE("a place that is asked for late is the one that is told at once") {
  std::string text;
  while (text.size() < 9'000'000) text += a + "  " + b + "\n" + std::string(text.size() % 500, ' ');
  Reader at_once(Source::from_text(text, "test"));
  Reader late(Source::from_text(text, "test"));
  late.set_places(thoth::file::Places::of_broken);
  Entry expected;
  Entry entry;
  while (at_once.next(expected).value()) {
    REQUIRE(late.next(entry).value());
    if (entry.number % 20'000 != 0) {
      CHECK(entry.place == thoth::Place{expected.place.offset, 0, 0});
      continue;
    }
    late.find_place(entry);
    CHECK(entry.place == expected.place);
  }
  CHECK(entry.number > 40'000);
  CHECK(late.place_at(text.size()) == at_once.place_at(text.size()));
}

TEST_CASE("lines are values of any bytes") {
  const std::string text("hello\n\n{\"a\"\n\xff\0\n \nlast", 21);
  Reader reader(Source::from_text(text, "test"), Shape::lines);
  std::vector<std::string> values;
  Entry entry;
  while (reader.next(entry).value()) {
    CHECK(entry.violations.empty());
    CHECK(entry.form == thoth::file::ValueForm::bytes);
    values.push_back(entry.bytes);
  }
  CHECK(values == std::vector<std::string>{"hello", "{\"a\"", std::string("\xff\0", 2), " ", "last"});
  CHECK(reader.likely_entry(0) == 6);
  CHECK(reader.likely_entry(18) == text.size());
  reader.rewind();
  REQUIRE(reader.next(entry).value());
  CHECK(entry.number == 1);
  CHECK(entry.bytes == "hello");
  Reader part = reader.part(6, 7);
  CHECK_FALSE(part.next(entry).value());
  Reader empty(Source::from_text("\n", "test"), Shape::lines);
  CHECK_FALSE(empty.next(entry).value());
}

namespace {

std::string frame_of(std::uint32_t id) {
  return thoth::frame_of_id(id);
}

/// The frame and contents of each entry of bare contents, and what is wrong with it.
std::vector<std::string> framed(Reader reader) {
  std::vector<std::string> all;
  Entry entry;
  while (reader.next(entry).value()) {
    const std::string schema = thoth::SchemaFrame{thoth::Framing::prefix, entry.frame, {}}.schema();
    CHECK(entry.text.starts_with(entry.frame));
    all.push_back((schema.empty() ? "none" : schema) + " " + std::string(entry.contents.bytes) +
                  (entry.violations.empty() ? "" : " " + summary(entry.violations)));
  }
  return all;
}

std::vector<std::string> framed(const std::string& text) {
  return framed(Reader(Source::from_text(text, "test"), Shape::contents));
}

}  // namespace

TEST_CASE("bare contents may have a schema registry's frame before them") {
  using Found = std::vector<std::string>;
  const std::string guid = "00112233-4455-6677-8899-aabbccddeeff";
  CHECK(framed(frame_of(42) + "{\"id\":1}") == Found{"42 {\"id\":1}"});
  CHECK(framed(thoth::frame_of_guid(guid).value() + "[1]\n") == Found{guid + " [1]"});
  CHECK(framed(frame_of(42) + " \n {}") == Found{"42 {}"});
  CHECK(framed(frame_of(42) + "7") == Found{"42 7"});
  CHECK(framed(frame_of(42) + "null\n") == Found{"42 null"});
  // Ids whose bytes are a quote, a backslash, brackets, line breaks.
  for (const std::uint32_t id : {0x22U, 0x5CU, 0x7BU, 0x7DU, 0x0AU, 0x22222222U, 0x0A22205CU, 0x7FFFFFFFU}) {
    CAPTURE(id);
    const std::string one = frame_of(id) + "{\"id\":\"a\"}";
    const std::string named = std::to_string(id) + " {\"id\":\"a\"}";
    CHECK(framed(one + one + "\n" + one) == Found{named, named, named});
    CHECK(framed("{}" + one + "{} 1" + one) == Found{"none {}", named, "none {}", "none 1", named});
    for (std::size_t piece = 1; piece < 8; ++piece) {
      int ends[2];
      REQUIRE(::pipe(ends) == 0);
      std::thread writer([&] {
        const std::string text = one + one;
        for (std::size_t at = 0; at < text.size(); at += piece) {
          if (::write(ends[1], text.data() + at, std::min(piece, text.size() - at)) < 0) break;
        }
        ::close(ends[1]);
      });
      CHECK(framed(Reader(Source::open("/dev/fd/" + std::to_string(ends[0])).value(), Shape::contents)) ==
            Found{named, named});
      writer.join();
      ::close(ends[0]);
    }
  }
}

TEST_CASE("what is after a frame has its place in the file, and what is broken costs nothing else") {
  const auto found =
      read_text(frame_of(42) + "{\"id\" 1}\n" + frame_of(42) + "{\"a\":[}" + frame_of(7) + "{}", Shape::contents);
  REQUIRE(found.size() == 3);
  CHECK(found[0].place == thoth::Place{0, 1, 1});
  CHECK(found[0].problems == "");  // brackets match: what is wrong within them is found when it is validated
  CHECK(found[1].place.line == 2);
  CHECK(found[1].problems == "json-syntax /a/0 2:12 a value or ]; ");
  CHECK(found[2].contents == "{}");
}

TEST_CASE("only JSON is read after a frame, and only bare contents have one") {
  const auto avro = read_text(frame_of(42) +
                                  "\x06"
                                  "abc",
                              Shape::contents);
  REQUIRE(avro.size() == 1);
  CHECK(avro[0].problems == "json-syntax  1:1 JSON; ");
  CHECK(read_text(frame_of(42) + "4abc", Shape::contents)[0].problems == "json-syntax  1:1 JSON; ");
  const auto entries = read_text(frame_of(42) + "{\"topic_name\":\"t\",\"message_contents\":1}");
  CHECK(entries[0].problems == "json-syntax  1:1 JSON; ");
}
