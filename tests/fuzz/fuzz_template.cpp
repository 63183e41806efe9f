// SPDX-License-Identifier: GPL-3.0-or-later
// A layout of --template, and after a line of --- a record's value: it is refused with a reason, or it lays out the
// same record the same way, in bounded space; what has no token comes out as it is.
#include <algorithm>
#include <vector>

#include "consume/template.hpp"
#include "fuzz.hpp"

namespace thoth::fuzz {

void run(std::string_view text) {
  constexpr std::string_view line = "\n---\n";
  const auto end = text.find(line);
  const std::string layout(text.substr(0, end));
  const std::string value(end == std::string_view::npos ? "{}" : text.substr(end + line.size()));
  const auto parsed = cli::RecordTemplate::parse(layout);
  if (!parsed) return require(!parsed.error().text().empty(), "what is refused has a reason");
  const std::vector<Header> headers{{"h", value}, {"null", std::nullopt}};
  const kafka::Record record{"topic", -1, {}, 1'000'000, 1'768'471'200'000, value, value, headers};
  const cli::ShownValue shown{value};
  json::LazyTree contents(value);
  std::string once;
  parsed->append(record, 1, shown, contents, once);
  std::string twice = once;
  parsed->append(record, 1, shown, contents, twice);
  require(twice == once + once, "a record is laid out the same way each time");
  // A token of two bytes gives a value, a name or a number, each byte of it at most some twenty.
  constexpr std::size_t factor = 64;
  require(once.size() <= factor * (layout.size() + 1) * (value.size() + factor), "space is bounded");
  if (layout.find_first_of("%\\") == std::string::npos) require(once == layout, "what has no token is not changed");
}

}  // namespace thoth::fuzz
