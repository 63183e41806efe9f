// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/arguments.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <set>

#include "program/help.hpp"
#include "unit/cli/parse.hpp"

using thoth::cli::App;

namespace {

using Texts = std::vector<std::string>;
using Read = std::function<Texts(const App&)>;

const Texts& hard_texts() {
  static const Texts texts{"{}", "[]", "%%", "", "--", "-", "@", "=", "[a,b]", "--help", "'x'", "a b", ":", "\"x\""};
  return texts;
}

Read one(std::function<const std::optional<std::string>&(const App&)> target) {
  return [target = std::move(target)](const App& app) { return target(app) ? Texts{*target(app)} : Texts{}; };
}

/// Where the text of each option arrives. That none is missing is checked against the parser.
std::map<std::string, Read> options() {
  return {
      {"thoth-msg --bootstrap-servers", one([](const App& app) -> auto& { return app.global().bootstrap_servers; })},
      {"thoth-msg --property", [](const App& app) { return app.global().properties; }},
      {"thoth-msg --config", one([](const App& app) -> auto& { return app.global().config_file; })},
      {"thoth-msg --topic-prefix", one([](const App& app) -> auto& { return app.global().topic_prefix; })},
      {"thoth-msg --catalog", [](const App& app) { return app.global().catalogs; }},
      {"thoth-msg --catalog-root", one([](const App& app) -> auto& { return app.global().catalog_root; })},
      {"thoth-msg --catalog-exclude", [](const App& app) { return app.global().catalog_exclude; }},
      {"thoth-msg send --message-file", one([](const App& app) -> auto& { return app.send.message_file; })},
      {"thoth-msg send --topic", one([](const App& app) -> auto& { return app.send.topic_name; })},
      {"thoth-msg send --message-contents", one([](const App& app) -> auto& { return app.send.message_contents; })},
      {"thoth-msg send --component-name", one([](const App& app) -> auto& { return app.send.component_name; })},
      {"thoth-msg send --service-version", one([](const App& app) -> auto& { return app.send.service_version; })},
      {"thoth-msg send --key", one([](const App& app) -> auto& { return app.send.key; })},
      {"thoth-msg send --key-field", one([](const App& app) -> auto& { return app.send.key_field; })},
      {"thoth-msg send --header", [](const App& app) { return app.send.headers; }},
      {"thoth-msg send --cloudevents", one([](const App& app) -> auto& { return app.send.cloudevents; })},
      {"thoth-msg send --receipts", one([](const App& app) -> auto& { return app.send.receipts; })},
      {"thoth-msg send --undelivered", one([](const App& app) -> auto& { return app.send.undelivered; })},
      {"thoth-msg consume --topic", [](const App& app) { return app.consume.topics; }},
      {"thoth-msg consume --offset", one([](const App& app) -> auto& { return app.consume.offset; })},
      {"thoth-msg consume --since", one([](const App& app) -> auto& { return app.consume.since; })},
      {"thoth-msg consume --until", one([](const App& app) -> auto& { return app.consume.until; })},
      {"thoth-msg consume --group", one([](const App& app) -> auto& { return app.consume.group; })},
      {"thoth-msg consume --instance-id", one([](const App& app) -> auto& { return app.consume.instance_id; })},
      {"thoth-msg consume --where", [](const App& app) { return app.consume.where; }},
      {"thoth-msg consume --grep", one([](const App& app) -> auto& { return app.consume.grep; })},
      {"thoth-msg consume --select", [](const App& app) { return app.consume.select; }},
      {"thoth-msg consume --template", one([](const App& app) -> auto& { return app.consume.layout; })},
      {"thoth-msg consume --output", one([](const App& app) -> auto& { return app.consume.output; })},
      {"thoth-msg consume --ready-file", one([](const App& app) -> auto& { return app.consume.ready_file; })},
      {"thoth-msg validate --topic", one([](const App& app) -> auto& { return app.validate.topic; })},
      {"thoth-msg validate --output", one([](const App& app) -> auto& { return app.validate.output; })},
      {"thoth-msg validate --channel", one([](const App& app) -> auto& { return app.validate.channel; })},
      {"thoth-msg validate --files-from", one([](const App& app) -> auto& { return app.validate.files_from; })},
      {"thoth-msg audit --topic", [](const App& app) { return app.audit.topics; }},
      {"thoth-msg audit --offset", one([](const App& app) -> auto& { return app.audit.offset; })},
      {"thoth-msg audit --since", one([](const App& app) -> auto& { return app.audit.since; })},
      {"thoth-msg audit --until", one([](const App& app) -> auto& { return app.audit.until; })},
      {"thoth-msg audit --output", one([](const App& app) -> auto& { return app.audit.output; })},
      {"thoth-msg stats --topic", [](const App& app) { return app.stats.topics; }},
      {"thoth-msg stats --offset", one([](const App& app) -> auto& { return app.stats.offset; })},
      {"thoth-msg stats --since", one([](const App& app) -> auto& { return app.stats.since; })},
      {"thoth-msg stats --until", one([](const App& app) -> auto& { return app.stats.until; })},
      {"thoth-msg stats --output", one([](const App& app) -> auto& { return app.stats.output; })},
      {"thoth-msg messages schema --output", one([](const App& app) -> auto& { return app.messages.folder; })},
      {"thoth-msg messages diff --against-topic",
       one([](const App& app) -> auto& { return app.messages_diff.against_topic; })},
      {"thoth-msg messages diff --offset", one([](const App& app) -> auto& { return app.messages_diff.offset; })},
      {"thoth-msg dev-broker --topic", [](const App& app) { return app.dev_broker.topics; }},
  };
}

/// Where the values of the commands that take some arrive.
std::map<std::string, Read> values() {
  const Read types = [](const App& app) { return app.messages.types; };
  const Read topics = [](const App& app) { return app.topics.names; };
  return {
      {"thoth-msg send", [](const App& app) { return app.send.files; }},
      {"thoth-msg consume", [](const App& app) { return app.consume.topics; }},
      {"thoth-msg validate", [](const App& app) { return app.validate.paths; }},
      {"thoth-msg audit", [](const App& app) { return app.audit.topics; }},
      {"thoth-msg stats", [](const App& app) { return app.stats.topics; }},
      {"thoth-msg messages show", types},
      {"thoth-msg messages example", types},
      {"thoth-msg messages schema", types},
      {"thoth-msg messages diff", [](const App& app) { return app.messages_diff.catalogs; }},
      {"thoth-msg topics create", topics},
      {"thoth-msg topics describe", topics},
      {"thoth-msg topics delete", topics},
      {"thoth-msg completion", [](const App& app) { return app.completion.shell; }},
  };
}

/// "thoth-msg send --key" without the program's name, followed by more arguments.
Texts arguments(const std::string& name, const Texts& more) {
  Texts words;
  for (std::size_t at = name.find(' '); at != std::string::npos;) {
    const std::size_t next = name.find(' ', at + 1);
    words.push_back(name.substr(at + 1, next == std::string::npos ? next : next - at - 1));
    at = next;
  }
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void visit(const CLI::App& command, const std::function<void(const CLI::App&, const CLI::Option&)>& see) {
  for (const CLI::Option* option : command.get_options()) see(command, *option);
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) visit(*sub, see);
}

/// All options and commands of the parser that take any text there is.
std::set<std::string> takers_of_text() {
  std::set<std::string> names;
  App app;
  visit(app.whole_parser(), [&names](const CLI::App& command, const CLI::Option& option) {
    if (option.get_items_expected_max() == 0) return;
    const std::string path = thoth::cli::command_path(command);
    const std::string name = option.get_positional() ? path : path + " --" + option.get_lnames().front();
    if (Line(arguments(name, {"{}"})).result) names.insert(name);
  });
  return names;
}

}  // namespace

TEST_CASE("each option and command that takes a text is in this file's lists") {
  std::set<std::string> listed{"thoth-msg send --transactional"};
  for (const auto& [name, read] : options()) listed.insert(name);
  for (const auto& [name, read] : values()) listed.insert(name);
  CHECK(takers_of_text() == listed);
}

TEST_CASE("a text arrives at an option as it was typed") {
  for (const auto& option : options()) {
    const auto& name = option.first;
    const auto& read = option.second;
    for (const std::string& text : hard_texts()) {
      CAPTURE(name);
      CAPTURE(text);
      const Line apart(arguments(name, {text}));
      REQUIRE_MESSAGE(apart.result, apart.error());
      CHECK(read(*apart.app) == Texts{text});
      Texts words = arguments(name, {});
      words.back() += '=' + text;
      const Line joined(words);
      REQUIRE_MESSAGE(joined.result, joined.error());
      CHECK(read(*joined.app) == Texts{text});
    }
  }
}

TEST_CASE("a text arrives at an option's short name as it was typed") {
  for (const std::string& text : hard_texts()) {
    CAPTURE(text);
    const Line apart({"send", "-m", text});
    REQUIRE_MESSAGE(apart.result, apart.error());
    CHECK(apart.app->send.message_contents == text);
    if (text.empty()) continue;
    const Line joined({"send", "-vm" + text});
    REQUIRE_MESSAGE(joined.result, joined.error());
    CHECK(joined.app->send.message_contents == text);
    CHECK(joined.app->global().verbose == 1);
  }
}

TEST_CASE("of a text that is given twice the last one counts, and of a list each") {
  for (const std::string& text : hard_texts()) {
    CAPTURE(text);
    const Line line({"send", "-m", "first", "-m", text, "-H", text, "-H", text});
    REQUIRE_MESSAGE(line.result, line.error());
    CHECK(line.app->send.message_contents == text);
    CHECK(line.app->send.headers == Texts{text, text});
  }
}

TEST_CASE("an option whose value may be left out takes any text after an equals sign") {
  for (const std::string& text : hard_texts()) {
    CAPTURE(text);
    const Line line({"send", "--transactional=" + text, "--strict"});
    REQUIRE_MESSAGE(line.result, line.error());
    CHECK(line.app->send.transactional);
    CHECK(line.app->send.transactional_id.value_or("") == text);
    CHECK(line.app->send.strict);
  }
}

TEST_CASE("a text arrives at a command as it was typed") {
  for (const auto& value : values()) {
    const auto& name = value.first;
    const auto& read = value.second;
    for (const std::string& text : hard_texts()) {
      CAPTURE(name);
      CAPTURE(text);
      const Line after(arguments(name, {"--", text, text}));
      REQUIRE_MESSAGE(after.result, after.error());
      CHECK(read(*after.app) == Texts{text, text});
      if (text.starts_with("--")) continue;  // an option, unless it follows --
      const Line plain(arguments(name, {text}));
      REQUIRE_MESSAGE(plain.result, plain.error());
      CHECK(read(*plain.app) == Texts{text});
    }
  }
}
