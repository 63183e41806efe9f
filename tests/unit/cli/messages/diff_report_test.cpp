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
using comparison::Evidence;

namespace {

Evidence change(std::string pointer, Breaks breaks, Breaks undecided = Breaks::nobody) {
  const Decided decided = undecided == Breaks::nobody ? Decided::yes : Decided::no;
  return {{"t", std::move(pointer), "type", "a string", "an integer", breaks, decided, "old.json#/a", "new.json#/a"},
          undecided,
          {}};
}

Evidence with_witness(Evidence evidence, std::string contents) {
  Violation violation{Code::type, evidence.change.pointer, {}, "an integer", "the text \"\"", "", "new.json#/a/type"};
  evidence.witnesses.push_back({Breaks::producers, std::move(contents), std::move(violation)});
  return evidence;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("changes are counted by whom they break") {
  CHECK(DiffCounts({}).text() == "0 changes, 0 break consumers, 0 break producers");
  CHECK(DiffCounts({change("/a", Breaks::both), change("/b", Breaks::nobody),
                    change("/c", Breaks::producers, Breaks::producers)})
            .text() == "3 changes, 1 breaks consumers, 2 break producers, 1 undecided");
}

TEST_CASE("text has a table for each topic") {
  Evidence other = change("", Breaks::producers, Breaks::producers);
  other.change.topic = "u";
  const std::string text =
      diff_report({change("/a", Breaks::both), change("/b", Breaks::nobody), other}, DiffFormat::text, Breaks::both);
  CHECK(text.starts_with("t\nBREAKS "));
  CHECK(count(text, "BREAKS ") == 2);
  CHECK(text.find("\n\nu\n") != std::string::npos);
  CHECK(text.find("producers (undecided)  - ") != std::string::npos);
  CHECK(diff_report({change("/a", Breaks::both, Breaks::consumers)}, DiffFormat::text, Breaks::both)
            .find("\nboth (consumers undecided)  /a ") != std::string::npos);
}

TEST_CASE("text shows the messages that break after the table, and of a long one the start") {
  const std::string text =
      diff_report({with_witness(change("/a", Breaks::producers), R"({"a":"\u001b"})")}, DiffFormat::text, Breaks::both);
  CHECK(
      text.ends_with("Messages that show it:\n"
                     "  /a type: OLD takes {\"a\":\"\\u001b\"}\n"
                     "    NEW does not: type at /a: expected an integer, found the text \"\" [new.json#/a/type]\n"));
  const std::string large = '"' + std::string(5000, 'x') + '"';
  CHECK(diff_report({with_witness(change("/a", Breaks::producers), large)}, DiffFormat::text, Breaks::both)
            .find("xxx… (5002 bytes; -f json has them all)\n") != std::string::npos);
}

TEST_CASE("json has an object a line") {
  Evidence unknown = change("/b", Breaks::consumers, Breaks::consumers);
  unknown.change.old_location.clear();
  const std::string text = diff_report({with_witness(change("/a\"", Breaks::both), R"({"a\"":""})"), unknown},
                                       DiffFormat::json, Breaks::both);
  CHECK(text ==
        R"({"topic_name":"t","pointer":"/a\"","rule":"type","old":"a string","new":"an integer",)"
        R"("breaks":["consumers","producers"],"decided":true,"old_schema":"old.json#/a","new_schema":"new.json#/a",)"
        R"("undecided":[],"witnesses":[{"breaks":"producers","message_contents":{"a\"":""},"code":"type",)"
        R"("pointer":"/a\"","message":"expected an integer, found the text \"\" [new.json#/a/type]"}]})"
        "\n"
        R"({"topic_name":"t","pointer":"/b","rule":"type","old":"a string","new":"an integer",)"
        R"("breaks":["consumers"],"decided":false,"old_schema":null,"new_schema":"new.json#/a",)"
        R"("undecided":["consumers"],"witnesses":[]})"
        "\n");
}

TEST_CASE("github: what breaks a side that is asked for is an error, another a warning, the rest a notice") {
  const std::vector<Evidence> changes{change("/a", Breaks::consumers), change("/b", Breaks::producers),
                                      change("/c", Breaks::nobody)};
  const std::string text = diff_report(changes, DiffFormat::github, Breaks::consumers);
  CHECK(text.starts_with("::error file=new.json,title=type in t /a::"));
  CHECK(text.find("::warning file=new.json,title=type in t /b::") != std::string::npos);
  CHECK(text.find("::notice file=new.json,title=type in t /c::") != std::string::npos);
  CHECK(count(diff_report(changes, DiffFormat::github, Breaks::both), "::error ") == 2);
  CHECK(diff_report({with_witness(change("/a", Breaks::producers), R"({"a":""})")}, DiffFormat::github, Breaks::both) ==
        "::error file=new.json,title=type in t /a::breaks producers: a string -> an integer; "
        "OLD takes {\"a\":\"\"}, NEW does not\n");
}

TEST_CASE("github: ten of a kind are written, and the rest is counted") {
  std::vector<Evidence> changes;
  for (int i = 0; i < 12; ++i) changes.push_back(change("/" + std::to_string(i), Breaks::both));
  const std::string text = diff_report(changes, DiffFormat::github, Breaks::both);
  CHECK(count(text, "::error ") == 10);
  CHECK(text.find("::2 of 12 changes ") != std::string::npos);
}
