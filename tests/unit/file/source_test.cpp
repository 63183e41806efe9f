// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>

#include "support/temporary_file.hpp"
#include "thoth/message_file.hpp"

using thoth::file::Entry;
using thoth::file::Reader;
using thoth::file::Source;
using thoth::test::TemporaryFile;

namespace {

const std::string entry_text = R"({"topic_name":"t","message_contents":{"a":1}})";

}  // namespace

TEST_CASE("a file is read from its mapping, also where it fills its last page") {
  for (const std::size_t size : {std::size_t{100}, std::size_t{4096}, std::size_t{8192}}) {
    const TemporaryFile file(entry_text + std::string(size - entry_text.size() - 1, ' ') + "\n");
    auto source = Source::open(file.path());
    REQUIRE(source.has_value());
    CHECK(source->size() == size);
    CHECK_FALSE(source->is_stream());
    Reader reader(std::move(*source));
    Entry entry;
    CHECK(reader.next(entry).value());
    CHECK(entry.topic_name == "t");
    CHECK_FALSE(reader.next(entry).value());
  }
}

TEST_CASE("a file that ends in the middle of a number or string at the end of a page") {
  for (const char* tail : {"12345", "\"abc", "tru"}) {
    std::string text = entry_text;
    text.resize(4096 - std::string(tail).size(), ' ');
    const TemporaryFile file(text + tail);
    Reader reader(std::move(*Source::open(file.path())));
    Entry entry;
    CHECK(reader.next(entry).value());
    CHECK(entry.violations.empty());
    CHECK(reader.next(entry).value());
    CHECK_FALSE(entry.violations.empty());
  }
}

TEST_CASE("what cannot be opened is a usage error that names it") {
  const auto missing = Source::open("/nowhere/at/all.json");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == thoth::ErrorCode::usage);
  CHECK(missing.error().text().find("/nowhere/at/all.json") != std::string::npos);
  const auto folder = Source::open("/tmp");
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().code == thoth::ErrorCode::usage);
  CHECK(folder.error().text().find("directory") != std::string::npos);
}

TEST_CASE("a stream kept whole can be read twice, in memory or on disk") {
  for (const std::size_t in_memory : {std::size_t{1} << 20, std::size_t{10}}) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    std::thread writer([&] {
      for (int i = 0; i < 2000; ++i) {
        if (::write(ends[1], entry_text.data(), entry_text.size()) < 0) break;
      }
      ::close(ends[1]);
    });
    auto source = Source::open_whole("/dev/fd/" + std::to_string(ends[0]), {in_memory, "/tmp"});
    writer.join();
    ::close(ends[0]);
    REQUIRE(source.has_value());
    CHECK(source->is_stream());
    CHECK(source->size() == 2000 * entry_text.size());
    Reader reader(std::move(*source));
    for (int round = 0; round < 2; ++round) {
      Entry entry;
      std::uint64_t count = 0;
      while (reader.next(entry).value()) ++count;
      CHECK(count == 2000);
      reader.rewind();
    }
  }
}

TEST_CASE("a folder that cannot hold the spooled input is named") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], entry_text.data(), entry_text.size()) > 0);
  ::close(ends[1]);
  const auto source = Source::open_whole("/dev/fd/" + std::to_string(ends[0]), {10, "/nowhere"});
  ::close(ends[0]);
  REQUIRE_FALSE(source.has_value());
  CHECK(source.error().code == thoth::ErrorCode::io);
  CHECK(source.error().text().find("/nowhere") != std::string::npos);
}

TEST_CASE("whoever waits with a stream is called, and can end the reading") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  auto source = Source::open("/dev/fd/" + std::to_string(ends[0]));
  REQUIRE(source.has_value());
  int calls = 0;
  // The second call brings an entry, the one after that the end.
  source->while_waiting([&] {
    ++calls;
    if (calls == 2) REQUIRE(::write(ends[1], (entry_text + "\n").data(), entry_text.size() + 1) > 0);
    return calls != 3;
  });
  Reader reader(std::move(*source));
  Entry entry;
  REQUIRE(reader.next(entry).value());
  CHECK(entry.text == entry_text);
  const auto ended = reader.next(entry);
  REQUIRE_FALSE(ended.has_value());
  CHECK(ended.error().code == thoth::ErrorCode::interrupted);
  CHECK(calls == 3);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("an entry of a stream is there as soon as it is written, whatever it looks like") {
  const std::vector<std::string> pieces = {entry_text, "{\n  \"topic_name\": \"t\",\n", "  \"message_contents\": {}\n}",
                                           "\n{\n  \"topic_name\": \"u\",\n  \"message_contents\": {\n}}"};
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  auto source = Source::open("/dev/fd/" + std::to_string(ends[0]));
  REQUIRE(source.has_value());
  std::size_t written = 0;
  // The writer waits until the reader does, and never closes its end.
  source->while_waiting([&] {
    if (written == pieces.size()) return false;
    REQUIRE(::write(ends[1], pieces[written].data(), pieces[written].size()) > 0);
    ++written;
    return true;
  });
  Reader reader(std::move(*source));
  Entry entry;
  REQUIRE(reader.next(entry).value());
  CHECK(entry.text == entry_text);
  CHECK(written == 1);
  REQUIRE(reader.next(entry).value());
  CHECK(entry.text == pieces[1] + pieces[2]);
  CHECK(entry.violations.empty());
  CHECK(written == 3);
  REQUIRE(reader.next(entry).value());
  CHECK(entry.topic_name == "u");
  CHECK(written == 4);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("bytes whose memory was given back are still there") {
  std::string text(100000, ' ');
  text.replace(0, entry_text.size(), entry_text);
  const TemporaryFile file(text);
  const auto source = Source::open(file.path());
  REQUIRE(source.has_value());
  REQUIRE(source->whole() == text);
  source->release(0, 50000);
  CHECK(source->whole() == text);
}
