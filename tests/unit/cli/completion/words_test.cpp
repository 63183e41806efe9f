// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/words.hpp"

#include <doctest/doctest.h>

#include <unistd.h>
#include <chrono>
#include <string>
#include <vector>

#include "program/context.hpp"

using namespace thoth::cli;
using Words = std::vector<std::string>;

TEST_CASE("words are in order, each once") {
  CHECK(plain_words({"b", "a", "b", "a.b-c_1", "group:x/y@z"}) == Words{"a", "a.b-c_1", "b", "group:x/y@z"});
  CHECK(plain_words({}).empty());
}

TEST_CASE("what a shell could run, split or take for an option is not offered") {
  CHECK(plain_words({"", "-x", "--force", "a b", "$(touch x)", "`x`", "a;b", "a\nb", "a'b", "\"", "a*", "\x1b[0m", "é"})
            .empty());
}

TEST_CASE("without a cluster that is named only the types are offered, at once") {
  Settings settings;
  settings.kafka.options.clear();
  const Environment environment;
  Output out(STDOUT_FILENO, "standard output");
  Console console(LogLevel::off, LogFormat::text, Color::never);
  Context context{settings, environment, out, console};
  const auto started = std::chrono::steady_clock::now();
  CHECK(words_to_offer(CompletionWords::types, context).size() > 10);
  CHECK(words_to_offer(CompletionWords::topics, context) == words_to_offer(CompletionWords::types, context));
  CHECK(words_to_offer(CompletionWords::groups, context).empty());
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::milliseconds{500});
}
