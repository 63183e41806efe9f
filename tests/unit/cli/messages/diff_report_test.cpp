// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff_report.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace thoth;
using cli::diff_report;
using cli::DiffCounts;
using cli::DiffFormat;

namespace {

Change change(std::string pointer, Breaks breaks, Decided decided = Decided::yes) {
  return {"t", std::move(pointer), "type", "a string", "an integer", breaks, decided, "old.json#/a", "new.json#/a"};
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("changes are counted by whom they break") {
  CHECK(DiffCounts({}).text() == "0 changes, 0 break consumers, 0 break producers");
  CHECK(DiffCounts(
            {change("/a", Breaks::both), change("/b", Breaks::nobody), change("/c", Breaks::producers, Decided::no)})
            .text() == "3 changes, 1 breaks consumers, 2 break producers, 1 undecided");
}

TEST_CASE("text has a table for each topic") {
  Change other = change("", Breaks::producers, Decided::no);
  other.topic = "u";
  const std::string text =
      diff_report({change("/a", Breaks::both), change("/b", Breaks::nobody), other}, DiffFormat::text, Breaks::both);
  CHECK(text.starts_with("t\nBREAKS "));
  CHECK(count(text, "BREAKS ") == 2);
  CHECK(text.find("\n\nu\n") != std::string::npos);
  CHECK(text.find("producers (undecided)  - ") != std::string::npos);
}

TEST_CASE("json has an object a line") {
  Change unknown = change("/b", Breaks::nobody, Decided::no);
  unknown.old_location.clear();
  const std::string text = diff_report({change("/a\"", Breaks::both), unknown}, DiffFormat::json, Breaks::both);
  CHECK(text ==
        R"({"topic_name":"t","pointer":"/a\"","rule":"type","old":"a string","new":"an integer",)"
        R"("breaks":["consumers","producers"],"decided":true,"old_schema":"old.json#/a","new_schema":"new.json#/a"})"
        "\n"
        R"({"topic_name":"t","pointer":"/b","rule":"type","old":"a string","new":"an integer",)"
        R"("breaks":[],"decided":false,"old_schema":null,"new_schema":"new.json#/a"})"
        "\n");
}

TEST_CASE("github: what breaks a side that is asked for is an error, another a warning, the rest a notice") {
  const std::vector<Change> changes{change("/a", Breaks::consumers), change("/b", Breaks::producers),
                                    change("/c", Breaks::nobody)};
  const std::string text = diff_report(changes, DiffFormat::github, Breaks::consumers);
  CHECK(text.starts_with("::error file=new.json,title=type in t /a::"));
  CHECK(text.find("::warning file=new.json,title=type in t /b::") != std::string::npos);
  CHECK(text.find("::notice file=new.json,title=type in t /c::") != std::string::npos);
  CHECK(count(diff_report(changes, DiffFormat::github, Breaks::both), "::error ") == 2);
}

TEST_CASE("github: ten of a kind are written, and the rest is counted") {
  std::vector<Change> changes;
  for (int i = 0; i < 12; ++i) changes.push_back(change("/" + std::to_string(i), Breaks::both));
  const std::string text = diff_report(changes, DiffFormat::github, Breaks::both);
  CHECK(count(text, "::error ") == 10);
  CHECK(text.find("::2 of 12 changes ") != std::string::npos);
}
