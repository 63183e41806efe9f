// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/window.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

using namespace thoth;
using file::Source;
using file::Window;

namespace {

constexpr std::size_t usual = std::size_t{256} << 10;

Window window_on(std::string text) {
  return Window(Source::from_text(std::move(text), "test"));
}

/// Lines of `width` bytes, their breaks counted in.
std::string lines(std::size_t count, std::size_t width) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::string(width - 1, '1') + '\n';
  return text;
}

}  // namespace

TEST_CASE("a small text is in the window as a whole") {
  Window window = window_on("[1]\n");
  REQUIRE(window.advance(0, Window::Indexed::yes));
  CHECK(window.bytes() == "[1]\n");
  CHECK(window.final());
  CHECK(window.indexed());
  CHECK(window.stops_walkers());
  CHECK_FALSE(window.full());
  REQUIRE(window.advance(4, Window::Indexed::no));
  CHECK(window.bytes().empty());
  CHECK(window.begin() == 4);
  CHECK_FALSE(window.indexed());
}

TEST_CASE("a window ends behind a line, moves on and knows places") {
  const std::string text = lines(10'000, 100);
  Window window = window_on(text);
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes().size() == usual / 100 * 100);
  CHECK_FALSE(window.final());
  REQUIRE(window.advance(500, Window::Indexed::no));
  CHECK(window.begin() == 500);
  CHECK(window.from(600) == window.bytes().substr(100));
  CHECK(window.place(510) == Place{510, 6, 11});
  REQUIRE(window.advance(text.size() - 100, Window::Indexed::no));
  CHECK(window.final());
  CHECK(window.end() == text.size());
  CHECK(window.place(text.size() - 100) == Place{text.size() - 100, 10'000, 1});
}

TEST_CASE("a window does not end at a line break in the bytes that stay whole") {
  const std::string text = "a\n" + std::string(usual, 'b');
  Window window = window_on(text);
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes() == "a\n");
  REQUIRE(window.advance(0, Window::Indexed::no, 2));
  CHECK(window.bytes().size() > 2);
}

TEST_CASE("a window that stays where it is grows to twice its size, up to what an entry may have") {
  Window window = window_on(std::string(std::size_t{70} << 20, ' '));
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes().size() == usual);
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes().size() == 2 * usual);
  while (!window.full()) REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes().size() == file::max_entry_bytes);
  REQUIRE(window.advance(1, Window::Indexed::no));
  CHECK(window.bytes().size() == usual);
}

TEST_CASE("a window that would end within a string is indexed up to there") {
  const std::string text = "[1, \"" + std::string(usual, 'x') + "\"]";
  Window window = window_on(text);
  REQUIRE(window.advance(0, Window::Indexed::yes));
  CHECK(window.indexed());
  CHECK(window.bytes() == "[1, ");
  REQUIRE(window.advance(0, Window::Indexed::yes));
  CHECK(window.bytes() == text);
  CHECK(window.indexed());
}

TEST_CASE("what is no UTF-8 is there, but not indexed") {
  Window window = window_on("[\"\xff\"]");
  REQUIRE(window.advance(0, Window::Indexed::yes));
  CHECK_FALSE(window.indexed());
  CHECK(window.bytes().size() == 5);
}

TEST_CASE("a part holds what is before its end, and starts counting anew") {
  const std::string text = lines(100, 100);
  const Window whole = window_on(text);
  Window part = whole.part(1000, 2000);
  CHECK(part.begin() == 1000);
  REQUIRE(part.advance(1000, Window::Indexed::no));
  CHECK(part.bytes() == std::string_view(text).substr(1000, 1000));
  CHECK(part.place(1100) == Place{1100, 2, 1});
  // Of what is after it, only as much is looked at as shows where the next entry starts.
  REQUIRE(part.advance(2000, Window::Indexed::no));
  CHECK(part.bytes().size() == 4000);
}

TEST_CASE("a window can be taken back to the start") {
  Window window = window_on("1\n2\n");
  REQUIRE(window.advance(0, Window::Indexed::no));
  REQUIRE(window.advance(2, Window::Indexed::no));
  CHECK(window.place(2) == Place{2, 2, 1});
  window.rewind();
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes() == "1\n2\n");
  CHECK(window.place(0) == Place{});
}

TEST_CASE("of a stream the window has what came, and more once it is asked to grow") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  REQUIRE(::write(ends[1], "1\n2", 3) == 3);
  auto source = Source::open("/dev/fd/" + std::to_string(ends[0]));
  REQUIRE(source);
  Window window(std::move(*source));
  REQUIRE(window.advance(0, Window::Indexed::no));
  CHECK(window.bytes() == "1\n");
  CHECK_FALSE(window.final());
  REQUIRE(::write(ends[1], "3\n", 2) == 2);
  ::close(ends[1]);
  REQUIRE(window.advance(2, Window::Indexed::no));
  while (!window.final()) REQUIRE(window.advance(2, Window::Indexed::no));
  CHECK(window.bytes() == "23\n");
  CHECK(window.place(4) == Place{4, 2, 3});
  ::close(ends[0]);
}
