// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/model.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "program/options.hpp"

using namespace thoth::cli;

namespace {

using Words = std::vector<std::string>;

/// What is offered for the value of an option, or for an argument, of that type.
Offer offered(const std::string& type) {
  CLI::App app("test", "test");
  std::optional<std::string> text;
  add_text(app, "--x", text, type, "");
  return completion_model(app).commands.at(0).options.back().value;
}

}  // namespace

TEST_CASE("what is offered follows from an option's type") {
  for (const char* const type : {"FILE", "PATH", "FILE|-"}) CHECK(offered(type).kind == Offer::Kind::files);
  CHECK(offered("TYPE").kind == Offer::Kind::types);
  CHECK(offered("TOPIC").kind == Offer::Kind::topics);
  CHECK(offered("CHANNEL").kind == Offer::Kind::channels);
  CHECK(offered("GROUP").kind == Offer::Kind::groups);
  CHECK(offered("JSON|@FILE|-").kind == Offer::Kind::files_after_at);
  CHECK(offered("OFFSET").words == Words{"start", "end", "earliest", "latest", "beginning", "newest", "@"});
  CHECK(offered("text|json").kind == Offer::Kind::words);
  CHECK(offered("text|json").words == Words{"text", "json"});
  for (const char* const type : {"N", "TEXT", "DURATION"}) {
    CAPTURE(type);
    CHECK(offered(type).kind == Offer::Kind::nothing);
  }
}

TEST_CASE("each command is there by its path, with its commands, options and argument") {
  CLI::App app("Does things", "test");
  bool on = false;
  std::optional<std::string> text;
  std::vector<std::string> texts;
  add_command(app, "topics", "Looks after topics", [&](CLI::App& topics) {
    add_command(topics, "create", "Creates topics", [&](CLI::App& create) {
      add_text(create, "-c,--count,--max-messages", text, "N", "How many");
      add_arguments(create, "topic", texts, "TOPIC", "Which");
    });
    add_switch(topics, "--on", on, "On");
  });
  add_all_options(app);
  add_all_options(app);
  const CompletionModel model = completion_model(app);
  REQUIRE(model.commands.size() == 3);
  CHECK(model.commands[0].path.empty());
  CHECK(model.commands[0].subcommands == Words{"topics"});
  CHECK(model.commands[0].subcommand_descriptions == Words{"Looks after topics"});
  CHECK(model.commands[1].path == "/topics");
  CHECK_FALSE(model.commands[1].options.back().takes_value);
  const CompletionCommand& create = model.commands[2];
  CHECK(create.path == "/topics/create");
  CHECK(create.argument.kind == Offer::Kind::topics);
  CHECK(create.options.back().names == Words{"-c", "--max-messages", "--count"});
  CHECK(create.options.back().takes_value);
  CHECK(create.options.back().description == "How many");
}
