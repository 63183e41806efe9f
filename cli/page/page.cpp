// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/page.hpp"

#include <algorithm>
#include <utility>

#include "page/look.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

/// The style and the script are this program's own, though no literals here.
std::string frame(const Html& head, const Html& body) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-)";
  page.append(page_style_hash).append("'; script-src 'sha256-").append(page_script_hash);
  page += "'; base-uri 'none'; form-action 'none'\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page += "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
  page += head.str();
  page.append("<style>").append(page_style).append("</style>\n</head>\n<body>\n");
  page += body.str();
  page += "<footer><p>Made by thoth-msg ";
  page.append(version).append(".</p></footer>\n<script>").append(page_script).append("</script>\n</body>\n</html>\n");
  return page;
}

void add_tone(Tone tone, Html& html) {
  switch (tone) {
    case Tone::plain:
      break;
    case Tone::valid:
      html.markup(" valid");
      break;
    case Tone::invalid:
      html.markup(" invalid");
      break;
    case Tone::other:
      html.markup(" soft");
      break;
  }
}

}  // namespace

Page::Page(std::string_view title, std::string_view lead) {
  head_.markup("<title>").text(title).markup("</title>\n");
  body_.markup("<header>\n<h1>").text(title).markup("</h1>\n");
  if (!lead.empty()) body_.markup("<p class=\"soft\">").text(lead).markup("</p>\n");
  body_.markup("</header>\n<main>\n");
}

std::size_t Page::room() const {
  constexpr std::size_t of_frame = 2000;
  const std::size_t used = page_style.size() + page_script.size() + of_frame + body_.str().size();
  return max_size - std::min(max_size, used);
}

std::string Page::finish() && {
  body_.markup("</main>\n");
  return frame(head_, body_);
}

Html facts(const std::vector<Fact>& facts) {
  Html html;
  html.markup("<dl class=\"facts\">\n");
  for (const Fact& fact : facts) {
    if (fact.value.empty()) continue;
    html.markup("<div><dt>").text(fact.name).markup("</dt><dd class=\"fact");
    add_tone(fact.tone, html);
    html.markup("\">").text(fact.value).markup("</dd></div>\n");
  }
  html.markup("</dl>\n");
  return html;
}

Html note(std::string_view text, Tone tone) {
  constexpr std::size_t max_note = 2000;
  Html html;
  html.markup("<p class=\"note");
  add_tone(tone, html);
  html.markup("\">").text(text, max_note).markup("</p>\n");
  return html;
}

}  // namespace thoth::cli
