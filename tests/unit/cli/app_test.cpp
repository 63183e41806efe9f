// SPDX-License-Identifier: GPL-3.0-or-later
#include "app.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <functional>
#include <set>
#include <sstream>

#include "base/display_width.hpp"
#include "program/help.hpp"
#include "unit/cli/parse.hpp"

using thoth::ErrorCode;
using namespace std::chrono_literals;

TEST_CASE("global options stand before and after the command's name alike") {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"-b", "k:1", "--topic-prefix", "p", "-X", "a=b", "-X", "c=d", "ping"},
           {"ping", "-b", "k:1", "--topic-prefix", "p", "-X", "a=b", "-X", "c=d"},
           {"--brokers=k:1", "ping", "--topic-prefix=p", "--property", "a=b", "--property=c=d"}}) {
    const Line line(arguments);
    REQUIRE(line.result);
    CHECK(line.app->global().bootstrap_servers == "k:1");
    CHECK(line.app->global().topic_prefix == "p");
    CHECK(line.app->global().properties == std::vector<std::string>{"a=b", "c=d"});
    CHECK(line.app->chosen().get_name() == "ping");
  }
}

TEST_CASE("the three names of bootstrap servers are one option, of which the last counts") {
  for (const char* name : {"-b", "--bootstrap-servers", "--bootstrap-server", "--brokers"}) {
    const Line line({"ping", "-b", "first", name, "last"});
    REQUIRE(line.result);
    CHECK(line.app->global().bootstrap_servers == "last");
  }
}

TEST_CASE("an option with an empty value is one with an empty value") {
  const Line line({"send", "--topic-prefix=", "--message-file", "f"});
  REQUIRE(line.result);
  CHECK(line.app->global().topic_prefix == "");
  CHECK(line.app->send.message_file == "f");
}

TEST_CASE("send") {
  const Line line({"send", "-n", "t", "-m", "-", "--create-if-not-exist", "--partitions", "3", "--replication=2",
                   "--component-name", "c", "--service-version", "v", "--no-defaults", "--strict", "--dry-run"});
  REQUIRE(line.result);
  const auto& send = line.app->send;
  CHECK(send.topic_name == "t");
  CHECK(send.message_contents == "-");
  CHECK_FALSE(send.message_file);
  CHECK(send.create_if_not_exist);
  CHECK(send.partitions == 3);
  CHECK(send.replication == 2);
  CHECK(send.component_name == "c");
  CHECK(send.service_version == "v");
  CHECK(send.no_defaults);
  CHECK(send.strict);
  CHECK(send.dry_run);
}

TEST_CASE("contents may look like anything") {
  for (const std::string& contents :
       std::vector<std::string>{R"({"a": 1})", "[]", R"(["x","y"])", "-", "@f", "-1", R"("")"}) {
    const Line line({"send", "-n", "t", "-m", contents});
    REQUIRE_MESSAGE(line.result, contents);
    CHECK(line.app->send.message_contents == contents);
  }
}

TEST_CASE("consume") {
  const Line line({"consume", "-t", "a", "--topic", "b", "--from-beginning", "-c", "7", "-e", "--timeout", "500ms",
                   "-f", "contents", "--show-secrets"});
  REQUIRE(line.result);
  const auto& consume = line.app->consume;
  CHECK(consume.topics == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(consume.all);
  CHECK(consume.from_beginning);
  CHECK_FALSE(consume.offset);
  CHECK(consume.count == 7);
  CHECK(consume.exit_at_end);
  CHECK(consume.timeout == 500ms);
  CHECK(consume.format == thoth::cli::RecordFormat::contents);
  CHECK(consume.show_secrets);
}

TEST_CASE("consume: the other names") {
  CHECK(Line({"consume", "--all", "--count", "1"}).app->consume.count == 1);
  CHECK(Line({"consume", "--all", "--max-messages", "1"}).app->consume.count == 1);
  CHECK(Line({"consume", "--all", "-o", "-5"}).app->consume.offset == "-5");
  CHECK(Line({"consume", "--all", "--offset", "end"}).app->consume.offset == "end");
  CHECK_FALSE(Line({"consume", "--all"}).app->consume.format);
  CHECK(Line({"consume", "--all", "-p", "1", "--partition", "0"}).app->consume.partitions ==
        std::vector<std::int64_t>{1, 0});
  CHECK(Line({"consume", "--all", "--where", "!/a", "--where", "/b"}).app->consume.where ==
        std::vector<std::string>{"!/a", "/b"});
  CHECK(Line({"consume", "--all", "--validate", "drop"}).app->consume.on_invalid == thoth::cli::OnInvalid::drop);
}

TEST_CASE("an option does not swallow what follows its value") {
  const Line line({"ping", "-b", "a", "b"});
  REQUIRE_FALSE(line.result);
  CHECK(line.error() == "ping: unexpected argument \"b\" (write -b b)");
}

TEST_CASE("validate") {
  const Line line(
      {"validate", "a", "--topic", "t", "-", "-f", "json", "--strict", "--no-defaults", "--max-violations", "0", "b"});
  REQUIRE(line.result);
  const auto& validate = line.app->validate;
  CHECK(validate.paths == std::vector<std::string>{"a", "-", "b"});
  CHECK(validate.topic == "t");
  CHECK(validate.format == thoth::cli::ReportFormat::json);
  CHECK(validate.strict);
  CHECK(validate.no_defaults);
  CHECK(validate.max_violations == 0);
}

TEST_CASE("what stands behind -- is an argument, however it looks") {
  const Line files({"validate", "a", "--", "-b", "--strict"});
  REQUIRE(files.result);
  CHECK(files.app->validate.paths == std::vector<std::string>{"a", "-b", "--strict"});
  CHECK_FALSE(files.app->validate.strict);
  const Line command({"dev-broker", "--brokers", "3", "--topic", "x:2", "--", "sh", "-c", "true", "--", "--help"});
  REQUIRE(command.result);
  CHECK(command.app->dev_broker.brokers == 3);
  CHECK(command.app->dev_broker.topics == std::vector<std::string>{"x:2"});
  CHECK(command.app->dev_broker.command == std::vector<std::string>{"sh", "-c", "true", "--", "--help"});
  CHECK_FALSE(command.app->global().help);
  CHECK(Line({"ping", "--", "x"}).error() == "ping: unexpected arguments after -- (see thoth-msg ping --help)");
}

TEST_CASE("commands within commands, and names that are theirs too") {
  const Line create({"topics", "create", "list", "send", "--partitions", "3", "--replication", "2"});
  REQUIRE(create.result);
  CHECK(thoth::cli::command_path(create.app->chosen()) == "thoth-msg topics create");
  CHECK(create.app->topics.names == std::vector<std::string>{"list", "send"});
  CHECK(create.app->topics.partitions == 3);
  CHECK(create.app->topics.replication == 2);
  const Line example({"messages", "example", "--all"});
  REQUIRE(example.result);
  CHECK(example.app->messages.all);
  CHECK(Line({"messages", "show", "-f", "json", "t"}).app->messages.format == thoth::cli::ListFormat::json);
  CHECK(Line({"topics", "delete", "t"}).app->topics.names == std::vector<std::string>{"t"});
  CHECK(Line({"completion", "zsh"}).app->completion.shell == std::vector<std::string>{"zsh"});
  CHECK(Line({"ping", "--timeout", "2m"}).app->ping.timeout == 2min);
}

TEST_CASE("a mistyped word is told with the nearest") {
  const auto error = [](const std::vector<std::string>& arguments) {
    const Line line(arguments);
    REQUIRE_FALSE(line.result);
    CHECK(line.result.error().code == ErrorCode::usage);
    return line.error();
  };
  CHECK(error({"sned"}) == "unknown command \"sned\" (did you mean send?)");
  CHECK(error({"topics", "creat"}) == "topics: unknown command \"creat\" (did you mean create?)");
  CHECK(error({"consume", "--topci", "x"}) == "consume: unknown option --topci (did you mean --topic?)");
  CHECK(error({"send", "--bootstrap-sevrers=x"}) ==
        "send: unknown option --bootstrap-sevrers (did you mean --bootstrap-servers?)");
  CHECK(error({"validate", "-f", "jsno", "x"}) ==
        "validate: --format: unknown format \"jsno\"; choose text, json, github, sarif, junit or html (did you mean "
        "json?) "
        "(see thoth-msg "
        "validate "
        "--help)");
  CHECK(error({"validate", "--bogus=--x"}) == "validate: unknown option --bogus (see thoth-msg validate --help)");
  CHECK(error({"consume", "--zzzzzzzzzz"}) == "consume: unknown option --zzzzzzzzzz (see thoth-msg consume --help)");
}

TEST_CASE("no option is suggested that only shares letters and the dashes with what was typed") {
  for (const char* typed : {"--xail", "--grxx", "--xormat", "--ag"}) {
    const Line line({"consume", typed});
    CAPTURE(line.error());
    CHECK(line.error().find("--all") == std::string::npos);
    CHECK(line.error().find("--group") == std::string::npos);
    CHECK(line.error().find("--log-format") == std::string::npos);
  }
  CHECK(Line({"ping", "--log-formt", "json"}).error() ==
        "ping: unknown option --log-formt (did you mean --log-format?)");
}

TEST_CASE("another tool's word is told with what does the same here, unless an option has that name") {
  CHECK(Line({"tail", "foo"}).error() == "unknown command \"tail\" (write thoth-msg consume -t foo)");
  CHECK(Line({"topics", "ls"}).error() == "topics: unknown command \"ls\" (write thoth-msg topics list)");
  CHECK(Line({"-L", "-b", "k:1"}).error() == "unknown option -L (write thoth-msg topics list)");
  CHECK(Line({"consume", "--limit=5", "-t", "x"}).error() == "consume: unknown option --limit (write --count 5)");
  CHECK(Line({"consume", "--limit", "5", "-t", "x"}).error() == "consume: unknown option --limit (write --count 5)");
  CHECK(Line({"validate", "--schema", "f.json", "x"}).error() ==
        "validate: unknown option --schema (write --catalog f.json)");
  CHECK(Line({"ping", "k:1"}).error() == "ping: unexpected argument \"k:1\" (write -b k:1)");
  CHECK(Line({"consume", "--topic", "x", "--timeout", "5s"}).result);
}

TEST_CASE("help and version are commands too") {
  const Line help({"help", "topics", "create"});
  REQUIRE(help.result);
  CHECK(help.app->global().help);
  CHECK(thoth::cli::command_path(help.app->chosen()) == "thoth-msg topics create");
  CHECK(Line({"help"}).app->global().help);
  CHECK(Line({"help", "sned"}).error() == "unknown command \"sned\" (did you mean send?)");
  for (const char* word : {"version", "-V", "--version"}) CHECK(Line({word}).app->global().version);
  CHECK(Line({"validate", "help"}).app->validate.paths == std::vector<std::string>{"help"});
}

TEST_CASE("what is wrong with the number of an option's values is told in our own words") {
  CHECK(Line({"ping", "--timeout"}).error() == "ping: --timeout needs a value: DURATION (see thoth-msg ping --help)");
  CHECK(Line({"validate", "x", "-f"}).error() ==
        "validate: -f needs a value: text, json, github, sarif, junit or html (see thoth-msg validate --help)");
  CHECK(Line({"consume", "--all", "--from-beginning=maybe"}).error() ==
        "consume: --from-beginning takes no value (see thoth-msg consume --help)");
  CHECK(Line({"send", "--partitions", "abc"}).error() ==
        "send: --partitions must be a whole number from 1 to 2147483647, not \"abc\" (see thoth-msg send --help)");
  CHECK(Line({"consume", "--all", "-p", "x"}).error() ==
        "consume: --partition must be a whole number from 0 to 2147483647, not \"x\" (see thoth-msg consume --help)");
}

TEST_CASE("values that are none") {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"consume", "--all", "-c", "0"},
                                             {"consume", "--all", "-c", "1.5"},
                                             {"consume", "--all", "-c", "99999999999999999999"},
                                             {"consume", "--all", "--timeout", "5"},
                                             {"consume", "--all", "-p", "-1"},
                                             {"consume", "--all", "--validate", "maybe"},
                                             {"consume", "--all", "--expect", "0"},
                                             {"send", "--partitions", "0"},
                                             {"send", "--replication", "40000"},
                                             {"validate", "--max-violations", "-1", "x"},
                                             {"ping", "--timeout"},
                                             {"ping", "--deadline", "soon"},
                                             {"--color", "blue", "ping"},
                                             {"--log-level", "loud", "ping"},
                                             {"--log-format", "xml", "ping"},
                                             {"consume", "--all", "--from-beginning=maybe"}}) {
    const Line line(arguments);
    REQUIRE_MESSAGE(!line.result, arguments.back());
    CHECK(line.result.error().code == ErrorCode::usage);
  }
}

namespace {

void each_command(const CLI::App& command, const std::function<void(const CLI::App&)>& check) {
  check(command);
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) each_command(*sub, check);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the short help of every command fits a terminal of 24 lines and 80 columns, its prompt too") {
  const Line line({});
  std::size_t commands = 0;
  each_command(line.app->whole_parser(), [&commands](const CLI::App& command) {
    CAPTURE(command.get_name());
    const auto lines = lines_of(thoth::cli::short_help_text(command));
    CHECK(lines.size() <= 23);
    for (const std::string& one : lines) CHECK_MESSAGE(thoth::display_width(one) <= 80, one);
    ++commands;
  });
  CHECK(commands > 15);
}

TEST_CASE("the help of every command has two or three examples of at most 78 columns, and fits 80") {
  const Line line({});
  each_command(line.app->whole_parser(), [](const CLI::App& command) {
    CAPTURE(command.get_name());
    const std::string help = thoth::cli::help_text(command);
    for (const std::string& one : lines_of(help)) CHECK_MESSAGE(thoth::display_width(one) <= 80, one);
    const auto begin = help.find("\nExamples:\n  thoth-msg ");
    REQUIRE(begin != std::string::npos);
    const auto examples = lines_of(help.substr(begin, help.find("\n\n", begin + 1) - begin));
    CHECK(examples.size() >= 4);  // the line before and the heading
    CHECK(examples.size() <= 6);
    for (const std::string& one : examples) CHECK_MESSAGE(thoth::display_width(one) <= 78, one);
  });
}

TEST_CASE("where a command's options have headings, all have") {
  const Line line({});
  each_command(line.app->whole_parser(), [](const CLI::App& command) {
    const std::string help = thoth::cli::help_text(command);
    const auto options = command.get_options([](const CLI::Option* option) { return option->nonpositional(); });
    std::set<std::string> headings;
    for (const CLI::Option* option : options) headings.insert(option->get_group());
    CAPTURE(command.get_name());
    CHECK((headings.size() < 2 || help.find("\nOptions:\n") == std::string::npos));
  });
}
