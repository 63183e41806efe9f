// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/html.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("text from outside is no markup") {
  Html html;
  html.markup("<p title=\"").text("\"><script>alert('1')</script>").markup("\">").text("a & <b>").markup("</p>");
  CHECK(html.str() == "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\">a &amp; &lt;b&gt;</p>");
}

TEST_CASE("what steers or hides text is seen, and bytes that are no UTF-8 are replaced") {
  CHECK(html_text("a\u202Eb\u200B\x1b[2J\x7f").str() == "a\\u202eb\\u200b\\u001b[2J\\u007f");
  CHECK(html_text("\xff<\xc3").str() == "\uFFFD&lt;\uFFFD");
  CHECK(html_text(std::string_view("\0", 1)).str() == "\\u0000");
}

TEST_CASE("line feeds stay where lines are wanted") {
  CHECK(html_text("a\n\tb").str() == "a\\u000a\\u0009b");
  Html html;
  html.lines("a\n\tb\r<\n");
  CHECK(html.str() == "a\n b\\u000d&lt;\n");
}

TEST_CASE("no line is a command to what runs a workflow") {
  Html html;
  html.lines("a\n::error::b\n ##[error]c");
  CHECK(html.str() == "a\n\\u003a:error::b\n ##\\u005berror]c");
  CHECK(html_text("::error::a").str() == "\\u003a:error::a");
}

TEST_CASE("a long text is cut between characters") {
  CHECK(html_text("abcdef", 3).str() == "abc…");
  CHECK(html_text("abc", 3).str() == "abc");
  CHECK(html_text("aäöü", 4).str() == "aä…");
  CHECK(html_text(std::string(5'000'000, '&')).str().size() < 3000);
}

TEST_CASE("numbers are grouped for people, and short as coordinates") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(18'446'744'073'709'551'615U) == "18,446,744,073,709,551,615");
  Html html;
  html.coordinate(1)
      .markup(" ")
      .coordinate(0.5)
      .markup(" ")
      .coordinate(2.0 / 3)
      .markup(" ")
      .coordinate(100)
      .markup(" ")
      .number(-3);
  CHECK(html.str() == "1 0.5 0.67 100 -3");
}
