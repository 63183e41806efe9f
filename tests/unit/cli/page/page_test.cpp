// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/page.hpp"

#include <doctest/doctest.h>

#include "page/look.hpp"

using namespace thoth::cli;

namespace {

bool page_has(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a page allows nothing but its own style and script") {
  Page page("Audit of <t>", "one & all");
  page.body().markup("<p>").text("</main>").markup("</p>\n");
  const std::string text = std::move(page).finish();
  CHECK(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(page_has(text, "<title>Audit of &lt;t&gt;</title>"));
  CHECK(page_has(text, "<h1>Audit of &lt;t&gt;</h1>\n<p class=\"soft\">one &amp; all</p>"));
  CHECK(page_has(text, "<p>&lt;/main&gt;</p>\n</main>\n"));
  CHECK(page_has(text, "content=\"default-src 'none'; style-src 'sha256-" + std::string(page_style_hash) +
                           "'; script-src 'sha256-" + std::string(page_script_hash) +
                           "'; base-uri 'none'; form-action 'none'\""));
  CHECK(page_has(text, "<style>" + std::string(page_style) + "</style>"));
  CHECK(page_has(text, "<script>" + std::string(page_script) + "</script>"));
  CHECK_FALSE(page_has(text, "http:"));
  CHECK_FALSE(page_has(text, "https:"));
}

TEST_CASE("a page tells how much still fits") {
  Page page("t", "");
  const std::size_t before = page.room();
  CHECK(before < Page::max_size);
  page.body().text(std::string(400, 'x'));
  CHECK(page.room() == before - 400);
  const std::size_t room = page.room();
  while (page.room() > 500) page.body().text(std::string(400, 'x'));
  CHECK(std::move(page).finish().size() <= Page::max_size);
  CHECK(room > 0);
}

TEST_CASE("facts without a value are left out") {
  const std::string text =
      facts({{"records", "1,042"}, {"valid", "1,030", Tone::valid}, {"invalid", "12", Tone::invalid}, {"events", ""}})
          .str();
  CHECK(page_has(text, "<dt>records</dt><dd class=\"fact\">1,042</dd>"));
  CHECK(page_has(text, "<dt>valid</dt><dd class=\"fact valid\">1,030</dd>"));
  CHECK(page_has(text, "<dt>invalid</dt><dd class=\"fact invalid\">12</dd>"));
  CHECK_FALSE(page_has(text, "events"));
}

TEST_CASE("a note is text") {
  CHECK(note("<b>", Tone::invalid).str() == "<p class=\"note invalid\">&lt;b&gt;</p>\n");
}
